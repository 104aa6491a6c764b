import type { Database } from '@paygraph/postgres';
import { testDatabase } from '@paygraph/testing';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { closeAccounts, openAccounts } from '../src/account-store.ts';
import { checkLedger } from '../src/check-ledger.ts';
import { type Memory, newMemory } from '../src/memory.ts';
import type { Operation, Transfer } from '../src/operation.ts';
import { postBatch } from '../src/posting-store.ts';
import { ledger } from '../src/subgraph.ts';

let database: Database;
let ours: Memory;
let theirs: Memory;
let ada: string;
let bob: string;
let serial = 0;

beforeAll(async () => {
  database = await testDatabase({ migrationsFolder: ledger.migrationsFolder, name: 'memory' });
  await open('provider', '1100');
});
afterAll(async () => {
  const results = await checkLedger(database);
  expect(results.filter(({ findings }) => findings.length > 0)).toEqual([]);
  await database.close();
});
beforeEach(async () => {
  [ours, theirs] = [newMemory(), newMemory()];
  [ada, bob] = [`ada-${++serial}`, `bob-${serial}`];
  await open(ada);
  await open(bob);
});

const open = (id: string, code: '1100' | '2000' = '2000') =>
  openAccounts(database, [{ id, code, name: id, currency: 'USD', ownerId: null, floorMinor: 0n }], new Date());
const requested = () => ({ id: `op-${++serial}`, transactionId: null, description: '', metadata: null });
const move = (debitAccountId: string, creditAccountId: string, minor: bigint): Transfer => ({
  ...{ debitAccountId, creditAccountId, currency: 'USD', minor },
});
const entry = (...transfers: Transfer[]): Operation => ({ ...requested(), kind: 'POST', effectiveAt: null, transfers });
const hold = (transfer: Transfer): Operation => ({ ...requested(), kind: 'HOLD', transfer, expiresAt: null });
const capture = (holdId: string): Operation => ({ ...requested(), kind: 'CAPTURE', holdId, amount: null, final: true });
const post = (memory: Memory, ...operations: Operation[]) => postBatch(database, operations, memory);

describe('what a process remembers of its own batches', () => {
  test('is not read again', async () => {
    const placed = hold(move('provider', ada, 5n));
    await post(ours, entry(move('provider', ada, 10n)), placed);
    const query = vi.spyOn(pg.Client.prototype, 'query');
    expect(await post(ours, entry(move(ada, 'provider', 10n)), capture(placed.id))).toEqual([null, null]);
    const asked = query.mock.calls
      .map(([text]) => String(text))
      .filter((text) => /from (accounts|holds) where id = any/.test(text));
    query.mockRestore();
    expect(asked).toEqual([]);
  });

  test('is true for what comes later in the same batch, however long', async () => {
    const steps = Array.from({ length: 300 }, (_, index) =>
      entry(index % 2 ? move(ada, bob, 1n) : move('provider', ada, 1n)),
    );
    const [first, last] = [entry(move('provider', bob, 7n)), entry(move(bob, 'provider', 158n))];
    const reversal: Operation = { ...requested(), kind: 'REVERSE', entryId: first.id };
    const results = await post(
      ours,
      first,
      ...steps,
      reversal,
      { ...reversal, id: 'again' },
      { ...first, description: 'x' },
      last,
    );
    expect(results.slice(0, -4).every((result) => result === null)).toBe(true);
    expect(results.slice(-4)).toEqual([
      null,
      'ALREADY_REVERSED',
      { refusal: 'ID_REUSED', differs: 'DESCRIPTION' },
      'INSUFFICIENT_FUNDS',
    ]);
  });

  test('is forgotten when another one posts', async () => {
    await post(ours, entry(move('provider', ada, 10n)));
    await post(theirs, entry(move(ada, bob, 10n)));
    expect(await post(ours, entry(move(ada, bob, 1n)))).toEqual(['INSUFFICIENT_FUNDS']);
    expect(await post(theirs, entry(move(bob, ada, 10n)))).toEqual([null]);
    expect(await post(ours, entry(move(ada, bob, 10n)))).toEqual([null]);
  });

  test('is forgotten when another one captures a hold', async () => {
    const placed = hold(move('provider', ada, 5n));
    await post(ours, placed);
    await post(theirs, capture(placed.id));
    expect(await post(ours, capture(placed.id))).toEqual(['HOLD_CLOSED']);
  });

  test('is forgotten when an account is closed', async () => {
    await post(ours, entry(move('provider', ada, 1n)), entry(move(ada, 'provider', 1n)));
    expect(await closeAccounts(database, [ada], new Date())).toEqual([true]);
    expect(await post(ours, entry(move('provider', ada, 1n)))).toEqual(['ACCOUNT_CLOSED']);
  });

  test('knows no account that was not there: it may have been opened since', async () => {
    expect(await post(ours, entry(move('provider', `late-${ada}`, 1n)))).toEqual(['ACCOUNT_NOT_FOUND']);
    await open(`late-${ada}`);
    expect(await post(ours, entry(move('provider', `late-${ada}`, 1n)))).toEqual([null]);
  });

  test('is forgotten when a batch fails', async () => {
    await post(ours, entry(move('provider', ada, 10n)));
    const unwritable = { ...entry(move(ada, bob, 10n)), description: '\0' };
    await expect(post(ours, unwritable)).rejects.toThrow();
    expect(await post(ours, entry(move(ada, bob, 10n)))).toEqual([null]);
  });

  test('serves one batch at a time; others meanwhile do without', async () => {
    await post(ours, entry(move('provider', ada, 20n)));
    const results = await Promise.all(Array.from({ length: 30 }, () => post(ours, entry(move(ada, bob, 1n)))));
    expect(results.flat().filter((result) => result === null)).toHaveLength(20);
    expect(results.flat().filter((result) => result === 'INSUFFICIENT_FUNDS')).toHaveLength(10);
  });

  test('is never written over what somebody else did, whatever it takes itself for', async () => {
    await post(ours, entry(move('provider', ada, 10n)));
    await post(theirs, entry(move(ada, bob, 3n)));
    ours.bookmark = theirs.bookmark;
    expect(await post(ours, entry(move(ada, bob, 7n)))).toEqual([null]);
    const { rows } = await database.query(
      'select credits_posted - debits_posted held from accounts where id = any($1) order by id',
      [[ada, bob]],
    );
    expect(rows).toEqual([{ held: 0n }, { held: 10n }]);
  });
});
