import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';
import type { FailureCode } from './failure.ts';
import type { SagaType } from './saga.ts';
import type { TransactionStatus } from './status.ts';

export { deadLetters, inbox, outbox, relayPosition } from '@paygraph/events/tables';

const time = (name: string) => timestamp(name, { withTimezone: true });

export const transactions = pgTable(
  'transactions',
  {
    id: text().primaryKey(),
    type: text().$type<SagaType>().notNull(),
    status: text().$type<TransactionStatus>().notNull(),
    currency: text().notNull(),
    minor: bigint({ mode: 'bigint' }).notNull(),
    initiatorId: text('initiator_id').notNull(),
    sourceWalletId: text('source_wallet_id'),
    sourceOwnerId: text('source_owner_id'),
    destinationWalletId: text('destination_wallet_id').notNull(),
    destinationOwnerId: text('destination_owner_id').notNull(),
    paymentMethodId: text('payment_method_id'),
    description: text(),
    metadata: jsonb(),
    failureCode: text('failure_code').$type<FailureCode>(),
    declineCode: text('decline_code'),
    provider: text(),
    providerReference: text('provider_reference'),
    createdAt: time('created_at').notNull(),
    settledAt: time('settled_at'),
    /** Work on it is due from then on; pushed ahead by whoever works on it, so that one does at a time. */
    dueAt: time('due_at').notNull(),
    attempts: integer().notNull().default(0),
  },
  (table) => [
    index('transactions_initiator').on(table.initiatorId, table.id),
    index('transactions_source_owner').on(table.sourceOwnerId, table.id),
    index('transactions_destination_owner').on(table.destinationOwnerId, table.id),
    index('transactions_source_wallet').on(table.sourceWalletId, table.id),
    index('transactions_destination_wallet').on(table.destinationWalletId, table.id),
    index('transactions_due').on(table.dueAt).where(sql`${table.status} in ('CREATED', 'PROCESSING')`),
    check('transactions_amount_positive', sql`${table.minor} > 0`),
    check('transactions_failure_named', sql`(${table.status} = 'FAILED') = (${table.failureCode} is not null)`),
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
