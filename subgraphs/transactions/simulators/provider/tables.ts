import { sql } from 'drizzle-orm';
import { bigint, date, index, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/** What the provider remembers under each reference: one document, so that a lock on it is a lock on all of it. */
export const operations = pgTable(
  'operations',
  {
    reference: text().primaryKey(),
    id: text().notNull().unique(),
    state: jsonb().notNull(),
    /** When the next thing happens by itself. */
    dueAt: timestamp('due_at', { withTimezone: true }),
  },
  (table) => [index('operations_due').on(table.dueAt).where(sql`due_at is not null`)],
);

/** The provider's books, never changed. */
export const settlementLines = pgTable(
  'settlement_lines',
  {
    id: text().primaryKey(),
    day: date().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    reference: text().notNull(),
    kind: text().notNull(),
    currency: text().notNull(),
    gross: bigint({ mode: 'bigint' }).notNull(),
    fee: bigint({ mode: 'bigint' }).notNull(),
    net: bigint({ mode: 'bigint' }).notNull(),
  },
  (table) => [index('settlement_lines_day').on(table.day, table.at)],
);

/** When each dispute was opened, for those who want a list. */
export const disputes = pgTable(
  'disputes',
  {
    id: text().primaryKey(),
    reference: text().notNull(),
    openedAt: timestamp('opened_at', { withTimezone: true }).notNull(),
  },
  (table) => [index('disputes_opened').on(table.openedAt, table.id)],
);

/** Webhooks, until they are delivered or given up. */
export const notices = pgTable(
  'notices',
  {
    id: text().primaryKey(),
    reference: text().notNull(),
    attempts: integer().notNull().default(0),
    /** Null when there is nothing more to do. */
    nextAttemptAt: timestamp('next_attempt_at', { withTimezone: true }),
    deliveredAt: timestamp('delivered_at', { withTimezone: true }),
  },
  (table) => [index('notices_due').on(table.nextAttemptAt).where(sql`next_attempt_at is not null`)],
);
