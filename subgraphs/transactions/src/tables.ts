import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { DisputeReason, DisputeStatus } from './disputes/dispute.ts';
import type { FailureCode } from './failure.ts';
import type { Problem } from './problems.ts';
import type { ProviderName } from './providers/connector.ts';
import type { RefundReason } from './request.ts';
import type { Ending, Step } from './saga/saga.ts';
import type { TransactionStatus } from './status.ts';
import type { TransactionType } from './transaction.ts';
import type { UnclaimedReason, UnclaimedStatus } from './unclaimed/unclaimed.ts';

export { deadLetters, inbox, outbox, relayPosition } from '@paygraph/events/tables';

const time = (name: string) => timestamp(name, { withTimezone: true });
const minor = (name: string) => bigint(name, { mode: 'bigint' }).notNull();
const count = (name: string) => minor(name).default(sql`0`);

export const transactions = pgTable(
  'transactions',
  {
    id: text().primaryKey(),
    type: text().$type<TransactionType>().notNull(),
    status: text().$type<TransactionStatus>().notNull(),
    /** What is to be done next; null when there is nothing any more. */
    step: text().$type<Step>(),
    /** Grows by one with every change: who changes it says which one they know. */
    version: integer().notNull().default(1),
    currency: text().notNull(),
    minor: minor('minor'),
    initiatorId: text('initiator_id').notNull(),
    sourceWalletId: text('source_wallet_id'),
    sourceOwnerId: text('source_owner_id'),
    destinationWalletId: text('destination_wallet_id'),
    destinationOwnerId: text('destination_owner_id'),
    paymentMethodId: text('payment_method_id'),
    /** The payment that a refund or a chargeback belongs to; the batch of a payout; the quote of a conversion. */
    parentId: text('parent_id'),
    description: text(),
    metadata: jsonb(),
    refundReason: text('refund_reason').$type<RefundReason>(),

    /** The terms of the fee as they were when it was recorded, and what they come to. */
    feeFixedMinor: count('fee_fixed_minor'),
    feeBasisPoints: integer('fee_basis_points').notNull().default(0),
    feeMinor: count('fee_minor'),

    captureMode: text('capture_mode').$type<'AUTOMATIC' | 'MANUAL'>().notNull().default('AUTOMATIC'),
    /** The capture under way: its number from 1, and its amount. */
    captureNumber: integer('capture_number').notNull().default(1),
    captureMinor: count('capture_minor'),
    capturedMinor: count('captured_minor'),
    refundedMinor: count('refunded_minor'),
    /** Refunded, or about to be: refunds together never take more than was captured. */
    refundReservedMinor: count('refund_reserved_minor'),

    /** Of a chargeback and its fee: what the merchant's wallet could not pay. */
    owedMinor: count('owed_minor'),
    /** The source has limits to count against. */
    limited: boolean().notNull().default(false),
    /** Risk wants an operator to look at it. */
    review: boolean().notNull().default(false),
    reviewedBy: text('reviewed_by'),
    reviewNote: text('review_note'),
    /** The initiator has entered a one-time password. */
    authenticated: boolean().notNull().default(false),
    actionExpiresAt: time('action_expires_at'),
    actionDeliveredTo: text('action_delivered_to'),

    provider: text().$type<ProviderName>(),
    providerReference: text('provider_reference'),
    /** Providers that certainly did nothing with it. */
    providersPassed: text('providers_passed').array().$type<ProviderName[]>().notNull().default(sql`'{}'`),

    failureCode: text('failure_code').$type<FailureCode>(),
    declineCode: text('decline_code'),
    /** While it is undone: from which step backwards, and what it will be afterwards. */
    undoFrom: text('undo_from').$type<Step>(),
    ending: text().$type<Ending>(),

    createdAt: time('created_at').notNull(),
    authorizedAt: time('authorized_at'),
    settledAt: time('settled_at'),
    /** Work on it is due from then on; pushed ahead by whoever works on it, so that one does at a time. */
    dueAt: time('due_at').notNull(),
    attempts: integer().notNull().default(0),
    /** Attempts are used up: it waits for an operator. */
    deadAt: time('dead_at'),
    lastError: text('last_error'),
  },
  (table) => [
    index('transactions_initiator').on(table.initiatorId, table.id),
    index('transactions_source_owner').on(table.sourceOwnerId, table.id),
    index('transactions_destination_owner').on(table.destinationOwnerId, table.id),
    index('transactions_source_wallet').on(table.sourceWalletId, table.id),
    index('transactions_destination_wallet').on(table.destinationWalletId, table.id),
    index('transactions_parent').on(table.parentId, table.id).where(sql`${table.parentId} is not null`),
    index('transactions_unfinished').on(table.dueAt).where(sql`${table.step} is not null and ${table.deadAt} is null`),
    // Searched for parts of it; see listTransactions.
    index('transactions_description').using('gin', sql`${table.description} gin_trgm_ops`),
    index('transactions_rare_status')
      .on(table.status, table.id)
      .where(sql`${table.status} not in ('CREATED', 'SUCCEEDED')`),
    index('transactions_dead').on(table.deadAt).where(sql`${table.deadAt} is not null`),
    check('transactions_amount_positive', sql`${table.minor} > 0`),
    check('transactions_failure_named', sql`${table.status} <> 'FAILED' or ${table.failureCode} is not null`),
    check(
      'transactions_captured_within_amount',
      sql`${table.capturedMinor} between 0 and ${table.minor} and ${table.captureMinor} between 0 and ${table.minor} - ${table.capturedMinor}`,
    ),
    check(
      'transactions_refunded_within_captured',
      sql`0 <= ${table.refundedMinor} and ${table.refundedMinor} <= ${table.refundReservedMinor} and ${table.refundReservedMinor} <= ${table.capturedMinor}`,
    ),
  ],
);

