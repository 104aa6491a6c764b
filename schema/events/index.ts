import { z } from 'zod';

/**
 * The facts subgraphs tell each other, by event type. Publishers parse on writing, consumers on reading,
 * so a contract is broken where the mistake is and not three services later.
 * Contracts only grow: a field is added as optional and never changes its meaning.
 */

const user = z.object({ userId: z.string(), email: z.string(), name: z.string() });

const apiKey = z.object({ userId: z.string(), apiKeyId: z.string(), name: z.string(), prefix: z.string() });

const wallet = z.object({
  walletId: z.string(),
  ownerId: z.string(),
  name: z.string(),
  currency: z.string(),
  type: z.enum(['PERSONAL', 'MERCHANT', 'SAVINGS']),
});

/** Nothing when not limited; amounts in the wallet's currency, and whose limit it is. */
const walletLimit = z.object({ amount: z.string(), by: z.enum(['OWNER', 'OPERATOR']) }).nullable();

const paymentMethod = z.object({
  paymentMethodId: z.string(),
  ownerId: z.string(),
  kind: z.enum(['CREDIT_CARD', 'DEBIT_CARD', 'BANK_ACCOUNT']),
  last4: z.string(),
});

const transactionStatus = z.enum([
  'CREATED',
  'REQUIRES_ACTION',
  'IN_REVIEW',
  'PROCESSING',
  'AUTHORIZED',
  'SUCCEEDED',
  'FAILED',
  'CANCELED',
  'REFUNDED',
  'PARTIALLY_REFUNDED',
  'DISPUTED',
]);

/** A transaction after one step. Amounts are decimal strings; owners are users. */
const transaction = z.object({
  transactionId: z.string(),
  type: z.enum(['DEPOSIT', 'WITHDRAWAL', 'TRANSFER', 'PAYMENT', 'REFUND', 'CONVERSION', 'PAYOUT', 'CHARGEBACK']),
  status: transactionStatus,
  previousStatus: transactionStatus.nullable(),
  amount: z.string(),
  currency: z.string(),
  initiatorId: z.string(),
  sourceWalletId: z.string().nullable(),
  sourceOwnerId: z.string().nullable(),
  destinationWalletId: z.string().nullable(),
  destinationOwnerId: z.string().nullable(),
  description: z.string().nullable(),
  failureCode: z.string().nullable(),
  /** Safe to show to the initiator. */
  failureMessage: z.string().nullable(),
  /** The payment that a refund or a chargeback belongs to, the batch of a payout, the quote of a conversion. */
  parentId: z.string().nullish(),
  fee: z.string().optional(),
  capturedAmount: z.string().optional(),
  refundedAmount: z.string().optional(),
  /** When it was recorded. */
  createdAt: z.iso.datetime().optional(),
  /** The money was taken or set aside, so whom it goes to may know of it. */
  shownToDestination: z.boolean().optional(),
});

/** A batch of payouts and how far it is. Counts are of its lines, those in review among the pending; amounts have no fees. */
const payout = z.object({
  batchId: z.string(),
  submittedBy: z.string(),
  sourceWalletId: z.string(),
  currency: z.string(),
  amount: z.string(),
  total: z.number().int(),
  succeeded: z.number().int(),
  failed: z.number().int(),
  pending: z.number().int(),
  inReview: z.number().int(),
  succeededAmount: z.string(),
  failedAmount: z.string(),
});

/** An objection of who paid. WON and LOST are the merchant's; amounts are decimal strings. */
const dispute = z.object({
  disputeId: z.string(),
  transactionId: z.string(),
  /** The transaction that took the money from the merchant; null while the bank of a card only asks. */
  chargebackId: z.string().nullable(),
  status: z.enum(['INQUIRY', 'OPEN', 'UNDER_REVIEW', 'WON', 'LOST']),
  reason: z.string(),
  amount: z.string(),
  fee: z.string(),
  currency: z.string(),
  payerId: z.string(),
  merchantId: z.string(),
  /** Who decides; null when operators do. */
  provider: z.string().nullable(),
  evidenceDueAt: z.string(),
});

/** Transfers to be made later. Times are RFC 3339; nothing is to come without `nextRunAt`. */
const schedule = z.object({
  scheduleId: z.string(),
  ownerId: z.string(),
  sourceWalletId: z.string(),
  destinationWalletId: z.string(),
  amount: z.string(),
  currency: z.string(),
  startAt: z.string(),
  rrule: z.string().nullable(),
  timeZone: z.string(),
  nextRunAt: z.string().nullable(),
});

/** Why money that belongs to somebody could not reach them. */
export const UNCLAIMED_REASONS = ['RETURNED', 'NOT_BOOKED', 'CARD_REFUSED_REFUND', 'DISPUTE_DECIDED'] as const;

/** Money that belongs to somebody and could not reach them. */
const unclaimed = z.object({
  unclaimedId: z.string(),
  /** The movement it comes from. */
  transactionId: z.string(),
  ownerId: z.string(),
  amount: z.string(),
  currency: z.string(),
  reason: z.enum(UNCLAIMED_REASONS),
  /** The wallet it is paid out to; null while nobody pays it out. */
  walletId: z.string().nullable(),
});

