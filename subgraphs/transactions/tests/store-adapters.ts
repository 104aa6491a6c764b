import { memoryBus, startPublisher } from '@paygraph/events';
import { testDatabase } from '@paygraph/testing';
import { eq } from 'drizzle-orm';
import { openQuoteBook, type QuoteBook } from '../src/conversions/conversion-store.ts';
import { type DebtBook, openDebtBook } from '../src/debts/debt-book.ts';
import { debtsByWallet } from '../src/debts/debt-store.ts';
import { type DisputeBook, openDisputeBook } from '../src/disputes/dispute-store.ts';
import { type NoticeBook, openNoticeBook } from '../src/notices/notice-book.ts';
import { openPayoutBook, type PayoutBook } from '../src/payouts/payout-book.ts';
import { revive } from '../src/saga/lease-store.ts';
import { postgresStore } from '../src/saga/postgres-store.ts';
import type { TransactionStore } from '../src/saga/store.ts';
import { openScheduleBook, type ScheduleBook } from '../src/schedules/schedule-book.ts';
import type { TransactionStatus } from '../src/status.ts';
import { transactions } from '../src/subgraph.ts';
import { unclaimed } from '../src/tables.ts';
import { timelines } from '../src/timeline-store.ts';
import type { UnclaimedRow } from '../src/unclaimed/unclaimed.ts';
import { memoryDebts } from './memory-debts.ts';
import { memoryDisputes } from './memory-disputes.ts';
import { memoryNotices } from './memory-notices.ts';
import { memoryPayouts } from './memory-payouts.ts';
import { memoryQuotes } from './memory-quotes.ts';
import { memorySchedules } from './memory-schedules.ts';
import { memoryStore } from './memory-store.ts';
import { memoryTables } from './memory-tables.ts';

const START = new Date('2026-03-01T12:00:00Z');

/** Stores under test, with a clock the test turns. */
export interface Adapter extends AsyncDisposable {
  readonly store: TransactionStore;
  readonly disputes: DisputeBook;
  readonly debts: DebtBook;
  readonly notices: NoticeBook;
  readonly quotes: QuoteBook;
  readonly payouts: PayoutBook;
  readonly schedules: ScheduleBook;
  readonly clock: { now: Date };
  wait(ms: number): void;
  revive(id: string): Promise<boolean>;
  /** The changes of status that were told of a transaction, oldest first. */
  told(id: string): Promise<readonly TransactionStatus[]>;
  /** The types of events that told of something else, oldest first. */
  facts(subject: string): Promise<readonly string[]>;
  /** What the owner of a wallet owes. */
  owed(walletId: string): Promise<bigint>;
  /** What is kept for people of a transaction. */
  unclaimed(transactionId: string): Promise<readonly UnclaimedRow[]>;
  /** When a reference is to be looked at again. */
  looks(reference: string): Promise<readonly Date[]>;
}

async function openPostgres(): Promise<Adapter> {
  const clock = clockFrom(START);
  const { now } = clock;
  const database = await testDatabase({ migrationsFolder: transactions.migrationsFolder, name: 'transactions' });
  const bus = memoryBus();
  const publisher = startPublisher({ database, bus, source: 'transactions', now, onError() {} });
  return {
    ...clock,
    store: postgresStore(database, publisher, now),
    disputes: openDisputeBook(database, publisher),
    debts: openDebtBook(database, publisher),
    notices: openNoticeBook(database),
    quotes: openQuoteBook(database),
    payouts: openPayoutBook(database, publisher),
    schedules: openScheduleBook(database, publisher),
    revive: (id) => revive(database, id, now()),
    async told(id) {
      const events = (await timelines(database, [id])).get(id) ?? [];
      return events.map(({ data }) => (data as { status: TransactionStatus }).status);
    },
    async facts(subject) {
      const query = 'select type from outbox where subject = $1 order by xid, seq';
      const { rows } = await database.query<{ type: string }>(query, [subject]);
      return rows.map(({ type }) => type);
    },
    owed: async (id) => (await debtsByWallet(database, [id])).get(id)?.owedMinor ?? 0n,
    async unclaimed(id) {
      return database.db.select().from(unclaimed).where(eq(unclaimed.transactionId, id));
    },
    async looks(reference) {
      const query = 'select due_at from provider_notices where reference = $1 order by due_at';
      const { rows } = await database.query<{ due_at: Date }>(query, [reference]);
      return rows.map(({ due_at }) => due_at);
    },
    async [Symbol.asyncDispose]() {
      await publisher.stop();
      await bus.close();
      await database.close();
    },
  };
}

async function openMemory(): Promise<Adapter> {
  const clock = clockFrom(START);
  const tables = memoryTables();
  const store = memoryStore(tables, { now: clock.now, random: Math.random });
  return {
    ...clock,
    store,
    disputes: memoryDisputes(tables),
    debts: memoryDebts(tables),
    notices: memoryNotices(tables),
    quotes: memoryQuotes(tables),
    payouts: memoryPayouts(tables),
    schedules: memorySchedules(tables),
    revive: store.revive,
    told: async (id) => tables.events.flatMap((event) => (event.id === id ? [event.to] : [])),
    facts: async (id) => tables.facts.flatMap(({ subject, type }) => (subject === id ? [type] : [])),
    owed: async (id) => tables.debts.get(id)?.owedMinor ?? 0n,
    unclaimed: async (id) => [...tables.unclaimed.values()].filter(({ transactionId }) => transactionId === id),
    async looks(id) {
      const dueAt = [...tables.notices.values()].flatMap((each) => (each.reference === id ? [each.dueAt] : []));
      return dueAt.sort((one, other) => one.getTime() - other.getTime());
    },
    async [Symbol.asyncDispose]() {},
  };
}

function clockFrom(start: Date) {
  const clock = { now: start };
  return {
    clock,
    now: () => clock.now,
    wait(ms: number) {
      clock.now = new Date(clock.now.getTime() + ms);
    },
  };
}

/** What keeps transactions, and all that belongs to them: each contract suite runs over both. */
export const ADAPTERS = [
  ['PostgreSQL', openPostgres],
  ['memory', openMemory],
] as const;