/** Which transaction a caller's key stands for. Kept at least 30 days. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    callerId: text('caller_id').notNull(),
    mutation: text().notNull(),
    key: text().notNull(),
    inputHash: text('input_hash').notNull(),
    /** Written in the same transaction, just after: no foreign key, which would want it before. */
    transactionId: text('transaction_id').notNull(),
    /** The first call was answered although the transaction is unfinished: later calls need not wait either. */
    answered: boolean().notNull().default(false),
    createdAt: time('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.callerId, table.mutation, table.key] })],
);

/** What providers said has changed: each is looked into once, by whichever replica takes it. */
export const providerNotices = pgTable(
  'provider_notices',
  {
    provider: text().$type<ProviderName>().notNull(),
    id: text().notNull(),
    reference: text().notNull(),
    receivedAt: time('received_at').notNull(),
    dueAt: time('due_at').notNull(),
    attempts: integer().notNull().default(0),
    handledAt: time('handled_at'),
    lastError: text('last_error'),
  },
  (table) => [
    primaryKey({ columns: [table.provider, table.id] }),
    index('provider_notices_due').on(table.dueAt).where(sql`${table.handledAt} is null`),
  ],
);

/** Objections of who paid. All that moves money is in their chargebacks. */
export const disputes = pgTable(
  'disputes',
  {
    id: text().primaryKey(),
    transactionId: text('transaction_id').notNull(),
    /** Null for an inquiry, which has moved no money. */
    chargebackId: text('chargeback_id').unique(),
    /** Who decides about it; null when operators do. */
    provider: text().$type<ProviderName>(),
    providerDisputeId: text('provider_dispute_id'),
    payerId: text('payer_id').notNull(),
    merchantId: text('merchant_id').notNull(),
    currency: text().notNull(),
    minor: minor('minor'),
    feeMinor: count('fee_minor'),
    reason: text().$type<DisputeReason>().notNull(),
    status: text().$type<DisputeStatus>().notNull(),
    description: text(),
    /** The merchant may say something: once when it is opened, and once more when an inquiry becomes a dispute. */
    evidenceAwaited: boolean('evidence_awaited').notNull(),
    evidenceDueAt: time('evidence_due_at').notNull(),
    /** Null when the bank of the card did. */
    openedBy: text('opened_by'),
    openedAt: time('opened_at').notNull(),
    resolvedAt: time('resolved_at'),
    resolvedBy: text('resolved_by'),
    resolutionNote: text('resolution_note'),
  },
  (table) => [
    uniqueIndex('disputes_at_provider').on(table.provider, table.providerDisputeId),
    uniqueIndex('disputes_one_at_a_time')
      .on(table.transactionId)
      .where(sql`${table.status} in ('INQUIRY', 'OPEN', 'UNDER_REVIEW')`),
    index('disputes_transaction').on(table.transactionId, table.id),
    index('disputes_merchant').on(table.merchantId, table.id),
    index('disputes_payer').on(table.payerId, table.id),
    check('disputes_money', sql`${table.minor} > 0 and ${table.feeMinor} >= 0`),
    check(
      'disputes_chargeback',
      sql`${table.chargebackId} is not null or ${table.status} = 'INQUIRY' or (${table.status} = 'WON' and ${table.provider} is not null)`,
    ),
    check('disputes_resolved', sql`(${table.status} in ('WON', 'LOST')) = (${table.resolvedAt} is not null)`),
  ],
);

