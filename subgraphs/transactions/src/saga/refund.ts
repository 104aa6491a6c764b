import { hasMoved, type TransactionStatus } from '../status.ts';
import type { Change, TransactionRow } from '../transaction.ts';

/** What a refund or a chargeback changes in the payment it belongs to, in minor units. */
export interface ParentChange {
  readonly reservedMinor: bigint;
  readonly refundedMinor: bigint;
  /** The money of a dispute is where it belongs: the payment is disputed no more. */
  readonly settlesDispute?: boolean;
}

/** The payment after a part of it went back, is about to, or will not after all. */
export function refundChange(payment: TransactionRow, change: ParentChange): Change {
  const refunded = payment.refundedMinor + change.refundedMinor;
  // One that is still captured in parts tells so, whatever goes back of the parts.
  const stays = !hasMoved(payment.status) || (payment.status === 'DISPUTED' && !change.settlesDispute);
  const status = stays ? payment.status : statusAfterRefunds(payment.capturedMinor, refunded);
  return { refundReservedMinor: payment.refundReservedMinor + change.reservedMinor, refundedMinor: refunded, status };
}

/** The payment with a refund or a chargeback counted against it, or why that cannot be. */
export function counted(
  payment: TransactionRow,
  part: TransactionRow,
): TransactionRow | 'EXCEEDS_PAYMENT' | 'NOT_REFUNDABLE' {
  const isDispute = part.type === 'CHARGEBACK';
  if (!isDispute && payment.status === 'DISPUTED') return 'NOT_REFUNDABLE';
  const refundReservedMinor = payment.refundReservedMinor + part.minor;
  if (refundReservedMinor > payment.capturedMinor) return 'EXCEEDS_PAYMENT';
  const status = isDispute && hasMoved(payment.status) ? 'DISPUTED' : payment.status;
  return { ...payment, refundReservedMinor, status };
}

/**
 * The status that follows at once when the last part of a payment was captured: of the parts before, some may have gone
 * back or be disputed. Null when none has. The payment has SUCCEEDED first, and is told to have.
 */
export function statusAfterCapture(payment: TransactionRow, isDisputed: boolean): TransactionStatus | null {
  const status = isDisputed ? 'DISPUTED' : statusAfterRefunds(payment.capturedMinor, payment.refundedMinor);
  return status === 'SUCCEEDED' ? null : status;
}

/** Whether a change is the last capture of a payment of which parts have gone back, or are about to. */
export function isCapturedInParts(before: TransactionRow, after: TransactionRow): boolean {
  const isThrough = before.status !== 'SUCCEEDED' && after.status === 'SUCCEEDED';
  return isThrough && after.type === 'PAYMENT' && after.refundReservedMinor > 0n;
}

function statusAfterRefunds(capturedMinor: bigint, refundedMinor: bigint): TransactionStatus {
  if (refundedMinor === 0n) return 'SUCCEEDED';
  return refundedMinor < capturedMinor ? 'PARTIALLY_REFUNDED' : 'REFUNDED';
}

/** What a change of a refund or a chargeback means for its payment; undefined when nothing. */
export function parentChangeOf(part: TransactionRow, change: Change): ParentChange | undefined {
  if (part.type === 'CHARGEBACK') return chargebackChange(part, change);
  if (part.type !== 'REFUND' || change.status === undefined || change.status === part.status) return undefined;
  const { minor } = part;
  if (change.status === 'SUCCEEDED') return { reservedMinor: 0n, refundedMinor: minor };
  if (change.status !== 'FAILED' && change.status !== 'CANCELED') return undefined;
  return { reservedMinor: -minor, refundedMinor: part.status === 'SUCCEEDED' ? -minor : 0n };
}

function chargebackChange({ step, minor }: TransactionRow, change: Change): ParentChange | undefined {
  if (change.step !== null) return undefined;
  if (step === 'GIVE_BACK') return { reservedMinor: -minor, refundedMinor: 0n, settlesDispute: true };
  if (step === 'PAY_OUT') return { reservedMinor: 0n, refundedMinor: minor, settlesDispute: true };
  return undefined;
}
