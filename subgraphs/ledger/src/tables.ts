import type { EventActor } from '@paygraph/events';
import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { TransferKind } from './account.ts';
import type { ChainName } from './chain.ts';
import type { AccountCode, AccountConstraint, AccountSide } from './chart-of-accounts.ts';
import type { Content } from './content.ts';
import type { Operation } from './operation.ts';
import type { HoldStatus, Refusal } from './posting.ts';

export { deadLetters, inbox, outbox, relayPosition } from '@paygraph/events/tables';

const minor = (name: string) => bigint(name, { mode: 'bigint' }).notNull();
const total = (name: string) => minor(name).default(sql`0`);
const time = (name: string) => timestamp(name, { withTimezone: true });
const identity = (name: string) => bigint(name, { mode: 'bigint' }).notNull().generatedAlwaysAsIdentity();
const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const xid8 = customType<{ data: bigint; driverData: string }>({ dataType: () => 'xid8', fromDriver: BigInt });

export const accounts = pgTable(
  'accounts',
  {
    id: text().primaryKey(),
    /** What other tables call it: a fifth of the size of its id. */
    number: identity('number'),
    code: text().$type<AccountCode>().notNull(),
    name: text().notNull(),
    currency: text().notNull(),
    normalSide: text('normal_side').$type<AccountSide>().notNull(),
    constraint: text().$type<AccountConstraint>().notNull(),
    floorMinor: total('floor_minor'),
    ownerId: text('owner_id'),
    debitsPosted: total('debits_posted'),
    creditsPosted: total('credits_posted'),
    debitsPending: total('debits_pending'),
    creditsPending: total('credits_pending'),
    version: total('version'),
    createdAt: time('created_at').notNull(),
    /** From then on nothing is posted to it. */
    closedAt: time('closed_at'),
  },
  (table) => [
    unique('accounts_number').on(table.number),
    // The last line of defence: whatever the code does, PostgreSQL never commits an account beyond its constraint.
    check(
      'accounts_constraint_held',
      sql`case ${table.constraint}
        when 'NO_DEBIT_BALANCE' then ${table.debitsPosted} + ${table.debitsPending} <= ${table.creditsPosted}
        when 'NO_CREDIT_BALANCE' then ${table.creditsPosted} + ${table.creditsPending} <= ${table.debitsPosted}
        when 'FLOOR' then ${table.debitsPosted} + ${table.debitsPending} <= ${table.creditsPosted} + ${table.floorMinor}
        else true end`,
    ),
    check(
      'accounts_totals_not_negative',
      sql`least(${table.debitsPosted}, ${table.creditsPosted}, ${table.debitsPending}, ${table.creditsPending}, ${table.floorMinor}) >= 0`,
    ),
  ],
);

