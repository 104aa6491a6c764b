import { sql } from 'drizzle-orm';
import { check, customType, index, integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
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
