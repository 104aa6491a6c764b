import type { TransactionRow } from '../transaction.ts';

const BASIS_POINTS = 10_000n;

/** What moving an amount costs: a fixed part, once, and a share of it in hundredths of a percent. */
export interface FeeTerms {
  readonly feeFixedMinor: bigint;
  readonly feeBasisPoints: number;
}

/** The fee on `minor` in all, rounded once, half to even; never more than the amount itself. */
export function feeOn(minor: bigint, { feeFixedMinor, feeBasisPoints }: FeeTerms): bigint {
  if (minor === 0n) return 0n;
  const fee = feeFixedMinor + divideHalfEven(minor * BigInt(feeBasisPoints), BASIS_POINTS);
  return fee < minor ? fee : minor;
}

/** The part of the fee that belongs to the capture under way: parts add up to the fee on the whole. */
export function feeOfCapture(row: TransactionRow): bigint {
  return feeOn(row.capturedMinor + row.captureMinor, row) - feeOn(row.capturedMinor, row);
}

/** Whoever takes payments pays for them, and so does who tops up a wallet; everybody else pays on top of the amount. */
export function payerPaysFee({ type }: Pick<TransactionRow, 'type'>): boolean {
  return type !== 'PAYMENT' && type !== 'DEPOSIT';
}

/** Divides non-negative numbers, half to even. */
export function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const twice = (dividend % divisor) * 2n;
  const up = twice > divisor || (twice === divisor && quotient % 2n === 1n);
  return up ? quotient + 1n : quotient;
}
