import type { TransactionStatus } from './status.ts';
import type { Change, TransactionRow } from './transaction.ts';

/** What a refund changes in the payment it belongs to, in minor units. */
export interface ParentChange {
  readonly reservedMinor: bigint;
  readonly refundedMinor: bigint;
}

/** The payment after a part of it went back, is about to, or will not after all. */
export function refundChange(payment: TransactionRow, { reservedMinor, refundedMinor }: ParentChange): Change {
  const refunded = payment.refundedMinor + refundedMinor;
  const status = payment.status === 'DISPUTED' ? payment.status : statusAfterRefunds(payment.capturedMinor, refunded);
  return { refundReservedMinor: payment.refundReservedMinor + reservedMinor, refundedMinor: refunded, status };
}

export function statusAfterRefunds(capturedMinor: bigint, refundedMinor: bigint): TransactionStatus {
  if (refundedMinor === 0n) return 'SUCCEEDED';
  return refundedMinor < capturedMinor ? 'PARTIALLY_REFUNDED' : 'REFUNDED';
}

/** What a change of a refund means for its payment; undefined when nothing. */
export function parentChangeOf(refund: TransactionRow, change: Change): ParentChange | undefined {
  if (refund.type !== 'REFUND' || change.status === undefined || change.status === refund.status) return undefined;
  const { minor } = refund;
  if (change.status === 'SUCCEEDED') return { reservedMinor: 0n, refundedMinor: minor };
  if (change.status !== 'FAILED' && change.status !== 'CANCELED') return undefined;
  return { reservedMinor: -minor, refundedMinor: refund.status === 'SUCCEEDED' ? -minor : 0n };
}
