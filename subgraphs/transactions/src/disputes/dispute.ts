import { newId } from '@paygraph/identity';
import { divideHalfEven, type FeeTerms } from '../fees/fee.ts';
import { newTransaction } from '../new-transaction.ts';
import type { ProviderDisputeStatus } from '../providers/connector.ts';
import type { disputes } from '../tables.ts';
import type { TransactionRow } from '../transaction.ts';

/** WON and LOST are the merchant's. Of an INQUIRY no money is taken: the bank of a card only asks. */
export const DISPUTE_STATUSES = ['INQUIRY', 'OPEN', 'UNDER_REVIEW', 'WON', 'LOST'] as const;
export type DisputeStatus = (typeof DISPUTE_STATUSES)[number];
export type DisputeOutcome = 'WON' | 'LOST';

/** Nobody has decided yet. */
export const ACTIVE = ['INQUIRY', 'OPEN', 'UNDER_REVIEW'] as const satisfies readonly DisputeStatus[];

const DISPUTE_REASONS = [
  'CREDIT_NOT_PROCESSED',
  'DUPLICATE',
  'FRAUDULENT',
  'GENERAL',
  'NONCOMPLIANT',
  'PRODUCT_NOT_RECEIVED',
  'PRODUCT_UNACCEPTABLE',
  'SUBSCRIPTION_CANCELED',
  'UNRECOGNIZED',
] as const;
export type DisputeReason = (typeof DISPUTE_REASONS)[number];

/** How long a merchant has to say something. */
const EVIDENCE_MS = 7 * 86_400_000;
/** How long after it was paid a payment may be disputed. */
export const DISPUTABLE_MS = 120 * 86_400_000;
/** What a dispute costs a merchant unless a fee of type CHARGEBACK says otherwise: what the simulated providers take. */
export const DISPUTE_FEE: FeeTerms = { feeFixedMinor: 1_500n, feeBasisPoints: 0 };

export type DisputeRow = typeof disputes.$inferSelect;
export type DisputeChange = Partial<
  Pick<DisputeRow, 'status' | 'evidenceAwaited' | 'resolvedAt' | 'resolvedBy' | 'resolutionNote'>
>;

export function isActive({ status }: Pick<DisputeRow, 'status'>): boolean {
  return (ACTIVE as readonly DisputeStatus[]).includes(status);
}

/** Unlike other fees it may be more than the amount: a bank's work does not depend on it. */
export function disputeFee(minor: bigint, { feeFixedMinor, feeBasisPoints }: FeeTerms): bigint {
  return feeFixedMinor + divideHalfEven(minor * BigInt(feeBasisPoints), 10_000n);
}

/** A provider's reason, in Stripe's words; one that we do not know is GENERAL. */
export function reasonOf(text: string): DisputeReason {
  return DISPUTE_REASONS.find((reason) => reason === text.toUpperCase()) ?? 'GENERAL';
}

type NewDispute = Pick<DisputeRow, 'status' | 'minor' | 'feeMinor' | 'reason' | 'openedAt'> & Partial<DisputeRow>;

export function newDispute(payment: TransactionRow, given: NewDispute): DisputeRow {
  return {
    id: newId('dsp'),
    transactionId: payment.id,
    chargebackId: null,
    provider: null,
    providerDisputeId: null,
    payerId: payment.sourceOwnerId ?? payment.initiatorId,
    merchantId: payment.destinationOwnerId ?? payment.initiatorId,
    currency: payment.currency,
    description: null,
    evidenceAwaited: true,
    evidenceDueAt: new Date(given.openedAt.getTime() + EVIDENCE_MS),
    openedBy: null,
    resolvedAt: null,
    resolvedBy: null,
    resolutionNote: null,
    ...given,
  };
}

/** The movement of money a dispute causes: from the merchant to where it waits for the decision, then to the payer or back. */
export function chargebackOf(payment: TransactionRow, dispute: DisputeRow, now: Date): TransactionRow {
  const { minor, feeMinor, openedBy, payerId } = dispute;
  return newTransaction({
    type: 'CHARGEBACK',
    initiatorId: openedBy ?? payerId,
    currency: payment.currency,
    minor,
    feeMinor,
    parentId: payment.id,
    description: payment.description,
    sourceWalletId: payment.destinationWalletId,
    sourceOwnerId: payment.destinationOwnerId,
    destinationWalletId: payment.sourceWalletId,
    destinationOwnerId: payment.sourceOwnerId,
    provider: payment.provider,
    providerReference: payment.providerReference,
    createdAt: now,
  });
}

type Following = 'INQUIRE' | 'OPEN' | 'WIN' | 'LOSE';
const NOTHING: readonly Following[] = [];
const DECIDED = { INQUIRY: NOTHING, OPEN: NOTHING, WON: NOTHING, LOST: NOTHING };
const TAKEN = { INQUIRY: NOTHING, OPEN: NOTHING, WON: ['WIN'], LOST: ['LOSE'] } as const;

/**
 * What is to be done when a dispute stands one way here and another at its provider. Notices come late, twice or not at
 * all: one that has skipped a stage makes us catch up, one that lags behind changes nothing. What was decided stays.
 */
export const FOLLOWING: Readonly<
  Record<DisputeStatus | 'UNKNOWN', Readonly<Record<ProviderDisputeStatus, readonly Following[]>>>
> = {
  // Won before we ever heard of it: for the record, no money moves.
  UNKNOWN: { INQUIRY: ['INQUIRE'], OPEN: ['OPEN'], WON: ['INQUIRE', 'WIN'], LOST: ['OPEN', 'LOSE'] },
  INQUIRY: { INQUIRY: [], OPEN: ['OPEN'], WON: ['WIN'], LOST: ['OPEN', 'LOSE'] },
  OPEN: TAKEN,
  UNDER_REVIEW: TAKEN,
  WON: DECIDED,
  LOST: DECIDED,
};
