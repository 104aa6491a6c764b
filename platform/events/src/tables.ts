import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';
import type { EventActor } from './event.ts';

/** PostgreSQL's 64-bit transaction id: never wraps, so it orders transactions for ever. */
const xid8 = customType<{ data: bigint; driverData: string }>({
  dataType: () => 'xid8',
  fromDriver: (value) => BigInt(value),
  toDriver: (value) => value.toString(),
});

/** Facts this subgraph published, written in the transaction that made them true. Kept, so they can be replayed. */
export const outbox = pgTable(
  'outbox',
  {
    id: text().primaryKey(),
    xid: xid8().notNull().default(sql`pg_current_xact_id()`),
    seq: bigint({ mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
    type: text().notNull(),
    subject: text().notNull(),
    time: timestamp({ withTimezone: true, mode: 'date' }).notNull(),
    data: jsonb().notNull(),
    actor: jsonb().$type<EventActor>(),
    traceparent: text(),
  },
  (table) => [
    index('outbox_commit_order').on(table.xid, table.seq),
    index('outbox_subject').on(table.subject, table.xid, table.seq),
  ],
);

/** How far the relay has published: one row. */
export const relayPosition = pgTable('relay_position', {
  singleton: boolean().primaryKey().default(true),
  xid: xid8().notNull(),
  seq: bigint({ mode: 'bigint' }).notNull(),
});

/** Events already handled here, by consumer: what makes a second delivery harmless. */
export const inbox = pgTable(
  'inbox',
  {
    consumer: text().notNull(),
    eventId: text('event_id').notNull(),
    handledAt: timestamp('handled_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.consumer, table.eventId] })],
);

/** Events a consumer could not handle after all its attempts, for an operator to look at. */
export const deadLetters = pgTable(
  'dead_letters',
  {
    consumer: text().notNull(),
    eventId: text('event_id').notNull(),
    event: jsonb().notNull(),
    error: text().notNull(),
    attempts: integer().notNull(),
    diedAt: timestamp('died_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.consumer, table.eventId] })],
);
