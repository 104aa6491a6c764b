import { type Database, inTransaction } from '@paygraph/postgres';
import { testDatabase } from '@paygraph/testing';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { heldAt } from '../src/balance-store.ts';
import { listEntries, statementLines } from '../src/journal-store.ts';
import { ledger } from '../src/subgraph.ts';
import { fillJournal } from './large-journal.ts';

const ENTRIES = 100_000;
/** A page of 20 may look at a few hundred rows, never at a share of the journal. */
const ROWS_LOOKED_AT_MAX = 1_000;

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly Plan[];
}

let database: Database;
beforeAll(async () => {
  database = await testDatabase({ migrationsFolder: ledger.migrationsFolder, name: 'large_journal' });
  await fillJournal(database, ENTRIES);
}, 60_000);
afterAll(() => database.close());

/** Runs a read, then asks PostgreSQL how it ran each of its queries. */
async function plansOf(read: () => Promise<unknown>): Promise<Plan[]> {
  const query = vi.spyOn(database.pool, 'query');
  await read();
  const asked = query.mock.calls as unknown as [text: string | { text: string }, values: unknown[]][];
  const statements = asked.map(([text, values]) => ({ text: typeof text === 'string' ? text : text.text, values }));
  query.mockRestore();
  const plans: Plan[] = [];
  for (const { text, values } of statements) {
    const { rows } = await database.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      `explain (analyze, format json) ${text}`,
      values,
    );
    for (const row of rows) plans.push(row['QUERY PLAN'][0].Plan);
  }
  return plans;
}

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

function lookedAt(plan: Plan): number {
  if (!plan['Relation Name']) return 0;
  const perLoop =
    plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0) + (plan['Rows Removed by Index Recheck'] ?? 0);
  return perLoop * plan['Actual Loops'];
}

const HOT = { number: 1n, currency: 'USD' };
const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1_000);
const LAST_SECOND = ENTRIES / 100;
const early = { from: at(10), to: at(20) };
const whole = { from: at(0), to: at(LAST_SECOND + 1) };
const pages = [
  ['the first page', undefined],
  ['a deep page', '1500'],
] as const;
const filters = [
  ['everything', {}],
  ['an early time', { range: early }],
  ['the whole time', { range: whole }],
  ['a hot account', { accountId: 'acc_1' }],
  ['a hot account at an early time', { accountId: 'acc_1', range: early }],
  ['another account', { accountId: 'acc_500' }],
  ['an account that was never used', { accountId: 'acc_none' }],
  ['a transaction', { transactionId: 'txn_777' }],
  ['a transaction and its account', { transactionId: 'txn_777', accountId: 'acc_1' }],
] as const;

describe('reads no more than a page needs', () => {
  const reads: (readonly [string, () => Promise<unknown>])[] = [
    ...filters.flatMap(([name, filter]) =>
      pages.map(
        ([page, after]) =>
          [`the journal of ${name}, ${page}`, () => listEntries(database, { limit: 20, after }, filter)] as const,
      ),
    ),
    ...pages.flatMap(([page, after]) =>
      [undefined, early, whole].map(
        (range) =>
          [
            `lines of a hot account ${range ? `${range.from.toISOString()} to ${range.to.toISOString()}` : 'of any time'}, ${page}`,
            () => statementLines(database, HOT, { limit: 20, after }, range),
          ] as const,
      ),
    ),
    ['the balance of a hot account long ago', () => heldAt(database, HOT.number, early.from)],
  ];
  test.each(reads)('%s', async (_, read) => {
    const nodes = (await plansOf(read)).flatMap(nodesOf);
    const large = nodes.filter((node) => ['postings', 'journal_entries'].includes(node['Relation Name'] ?? ''));
    expect(large.map((node) => node['Node Type'])).not.toContain('Seq Scan');
    expect(nodes.reduce((sum, node) => sum + lookedAt(node), 0)).toBeLessThan(ROWS_LOOKED_AT_MAX);
  });
});

describe('reads the right rows', () => {
  async function allPages(filter: Parameters<typeof listEntries>[2]) {
    const numbers: bigint[] = [];
    let after: string | undefined;
    for (;;) {
      const rows = await listEntries(database, { limit: 100, after }, filter);
      numbers.push(...rows.slice(0, 100).map(({ number }) => number));
      if (rows.length <= 100) return numbers;
      after = numbers.at(-1)?.toString();
    }
  }
  const descending = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, n) => BigInt(from - n));

  test('of a time, without gaps or repeats', async () => {
    expect(await allPages({ range: early })).toEqual(descending(1_999, 1_000));
    expect(await allPages({ range: early, accountId: 'acc_1' })).toEqual(descending(1_999, 1_000));
    expect(await allPages({ range: early, accountId: 'acc_7' })).toEqual([1_005n]);
  });

  test('of an account that an entry touched twice, once', async () => {
    await inTransaction(database, async (tx) => {
      await tx.query(`insert into accounts (id, code, name, currency, normal_side, "constraint", version, created_at)
        select 'acc_' || name, '1100', name, 'USD', 'DEBIT', 'NONE', 3, now() from unnest('{x,y}'::text[]) name`);
      await tx.query(`insert into journal_entries (id, kind, description, content_hash, effective_at, recorded_at)
        select id, 'POST', '', gen_random_uuid(), '2027-01-01', '2027-01-01' from unnest('{once,twice}'::text[]) id`);
      await tx.query(`insert into postings
        select n, leg, 'POST', 1, d.number, v, 0, 0, c.number, v, 0, 0, '2027-01-01'
          from (values ('once', 0, 'x', 'y', 1), ('twice', 0, 'y', 'x', 2), ('twice', 1, 'x', 'y', 3)) p (id, leg, debit, credit, v)
          join accounts d on d.id = 'acc_' || debit join accounts c on c.id = 'acc_' || credit
          join lateral (select number n from journal_entries e where e.id = p.id) e on true`);
    });
    const ids = async (after?: string) =>
      (await listEntries(database, { limit: 1, after }, { accountId: 'acc_x' })).map(({ id }) => id);
    expect(await ids()).toEqual(['twice', 'once']);
    const [newest] = await listEntries(database, { limit: 1, after: undefined }, { accountId: 'acc_x' });
    expect(await ids(newest?.number.toString())).toEqual(['once']);
  });

  test('for the balance at a moment', async () => {
    expect(await heldAt(database, HOT.number, at(0))).toEqual({ posted: 99n, pending: 0n });
    expect(await heldAt(database, HOT.number, new Date(at(10).getTime() - 1))).toEqual({ posted: 999n, pending: 0n });
    expect(await heldAt(database, HOT.number, new Date(0))).toEqual({ posted: 0n, pending: 0n });
    expect(await heldAt(database, HOT.number, at(LAST_SECOND + 5))).toEqual({ posted: BigInt(ENTRIES), pending: 0n });
  });
});
