import { setTimeout as sleep } from 'node:timers/promises';
import { groupCommit } from '@paygraph/batch';
import type { Database } from '@paygraph/postgres';
import { testDatabase } from '@paygraph/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeAccounts, openAccounts } from '../src/account-store.ts';
import { newMemory } from '../src/memory.ts';
import type { Operation, Transfer } from '../src/operation.ts';
import type { Result } from '../src/posting.ts';
import { expire, postBatch } from '../src/posting-store.ts';
import { ledger } from '../src/subgraph.ts';
import { FINDINGS } from './model-invariants.ts';

const PROVIDER_ID = 'provider';

let database: Database;
let replicas: readonly ((operation: Operation) => Promise<Result>)[];
beforeAll(async () => {
  const { migrationsFolder } = ledger;
  database = await testDatabase({ migrationsFolder, name: 'ledger_concurrency' });
  replicas = [newMemory(), newMemory()].map((memory) =>
    groupCommit((operations: readonly Operation[]) => postBatch(database, operations, memory)),
  );
  await open(PROVIDER_ID, '1100');
});
afterAll(() => database.close());

const open = (id: string, code: '1100' | '2000' = '2000') =>
  openAccounts(database, [{ id, code, name: id, currency: 'USD', ownerId: null, floorMinor: 0n }], new Date());

let serial = 0;
const requested = () => ({ id: `op-${++serial}`, transactionId: null, description: '', metadata: null });
const move = (debitAccountId: string, creditAccountId: string, minor: bigint): Transfer => ({
  ...{ debitAccountId, creditAccountId, currency: 'USD', minor },
});
const entry = (transfer: Transfer): Operation => ({
  ...requested(),
  kind: 'POST',
  effectiveAt: null,
  transfers: [transfer],
});
const capture = (holdId: string): Operation => ({ ...requested(), kind: 'CAPTURE', holdId, amount: null, final: true });
const onReplica = (index: number, operation: Operation) => replicas[index % 2]?.(operation);

async function findings(): Promise<string[]> {
  const found = await Promise.all(
    Object.entries(FINDINGS).map(async ([name, sql]) => ((await database.query(sql)).rowCount ? [name] : [])),
  );
  return found.flat();
}

test('two replicas on 10 hot accounts give the exact result', async () => {
  const hot = Array.from({ length: 10 }, (_, index) => `hot-${index}`);
  for (const id of hot) {
    await open(id);
    await onReplica(0, entry(move(PROVIDER_ID, id, 1_000n)));
  }
  const results = await Promise.all(
    Array.from({ length: 2_000 }, (_, index) => {
      const [from, to] = [hot[index % 10] ?? '', hot[(index + 1 + (index % 9)) % 10] ?? ''];
      return onReplica(index >> 1, entry(move(from, to, 1n)));
    }),
  );
  expect(results.every((refusal) => refusal === null)).toBe(true);
  const { rows } = await database.query<{ total: bigint; moves: bigint }>(
    `select sum(credits_posted - debits_posted)::bigint total, sum(version)::bigint moves from accounts where id like 'hot-%'`,
  );
  expect(rows).toEqual([{ total: 10_000n, moves: 10n + 2n * 2_000n }]);
  expect(await findings()).toEqual([]);
});

test('one of two captures and the expiry of a hold wins, and the others are told', async () => {
  await open('payer');
  await open('shop');
  await onReplica(0, entry(move(PROVIDER_ID, 'payer', 100n)));
  const expiresAt = new Date(Date.now() + 150);
  const holds = Array.from({ length: 100 }, () => ({
    ...requested(),
    kind: 'HOLD' as const,
    transfer: move('payer', 'shop', 1n),
    expiresAt,
  }));
  await Promise.all(holds.map((hold, index) => onReplica(index, hold)));
  const outcomes = await Promise.all(
    holds.map(async ({ id }) => {
      const ask = async (replica: number, operation: Operation) => {
        // Around the moment it runs out.
        await sleep(expiresAt.getTime() - Date.now() - 20 + Math.random() * 40);
        return onReplica(replica, operation);
      };
      return Promise.all([ask(0, capture(id)), ask(1, capture(id)), ask(0, expire(id)), ask(1, expire(id))]);
    }),
  );
  await Promise.all(holds.map(({ id }) => onReplica(0, expire(id))));
  const { rows } = await database.query<{ id: string; status: string }>(
    'select id, status from holds where id = any($1)',
    [holds.map(({ id }) => id)],
  );
  const statuses = new Map(rows.map(({ id, status }) => [id, status]));
  for (const [index, { id }] of holds.entries()) {
    const captures = outcomes[index]?.slice(0, 2) ?? [];
    const won = captures.filter((refusal) => refusal === null).length;
    expect([won, statuses.get(id)]).toEqual(won === 1 ? [1, 'CAPTURED'] : [0, 'EXPIRED']);
    expect(
      captures.every((refusal) => refusal === null || refusal === 'HOLD_CLOSED' || refusal === 'HOLD_EXPIRED'),
    ).toBe(true);
  }
  expect(await findings()).toEqual([]);
});

test('an account that is closed while it is paid is either paid and open, or closed and empty', async () => {
  for (let round = 0; round < 20; round++) {
    const id = `closing-${round}`;
    await open(id);
    const [refusal, [closed]] = await Promise.all([
      onReplica(round, entry(move(PROVIDER_ID, id, 1n))),
      closeAccounts(database, [id], new Date()),
    ]);
    expect([refusal, closed]).toEqual(closed ? ['ACCOUNT_CLOSED', true] : [null, false]);
  }
});
