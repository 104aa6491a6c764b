import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, pgTable, text, timestamp, unique } from 'drizzle-orm/pg-core';
import type { MailKind, MailStatus } from './mail.ts';

export { deadLetters, inbox, outbox, relayPosition } from '@paygraph/events/tables';

const moment = (name: string) => timestamp(name, { withTimezone: true });
const numbered = () => bigint('number', { mode: 'bigint' }).notNull().generatedAlwaysAsIdentity();

/** Where to reach each user, as the users subgraph last told. */
export const recipients = pgTable('recipients', {
  userId: text('user_id').primaryKey(),
  email: text().notNull(),
  name: text().notNull(),
});

export const notifications = pgTable(
  'notifications',
  {
    id: text().primaryKey(),
    /** Order of making, for reading the list page by page. */
    number: numbered(),
    userId: text('user_id').notNull(),
    kind: text().notNull(),
    title: text().notNull(),
    body: text().notNull(),
    transactionId: text('transaction_id'),
    sourceEventId: text('source_event_id').notNull(),
    readAt: moment('read_at'),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [
    // Nobody is told the same thing twice, however often its event is delivered.
    unique('notifications_once').on(table.userId, table.sourceEventId),
    index('notifications_of_user').on(table.userId, table.number),
    index('notifications_unread').on(table.userId, table.number).where(sql`${table.readAt} is null`),
    index('notifications_of_transaction').on(table.transactionId, table.number),
  ],
);

/** Mails to be sent, and those that were. The address is looked up when it is sent. */
export const mails = pgTable(
  'mails',
  {
    id: text().primaryKey(),
    /** Order of writing, for showing the newest. */
    number: numbered(),
    userId: text('user_id').notNull(),
    kind: text().$type<MailKind>().notNull(),
    subject: text().notNull(),
    text: text().notNull(),
    html: text().notNull(),
    sourceEventId: text('source_event_id').notNull(),
    status: text().$type<MailStatus>().notNull(),
    /** Begun, including the one in progress. */
    attempts: integer().notNull().default(0),
    /** While an attempt is in progress: when it counts as lost. */
    nextAttemptAt: moment('next_attempt_at').notNull(),
    lastError: text('last_error'),
    sentAt: moment('sent_at'),
    sentTo: text('sent_to'),
    /** The text is a secret until then, and destroyed no later; null when it is none, or no more. */
    secretUntil: moment('secret_until'),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [
    unique('mails_number').on(table.number),
    unique('mails_once').on(table.userId, table.sourceEventId),
    index('mails_due').on(table.nextAttemptAt).where(sql`${table.status} = 'PENDING'`),
    index('mails_secret').on(table.secretUntil).where(sql`${table.secretUntil} is not null`),
    index('mails_of_user').on(table.userId, table.kind, table.createdAt),
    check('mails_sent', sql`(${table.status} = 'SENT') = (${table.sentAt} is not null)`),
  ],
);
