import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, pgTable, primaryKey, text, timestamp, unique } from 'drizzle-orm/pg-core';
import type { AccountCode, AccountConstraint, AccountSide } from './chart-of-accounts.ts';
import type { Refusal } from './posting.ts';

export { deadLetters, inbox, outbox, relayPosition } from '@paygraph/events/tables';

const total = (name: string) => bigint(name, { mode: 'bigint' }).notNull().default(sql`0`);

export const accounts = pgTable(
  'accounts',
  {
    id: text().primaryKey(),
    /** Order of opening, for reading the chart page by page. */
    number: bigint({ mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
    code: text().$type<AccountCode>().notNull(),
    name: text().notNull(),
    currency: text().notNull(),
    normalSide: text('normal_side').$type<AccountSide>().notNull(),
    constraint: text().$type<AccountConstraint>().notNull(),
    ownerId: text('owner_id'),
    debitsPosted: total('debits_posted'),
    creditsPosted: total('credits_posted'),
    debitsPending: total('debits_pending'),
    creditsPending: total('credits_pending'),
    version: total('version'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
    /** From then on nothing is posted to it. */
    closedAt: timestamp('closed_at', { withTimezone: true }),
  },
  (table) => [
    unique('accounts_number').on(table.number),
    // The last line of defence: whatever the code does, PostgreSQL never commits a customer below zero.
    check(
      'accounts_constraint_held',
      sql`${table.constraint} <> 'NO_DEBIT_BALANCE' or ${table.debitsPosted} + ${table.debitsPending} <= ${table.creditsPosted}`,
    ),
    check(
      'accounts_totals_not_negative',
      sql`least(${table.debitsPosted}, ${table.creditsPosted}, ${table.debitsPending}, ${table.creditsPending}) >= 0`,
    ),
  ],
);

export const journalEntries = pgTable(
  'journal_entries',
  {
    id: text().primaryKey(),
    /** Order of posting within this database. */
    number: bigint({ mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
    transactionId: text('transaction_id'),
    description: text().notNull(),
    postedAt: timestamp('posted_at', { withTimezone: true }).notNull(),
  },
  (table) => [
    unique('journal_entries_number').on(table.number),
    index('journal_entries_transaction').on(table.transactionId),
    index('journal_entries_posted_at').on(table.postedAt),
  ],
);

export const transfers = pgTable(
  'transfers',
  {
    entryId: text('entry_id')
      .notNull()
      .references(() => journalEntries.id),
    leg: integer().notNull(),
    debitAccountId: text('debit_account_id')
      .notNull()
      .references(() => accounts.id),
    creditAccountId: text('credit_account_id')
      .notNull()
      .references(() => accounts.id),
    currency: text().notNull(),
    minor: bigint({ mode: 'bigint' }).notNull(),
    debitBalanceAfter: bigint('debit_balance_after', { mode: 'bigint' }).notNull(),
    debitVersion: bigint('debit_version', { mode: 'bigint' }).notNull(),
    creditBalanceAfter: bigint('credit_balance_after', { mode: 'bigint' }).notNull(),
    creditVersion: bigint('credit_version', { mode: 'bigint' }).notNull(),
    postedAt: timestamp('posted_at', { withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.entryId, table.leg] }),
    // Unique as well as fast: two transfers with the same version of an account would be a lost update.
    unique('transfers_debit_version').on(table.debitAccountId, table.debitVersion),
    unique('transfers_credit_version').on(table.creditAccountId, table.creditVersion),
    check('transfers_amount_positive', sql`${table.minor} > 0`),
    check('transfers_two_accounts', sql`${table.debitAccountId} <> ${table.creditAccountId}`),
  ],
);

/** What was decided about each entry id, so that asking again never decides anew. */
export const outcomes = pgTable('outcomes', {
  entryId: text('entry_id').primaryKey(),
  fingerprint: text().notNull(),
  refusal: text().$type<Refusal>(),
  decidedAt: timestamp('decided_at', { withTimezone: true }).notNull(),
});