export const journalEntries = pgTable(
  'journal_entries',
  {
    number: bigint({ mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    id: text().notNull(),
    kind: text().$type<Operation['kind']>().notNull(),
    transactionId: text('transaction_id'),
    description: text().notNull(),
    metadata: jsonb(),
    /** The entry this one is the opposite of. */
    reverses: text(),
    /** The hold that this one placed, captured or let go of; null also for entries older than the column. */
    holdId: text('hold_id'),
    contentHash: uuid('content_hash').notNull(),
    effectiveAt: time('effective_at').notNull(),
    recordedAt: time('recorded_at').notNull(),
    /** The database transaction that recorded it: sealing follows the order in which they committed. */
    xid: xid8().notNull().default(sql`pg_current_xact_id()`),
  },
  (table) => [
    unique('journal_entries_id').on(table.id),
    index('journal_entries_transaction').on(table.transactionId).where(sql`${table.transactionId} is not null`),
    uniqueIndex('journal_entries_reverses').on(table.reverses).where(sql`${table.reverses} is not null`),
    index('journal_entries_recorded_at').on(table.recordedAt),
    index('journal_entries_commit_order').on(table.xid, table.number),
  ],
);

/** Every change of two accounts, with what both held right after it, on their normal sides. */
export const postings = pgTable(
  'postings',
  {
    entryNumber: bigint('entry_number', { mode: 'bigint' }).notNull(),
    leg: integer().notNull(),
    kind: text().$type<TransferKind>().notNull(),
    minor: minor('minor'),
    debitAccount: bigint('debit_account', { mode: 'bigint' }).notNull(),
    debitVersion: bigint('debit_version', { mode: 'bigint' }).notNull(),
    debitPosted: bigint('debit_posted', { mode: 'bigint' }).notNull(),
    debitPending: bigint('debit_pending', { mode: 'bigint' }).notNull(),
    creditAccount: bigint('credit_account', { mode: 'bigint' }).notNull(),
    creditVersion: bigint('credit_version', { mode: 'bigint' }).notNull(),
    creditPosted: bigint('credit_posted', { mode: 'bigint' }).notNull(),
    creditPending: bigint('credit_pending', { mode: 'bigint' }).notNull(),
    recordedAt: time('recorded_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.entryNumber, table.leg] }),
    // Unique as well as fast: two postings with the same version of an account would be a lost update.
    unique('postings_debit_version').on(table.debitAccount, table.debitVersion),
    unique('postings_credit_version').on(table.creditAccount, table.creditVersion),
    check('postings_amount_positive', sql`${table.minor} > 0`),
    check('postings_two_accounts', sql`${table.debitAccount} <> ${table.creditAccount}`),
  ],
);

/** Amounts set aside, each named by the entry that did. */
export const holds = pgTable(
  'holds',
  {
    id: text().primaryKey(),
    debitAccountId: text('debit_account_id').notNull(),
    creditAccountId: text('credit_account_id').notNull(),
    currency: text().notNull(),
    minor: minor('minor'),
    remaining: minor('remaining'),
    status: text().$type<HoldStatus>().notNull(),
    expiresAt: time('expires_at'),
  },
  (table) => [
    index('holds_due').on(table.expiresAt).where(sql`${table.status} = 'OPEN' and ${table.expiresAt} is not null`),
    check('holds_remaining', sql`${table.remaining} between 0 and ${table.minor}`),
    check('holds_closed_hold_nothing', sql`${table.status} = 'OPEN' or ${table.remaining} = 0`),
  ],
);

/** Operations that were refused for good, so that asking again never decides anew. */
export const refusals = pgTable('refusals', {
  id: text().primaryKey(),
  contentHash: uuid('content_hash').notNull(),
  refusal: text().$type<Refusal>().notNull(),
  /** What was asked for, so that it can be told what another request under the id has otherwise; null when older. */
  content: jsonb().$type<Content>(),
  decidedAt: time('decided_at').notNull(),
});

/** What was done to the platform, by whom: one row for each event of every subgraph. */
export const auditEvents = pgTable(
  'audit_events',
  {
    number: bigint({ mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    /** That of the event. */
    id: text().notNull(),
    source: text().notNull(),
    action: text().notNull(),
    subject: text().notNull(),
    actorKind: text('actor_kind').$type<EventActor['kind']>().notNull(),
    actorId: text('actor_id'),
    requestId: text('request_id').notNull(),
    ip: text(),
    /** What the subject was like afterwards, as far as the event tells. */
    after: jsonb().notNull(),
    occurredAt: time('occurred_at').notNull(),
    recordedAt: time('recorded_at').notNull(),
    xid: xid8().notNull().default(sql`pg_current_xact_id()`),
  },
  (table) => [
    unique('audit_events_id').on(table.id),
    index('audit_events_time').on(table.occurredAt, table.number),
    index('audit_events_actor').on(table.actorId, table.occurredAt, table.number),
    index('audit_events_subject').on(table.subject, table.occurredAt, table.number),
    index('audit_events_action').on(table.action, table.occurredAt, table.number),
    index('audit_events_commit_order').on(table.xid, table.number),
  ],
);

/** Blocks of the hash chains; see `chain.ts`. */
export const chainBlocks = pgTable(
  'chain_blocks',
  {
    chain: text().$type<ChainName>().notNull(),
    /** From 1, without gaps. */
    number: bigint({ mode: 'bigint' }).notNull(),
    previousHash: bytea('previous_hash').notNull(),
    hash: bytea().notNull(),
    /** Place in commit order of its last entry: the block holds everything up to there that no earlier one does. */
    lastXid: xid8('last_xid').notNull(),
    lastNumber: bigint('last_number', { mode: 'bigint' }).notNull(),
    entryIds: text('entry_ids').array().notNull(),
    /** The SHA-256 of each entry, one after the other. */
    entryHashes: bytea('entry_hashes').notNull(),
    /** To the millisecond, as it was hashed. */
    sealedAt: timestamp('sealed_at', { withTimezone: true, precision: 3 }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.chain, table.number] }),
    unique('chain_blocks_last').on(table.chain, table.lastXid, table.lastNumber),
  ],
);