const alert = z.object({
  alertId: z.string(),
  severity: z.enum(['INFO', 'WARNING', 'HIGH', 'CRITICAL']),
  title: z.string(),
  transactionId: z.string().nullable(),
  userId: z.string().nullable(),
});

export const eventContracts = {
  'user.registered': user.extend({ role: z.enum(['USER', 'MERCHANT', 'OPERATOR', 'ADMIN']) }),
  /** Somebody tried to sign up with the address of this existing user. */
  'user.sign_up_repeated': user,
  'session.started': z.object({ userId: z.string(), sessionId: z.string() }),
  'session.refreshed': z.object({ userId: z.string(), sessionId: z.string() }),
  'session.revoked': z.object({
    userId: z.string(),
    sessionIds: z.array(z.string()),
    reason: z.enum(['LOGGED_OUT', 'TOKEN_REUSED']),
  }),
  'api_key.created': apiKey.extend({ scopes: z.array(z.string()), expiresAt: z.string().nullable() }),
  'api_key.revoked': apiKey,
  /** Somebody is to confirm something with a one-time password; the challenge has the id of what it confirms. */
  'user.challenge_started': z.object({ userId: z.string(), challengeId: z.string(), expiresAt: z.string() }),
  'user.challenge_passed': z.object({ userId: z.string(), challengeId: z.string() }),
  /** A wrong code was tried; nothing is left after the last. */
  'user.challenge_failed': z.object({ userId: z.string(), challengeId: z.string(), attemptsLeft: z.number().int() }),
  'wallet.opened': wallet,
  'wallet.renamed': wallet,
  'wallet.frozen': wallet.extend({ reason: z.string() }),
  'wallet.unfrozen': wallet,
  'wallet.limits_changed': wallet.extend({
    limits: z.object({ perTransaction: walletLimit, daily: walletLimit, monthly: walletLimit }),
  }),
  'wallet.closed': wallet,
  'payment_method.added': paymentMethod,
  'payment_method.removed': paymentMethod,
  'transaction.created': transaction,
  'transaction.requires_action': transaction,
  'transaction.in_review': transaction,
  'transaction.processing': transaction,
  'transaction.authorized': transaction,
  'transaction.succeeded': transaction,
  'transaction.failed': transaction,
  'transaction.canceled': transaction,
  'transaction.refunded': transaction,
  'transaction.partially_refunded': transaction,
  'transaction.disputed': transaction,
  'dispute.opened': dispute,
  /** The bank of a card only asked, and takes the money now. */
  'dispute.escalated': dispute,
  'dispute.evidence_submitted': dispute,
  'dispute.won': dispute,
  'dispute.lost': dispute,
  'payout.submitted': payout,
  /** Some lines got further; told once for many of them. */
  'payout.progressed': payout,
  /** Every line was paid or has failed. */
  'payout.completed': payout,
  'schedule.created': schedule,
  /** An occurrence could not even begin; those that began are transactions and tell of themselves. */
  'schedule.run_refused': schedule.extend({ occursAt: z.string(), code: z.string(), message: z.string() }),
  'schedule.canceled': schedule.extend({ reason: z.enum(['REQUESTED', 'FAILING']) }),
  /** Its last occurrence has come. */
  'schedule.completed': schedule,
  /** What a merchant owed was taken from their wallet; below zero, it was given back since they won. */
  'debt.collected': z.object({
    walletId: z.string(),
    ownerId: z.string(),
    currency: z.string(),
    amount: z.string(),
    /** What is still owed. */
    owed: z.string(),
  }),
  'unclaimed.recorded': unclaimed,
  'unclaimed.payout_started': unclaimed,
  'unclaimed.paid_out': unclaimed,
  /** The wallet takes nothing any more: it is unclaimed as before. */
  'unclaimed.payout_refused': unclaimed,
  /** An operator gave a dead transaction its attempts again. */
  'transaction.retried': z.object({ transactionId: z.string(), step: z.string().nullable() }),
  'fee.changed': z.object({
    type: transaction.shape.type,
    /** Null for everybody's. */
    walletId: z.string().nullable(),
    currency: z.string(),
    fixed: z.string(),
    basisPoints: z.number().int(),
  }),
  'risk.assessed': z.object({
    assessmentId: z.string(),
    transactionId: z.string(),
    userId: z.string(),
    score: z.number().int(),
    decision: z.enum(['ALLOW', 'CHALLENGE', 'REVIEW', 'BLOCK']),
  }),
  'alert.raised': alert,
  'alert.acknowledged': alert.extend({ acknowledgedBy: z.string() }),
  'notification.created': z.object({ notificationId: z.string(), userId: z.string(), kind: z.string() }),
  'notifications.read': z.object({ userId: z.string(), notificationIds: z.array(z.string()) }),
} as const;

export type EventType = keyof typeof eventContracts;
export type EventData<Type extends EventType> = z.infer<(typeof eventContracts)[Type]>;
/** An event of one of `Type`, discriminated by `type`. */
export type EventOf<Type extends EventType> = { [T in Type]: { readonly type: T; readonly data: EventData<T> } }[Type];

export function isEventType(type: string): type is EventType {
  return Object.hasOwn(eventContracts, type);
}
