import type { Circumstances, SettlementLine } from './operation.ts';

/** What a bank charges for a dispute; given back when it is won. */
export const DISPUTE_FEE_MINOR = 1_500n;

type Line = Omit<SettlementLine, 'at' | 'net'>;

/** `gross` is what our account gained, the fee is taken off. */
export function line({ now }: Circumstances, parts: Line): SettlementLine {
  return { ...parts, at: now, net: parts.gross - parts.fee };
}

/** Rounded half up to the minor unit, and never more than the amount. */
export function feeOf({ price }: Circumstances, minor: bigint): bigint {
  const fee = price.fixed_minor + (minor * price.share_bps + 5_000n) / 10_000n;
  return fee > minor ? minor : fee;
}
