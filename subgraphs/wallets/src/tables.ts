import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  customType,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';
import type { LimitKind, Limits } from './limits.ts';
import type { Hand, WalletChange, WalletStatus, WalletType } from './wallet.ts';

export { deadLetters, inbox, outbox, relayPosition } from '@paygraph/events/tables';

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** The present state of each wallet, written together with its event. Never a balance: that is the ledger's. */
export const wallets = pgTable(
  'wallets',
  {
    id: text().primaryKey(),
    ownerId: text('owner_id').notNull(),
    currency: text().notNull(),
    type: text().$type<WalletType>().notNull(),
    name: text().notNull(),
    status: text().$type<WalletStatus>().notNull(),
    frozenBy: text('frozen_by').$type<Hand>(),
    limits: jsonb().$type<Limits>().notNull().default({}),
    version: integer().notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  },
  (table) => [
    index('wallets_owner').on(table.ownerId, table.id),
    check('wallets_status', sql`${table.status} in ('ACTIVE', 'FROZEN', 'CLOSED')`),
  ],
);

/** The history of each wallet: what its state is made of. */
export const walletEvents = pgTable(
  'wallet_events',
  {
    walletId: text('wallet_id')
      .notNull()
      .references(() => wallets.id),
    version: integer().notNull(),
    change: jsonb().$type<WalletChange>().notNull(),
    occurredAt: timestamp('occurred_at', { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.walletId, table.version] })],
);

/** What each transaction takes of its wallet's limits, by the first decision about it. Written under the lock of the wallet. */
export const limitReservations = pgTable(
  'limit_reservations',
  {
    transactionId: text('transaction_id').primaryKey(),
    walletId: text('wallet_id')
      .notNull()
      .references(() => wallets.id),
    /** The day it counts in, UTC. */
    day: date({ mode: 'string' }).notNull(),
    /** What was asked for, in minor units. */
    amount: bigint({ mode: 'bigint' }).notNull(),
    /** What counts of it now: nothing when it was refused. */
    kept: bigint({ mode: 'bigint' }).notNull(),
    /** The limit that refused it. */
    exceeded: text().$type<LimitKind>(),
  },
  (table) => [
    index('limit_reservations_day').on(table.day),
    check('limit_reservations_kept', sql`${table.kept} between 0 and ${table.amount}`),
  ],
);

/** What counts against a wallet's limits on each day: the sum of what its reservations keep. */
export const limitUsage = pgTable(
  'limit_usage',
  {
    walletId: text('wallet_id')
      .notNull()
      .references(() => wallets.id),
    day: date({ mode: 'string' }).notNull(),
    /** In minor units. */
    used: bigint({ mode: 'bigint' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.walletId, table.day] }),
    index('limit_usage_day').on(table.day),
    check('limit_usage_not_negative', sql`${table.used} >= 0`),
  ],
);

export const paymentMethods = pgTable(
  'payment_methods',
  {
    id: text().primaryKey(),
    ownerId: text('owner_id').notNull(),
    kind: text().$type<'CREDIT_CARD' | 'DEBIT_CARD' | 'BANK_ACCOUNT'>().notNull(),
    brand: text(),
    last4: text().notNull(),
    expiryMonth: integer('expiry_month'),
    expiryYear: integer('expiry_year'),
    holder: text().notNull(),
    bankName: text('bank_name'),
    fingerprint: text().notNull(),
    /** The number, sealed; null once removed. */
    sealed: bytea(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
    removedAt: timestamp('removed_at', { withTimezone: true }),
  },
  (table) => [index('payment_methods_owner').on(table.ownerId, table.id)],
);