/** What merchants said about disputes; passed on to the provider that decides. */
export const disputeEvidence = pgTable(
  'dispute_evidence',
  {
    disputeId: text('dispute_id')
      .notNull()
      .references(() => disputes.id),
    number: integer().notNull(),
    text: text().notNull(),
    submittedBy: text('submitted_by').notNull(),
    submittedAt: time('submitted_at').notNull(),
    /** When the provider had it. */
    sentAt: time('sent_at'),
    dueAt: time('due_at').notNull(),
    attempts: integer().notNull().default(0),
    lastError: text('last_error'),
  },
  (table) => [
    primaryKey({ columns: [table.disputeId, table.number] }),
    index('dispute_evidence_due').on(table.dueAt).where(sql`${table.sentAt} is null`),
  ],
);

/** How far the lists of disputes were read that providers keep. */
export const disputeLists = pgTable('dispute_lists', {
  provider: text().$type<ProviderName>().primaryKey(),
  /** Every dispute that was opened before was seen. */
  readUntil: time('read_until').notNull(),
  dueAt: time('due_at').notNull(),
});

/** Money that belongs to somebody and could not reach them: together, what account 2400 has of each currency. */
export const unclaimed = pgTable(
  'unclaimed',
  {
    id: text().primaryKey(),
    /** The movement it comes from, and the entry of the ledger that keeps it. */
    transactionId: text('transaction_id').notNull(),
    entryId: text('entry_id').notNull().unique(),
    ownerId: text('owner_id').notNull(),
    currency: text().notNull(),
    minor: minor('minor'),
    reason: text().$type<UnclaimedReason>().notNull(),
    status: text().$type<UnclaimedStatus>().notNull(),
    /** How often somebody has begun to pay it out. */
    payouts: integer().notNull(),
    walletId: text('wallet_id'),
    paidOutBy: text('paid_out_by'),
    createdAt: time('created_at').notNull(),
    dueAt: time('due_at').notNull(),
    paidOutAt: time('paid_out_at'),
    lastError: text('last_error'),
  },
  (table) => [
    index('unclaimed_status').on(table.status, table.id),
    index('unclaimed_paying').on(table.dueAt).where(sql`${table.status} = 'PAYING'`),
    check('unclaimed_positive', sql`${table.minor} > 0`),
    check('unclaimed_paid_to', sql`(${table.status} = 'OPEN') = (${table.walletId} is null)`),
    check('unclaimed_paid', sql`(${table.status} = 'PAID') = (${table.paidOutAt} is not null)`),
  ],
);

/** What merchants owe since their wallets could not pay chargebacks: in 1300 there is an account for each. */
export const merchantDebts = pgTable(
  'merchant_debts',
  {
    walletId: text('wallet_id').primaryKey(),
    ownerId: text('owner_id').notNull(),
    currency: text().notNull(),
    /** Below zero when what was collected is to be given back. */
    owedMinor: count('owed_minor'),
    collectedMinor: count('collected_minor'),
    /** The collection under way, and how many have begun. */
    collectingMinor: bigint('collecting_minor', { mode: 'bigint' }),
    collections: integer().notNull().default(0),
    /** The last one that changed it. */
    chargebackId: text('chargeback_id').notNull(),
    dueAt: time('due_at').notNull(),
    changedAt: time('changed_at').notNull(),
    lastError: text('last_error'),
  },
  (table) => [
    index('merchant_debts_due')
      .on(table.dueAt)
      .where(sql`${table.owedMinor} <> 0 or ${table.collectingMinor} is not null`),
    check('merchant_debts_collecting', sql`${table.collectingMinor} <> 0`),
  ],
);

