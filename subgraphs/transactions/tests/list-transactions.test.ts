import { firstIdAt } from '@paygraph/identity';
import type { Database } from '@paygraph/postgres';
import { testDatabase } from '@paygraph/testing';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { transactions } from '../src/subgraph.ts';
import { listTransactions, type TransactionFilter } from '../src/transaction-store.ts';

const ROWS = 60_000;
/** A page of 20 may look at a few hundred rows, never at a share of the history. */
const ROWS_LOOKED_AT_MAX = 1_500;
const START_MS = Date.UTC(2026, 0, 1);
const at = (n: number) => new Date(START_MS + n * 1_000);

let database: Database;
beforeAll(async () => {
  database = await testDatabase({ migrationsFolder: transactions.migrationsFolder, name: 'many_transactions' });
  // One each second: usr_busy pays every second one, usr_rare one of 5,000; one of 3,000 has failed.
  const numbers = Array.from({ length: ROWS }, (_, index) => index + 1);
  await database.query(
    `insert into transactions (id, type, status, currency, minor, initiator_id, source_wallet_id, source_owner_id,
                               destination_wallet_id, destination_owner_id, description, failure_code, created_at,
                               settled_at, due_at)
     select id, 'TRANSFER', case when n % 3000 = 0 then 'FAILED' else 'SUCCEEDED' end, 'USD', 1 + n % 1000,
            who, 'wal_' || who, who, 'wal_usr_' || n % 100, 'usr_' || n % 100,
            case when n % 7000 = 0 then 'Invoice ' || n || ' for a bicycle' else 'Lunch ' || n end,
            case when n % 3000 = 0 then 'BLOCKED' end, at, case when n % 3000 <> 0 then at end, at
       from (select n, id, at,
                    case when n % 5000 = 0 then 'usr_rare' when n % 2 = 0 then 'usr_busy' else 'usr_' || n % 100 end who
               from unnest($1::int[], $2::text[], $3::timestamptz[]) r (n, id, at)) seconds`,
    [numbers, numbers.map((n) => firstIdAt('txn', at(n))), numbers.map(at)],
  );
  await database.query('vacuum analyze transactions');
}, 60_000);
afterAll(() => database.close());

interface Plan {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly Plan[];
}

function lookedAt(plan: Plan): number {
  const below = (plan.Plans ?? []).reduce((sum, each) => sum + lookedAt(each), 0);
  if (!plan['Relation Name']) return below;
  const removed = (plan['Rows Removed by Filter'] ?? 0) + (plan['Rows Removed by Index Recheck'] ?? 0);
  return below + (plan['Actual Rows'] + removed) * plan['Actual Loops'];
}

/** The page, and how many rows PostgreSQL looked at for it. */
async function read(filter: TransactionFilter, viewerId: string | null, after?: string) {
  const query = vi.spyOn(database.pool, 'query');
  const rows = await listTransactions(database, { limit: 20, after }, filter, viewerId);
  const [[statement, values]] = query.mock.calls as unknown as [[{ text: string }, unknown[]]];
  query.mockRestore();
  const explained = await database.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
    `explain (analyze, format json) ${statement.text}`,
    values,
  );
  const [plan] = explained.rows[0]?.['QUERY PLAN'] ?? [];
  return {
    numbers: rows.map(({ createdAt }) => (createdAt.getTime() - START_MS) / 1_000),
    looked: plan ? lookedAt(plan.Plan) : 0,
  };
}

const DEEP = firstIdAt('txn', at(9_000));
const multiples = (step: number, from = ROWS) =>
  Array.from({ length: Math.floor(from / step) }, (_, index) => (Math.floor(from / step) - index) * step).slice(0, 21);

describe('transactions are read by index', () => {
  test.each<[string, TransactionFilter, string | null, number[] | undefined]>([
    ['of everybody', {}, null, multiples(1)],
    ['of who pays often', {}, 'usr_busy', undefined],
    ['of who pays rarely', {}, 'usr_rare', multiples(5_000)],
    ['of somebody else’s wallet, for an operator', { walletId: 'wal_usr_rare' }, null, multiples(5_000)],
    ['of a person, for an operator', { userId: 'usr_rare' }, null, multiples(5_000)],
    ['that failed', { statuses: ['FAILED'] }, null, multiples(3_000)],
    ['that failed or are in review', { statuses: ['FAILED', 'IN_REVIEW'] }, null, multiples(3_000)],
    ['of a time long ago', { range: { from: at(100), to: at(103) } }, null, [102, 101, 100]],
    ['with a word in them', { search: 'bicycle' }, null, multiples(7_000)],
    ['by their whole id', { search: firstIdAt('txn', at(77)) }, null, [77]],
  ])('%s', async (_, filter, viewerId, expected) => {
    const { numbers, looked } = await read(filter, viewerId);
    if (expected) expect(numbers).toEqual(expected);
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
    expect(looked).toBeLessThan(ROWS_LOOKED_AT_MAX);
  });

  test('a page deep in the history costs no more than the first', async () => {
    for (const viewerId of [null, 'usr_busy']) {
      const { numbers, looked } = await read({}, viewerId, DEEP);
      expect(numbers).toHaveLength(21);
      expect(numbers[0]).toBeLessThan(9_000);
      expect(looked).toBeLessThan(ROWS_LOOKED_AT_MAX);
    }
  });

  test('pages of one person add up to all of theirs, without gaps or repeats', async () => {
    const seen: string[] = [];
    for (let after: string | undefined; ; ) {
      const rows = await listTransactions(database, { limit: 100, after }, {}, 'usr_7');
      seen.push(...rows.slice(0, 100).map(({ id }) => id));
      if (rows.length <= 100) break;
      after = seen.at(-1);
    }
    const { rows } = await database.query<{ n: bigint }>(
      `select count(*) n from transactions
        where 'usr_7' in (initiator_id, source_owner_id) or (destination_owner_id = 'usr_7' and settled_at is not null)`,
    );
    expect(new Set(seen).size).toBe(seen.length);
    expect(BigInt(seen.length)).toBe(rows[0]?.n);
  });
});