/** What people were offered for their money in another currency. */
export const conversionQuotes = pgTable(
  'conversion_quotes',
  {
    id: text().primaryKey(),
    ownerId: text('owner_id').notNull(),
    fromCurrency: text('from_currency').notNull(),
    fromMinor: minor('from_minor'),
    toCurrency: text('to_currency').notNull(),
    /** See `priceOf`. */
    toMinor: minor('to_minor'),
    midMinor: minor('mid_minor'),
    incomeMinor: minor('income_minor'),
    /** Exact: `numerator/denominator`, units of the one currency for a unit of the other. */
    midRate: text('mid_rate').notNull(),
    spreadBasisPoints: integer('spread_basis_points').notNull(),
    /** Who published the rates it is made of, and for when. */
    source: text().notNull(),
    rateAt: time('rate_at').notNull(),
    feeFixedMinor: count('fee_fixed_minor'),
    feeBasisPoints: integer('fee_basis_points').notNull().default(0),
    createdAt: time('created_at').notNull(),
    expiresAt: time('expires_at').notNull(),
    /** The transaction that took it up; written just before that is, so no foreign key. */
    usedBy: text('used_by').unique(),
  },
  (table) => [
    index('conversion_quotes_unused').on(table.ownerId, table.expiresAt).where(sql`${table.usedBy} is null`),
    check('conversion_quotes_positive', sql`${table.fromMinor} > 0 and ${table.toMinor} > 0`),
    // The customer never gets more than the value, so that nothing comes of converting back and forth.
    check(
      'conversion_quotes_within_value',
      sql`${table.toMinor} <= ${table.midMinor} and abs(${table.midMinor} - ${table.toMinor} - ${table.incomeMinor}) <= 1`,
    ),
  ],
);

/** What movements of a type cost: for one receiving wallet, or for everybody where `walletId` is empty. */
export const fees = pgTable(
  'fees',
  {
    type: text().$type<TransactionType>().notNull(),
    walletId: text('wallet_id').notNull().default(''),
    currency: text().notNull(),
    fixedMinor: minor('fixed_minor'),
    basisPoints: integer('basis_points').notNull(),
    changedBy: text('changed_by').notNull(),
    changedAt: time('changed_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.type, table.walletId, table.currency] }),
    check('fees_in_range', sql`${table.fixedMinor} >= 0 and ${table.basisPoints} between 0 and 10000`),
  ],
);

/** Payments out of one wallet that were submitted together. How far they are is in their lines. */
export const payoutBatches = pgTable(
  'payout_batches',
  {
    id: text().primaryKey(),
    status: text().$type<'PROCESSING' | 'COMPLETED'>().notNull().default('PROCESSING'),
    sourceWalletId: text('source_wallet_id').notNull(),
    currency: text().notNull(),
    /** Whose wallet it is, and in whose name every line runs. */
    submittedBy: text('submitted_by').notNull(),
    requestId: text('request_id').notNull(),
    ip: text(),
    lineCount: integer('line_count').notNull(),
    minor: minor('minor'),
    /** The progress that was told last, to tell only what is news. */
    told: text(),
    createdAt: time('created_at').notNull(),
    changedAt: time('changed_at').notNull(),
    completedAt: time('completed_at'),
    /** When to look whether lines that were on their way have arrived. */
    dueAt: time('due_at').notNull(),
  },
  (table) => [
    index('payout_batches_open').on(table.dueAt).where(sql`${table.status} = 'PROCESSING'`),
    check('payout_batches_completed', sql`(${table.status} = 'COMPLETED') = (${table.completedAt} is not null)`),
  ],
);

/** A line has not begun, was refused before anything was recorded, or is a transaction, which says all else about it. */
export const payoutLines = pgTable(
  'payout_lines',
  {
    batchId: text('batch_id')
      .notNull()
      .references(() => payoutBatches.id),
    number: integer().notNull(),
    toWalletId: text('to_wallet_id').notNull(),
    minor: minor('minor'),
    description: text(),
    reference: text(),
    transactionId: text('transaction_id'),
    refusal: text().$type<Problem>(),
    dueAt: time('due_at').notNull(),
    attempts: integer().notNull().default(0),
    lastError: text('last_error'),
  },
  (table) => [
    primaryKey({ columns: [table.batchId, table.number] }),
    index('payout_lines_due')
      .on(table.dueAt, table.batchId, table.number)
      .where(sql`${table.transactionId} is null and ${table.refusal} is null`),
    check('payout_lines_begun_once', sql`${table.transactionId} is null or ${table.refusal} is null`),
    check('payout_lines_amount_positive', sql`${table.minor} > 0`),
  ],
);

/** Transfers to be made later, once or by a rule. */
export const schedules = pgTable(
  'schedules',
  {
    id: text().primaryKey(),
    status: text().$type<'ACTIVE' | 'COMPLETED' | 'CANCELED'>().notNull().default('ACTIVE'),
    ownerId: text('owner_id').notNull(),
    requestId: text('request_id').notNull(),
    ip: text(),
    sourceWalletId: text('source_wallet_id').notNull(),
    destinationWalletId: text('destination_wallet_id').notNull(),
    currency: text().notNull(),
    minor: minor('minor'),
    description: text(),
    metadata: jsonb(),
    startAt: time('start_at').notNull(),
    rrule: text(),
    timeZone: text('time_zone').notNull(),
    endsAt: time('ends_at'),
    /** Null when nothing is to come. */
    nextRunAt: time('next_run_at'),
    lastRunAt: time('last_run_at'),
    createdAt: time('created_at').notNull(),
  },
  (table) => [
    index('schedules_owner').on(table.ownerId, table.id),
    index('schedules_due').on(table.nextRunAt).where(sql`${table.nextRunAt} is not null`),
    check('schedules_next_while_active', sql`(${table.status} = 'ACTIVE') = (${table.nextRunAt} is not null)`),
    check('schedules_amount_positive', sql`${table.minor} > 0`),
  ],
);

/** An occurrence of a schedule whose time has come: not begun, refused before anything was recorded, or a transaction. */
export const scheduleRuns = pgTable(
  'schedule_runs',
  {
    scheduleId: text('schedule_id')
      .notNull()
      .references(() => schedules.id),
    occursAt: time('occurs_at').notNull(),
    transactionId: text('transaction_id'),
    refusal: text().$type<Problem>(),
    dueAt: time('due_at').notNull(),
    attempts: integer().notNull().default(0),
    lastError: text('last_error'),
  },
  (table) => [
    primaryKey({ columns: [table.scheduleId, table.occursAt] }),
    index('schedule_runs_due')
      .on(table.dueAt, table.occursAt)
      .where(sql`${table.transactionId} is null and ${table.refusal} is null`),
    check('schedule_runs_begun_once', sql`${table.transactionId} is null or ${table.refusal} is null`),
  ],
);

/** How many transactions of a type there were, by the hour they were recorded in. Kept up to date by their events. */
export const transactionStats = pgTable(
  'transaction_stats',
  {
    hour: time('hour').notNull(),
    type: text().$type<TransactionType>().notNull(),
    currency: text().notNull(),
    created: integer().notNull(),
    succeeded: integer().notNull(),
    failed: integer().notNull(),
    canceled: integer().notNull(),
    /** Of what succeeded. */
    volumeMinor: numeric('volume_minor', { precision: 38, scale: 0 }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.hour, table.type, table.currency] })],
);

/** How long transactions took to settle: how many of each hour fell into which bin. */
export const settlementTimes = pgTable(
  'settlement_times',
  {
    hour: time('hour').notNull(),
    type: text().$type<TransactionType>().notNull(),
    currency: text().notNull(),
    bin: integer().notNull(),
    count: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.hour, table.type, table.currency, table.bin] })],
);
