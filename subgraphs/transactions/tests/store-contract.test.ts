import { randomUUID } from 'node:crypto';
import { person } from '@paygraph/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newTransaction } from '../src/new-transaction.ts';
import { ATTEMPTS_MAX, type CallKey, type Intent, LEASE_MS, type TransactionStore } from '../src/saga/store.ts';
import type { Change, TransactionRow } from '../src/transaction.ts';
import { ADAPTERS, type Adapter } from './store-adapters.ts';

const ada = person('usr_ada');
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** No step is ever put off by more than this. */
const BACKOFF_MAX_MS = 400_000;

describe.each(ADAPTERS)('transactions kept in %s', (_, open) => {
  let adapter: Adapter;
  let store: TransactionStore;
  let wait: Adapter['wait'];
  beforeAll(async () => {
    adapter = await open();
    ({ store, wait } = adapter);
  });
  afterAll(() => adapter?.[Symbol.asyncDispose]());

  const callOf = (key: string): CallKey => ({ callerId: 'usr_ada', mutation: 'pay', key });
  const intent = (given: Partial<TransactionRow> = {}, key: string = randomUUID()): Intent => ({
    actor: ada,
    call: callOf(key),
    inputHash: 'hash',
    transaction: newTransaction({
      ...{ type: 'PAYMENT', initiatorId: 'usr_ada', currency: 'USD', minor: 1_000n, createdAt: adapter.clock.now },
      ...{ sourceWalletId: 'wal_a', destinationWalletId: 'wal_b', ...given },
    }),
  });
  const recorded = async (given: Partial<TransactionRow> = {}) => {
    const each = intent(given);
    expect(await store.record(each)).toBe('RECORDED');
    return each.transaction;
  };
  const move = (before: TransactionRow, change: Change) => store.move({ before, change, by: ada });
  const moved = async (before: TransactionRow, change: Change) => {
    const after = await move(before, change);
    if (!after) throw new Error('somebody was faster');
    return after;
  };
  const now = async (id: string) => (await store.byId(id)) as TransactionRow;
  const succeeded = async () =>
    moved(await recorded(), { status: 'SUCCEEDED', step: null, capturedMinor: 1_000n, captureMinor: 0n });
  const refundOf = (payment: TransactionRow, minor: bigint) => intent({ type: 'REFUND', parentId: payment.id, minor });
  /** Takes everything that is due, round by round, as workers do; the answer has ids. */
  const leaseAll = async () => {
    const ids: string[] = [];
    for (let round = await store.leaseDue(100); round.length > 0; round = await store.leaseDue(100)) {
      ids.push(...round.map(({ id }) => id));
    }
    return ids;
  };

  test('what was recorded is found again, and was told', async () => {
    const row = await recorded({ metadata: { order: 7 }, feeFixedMinor: 30n, feeMinor: 30n });
    expect(await now(row.id)).toEqual(row);
    expect(await adapter.told(row.id)).toEqual(['CREATED']);
    expect(await store.byId('txn_unknown')).toBeUndefined();
  });

  describe('a key', () => {
    test('stands for the first transaction recorded under it', async () => {
      const [first, second] = [intent({}, 'first'), intent({}, 'first')];
      expect(await store.record(first)).toBe('RECORDED');
      expect(await store.record(second)).toBe('KEY_TAKEN');
      expect(await store.byId(second.transaction.id)).toBeUndefined();
      const known = { inputHash: 'hash', transactionId: first.transaction.id, answered: false };
      expect(await store.findKey(callOf('first'))).toMatchObject(known);
      await store.markAnswered(callOf('first'));
      expect(await store.findKey(callOf('first'))).toMatchObject({ ...known, answered: true });
      expect(await store.findKey({ ...callOf('first'), mutation: 'deposit' })).toBeUndefined();
    });

    test('is taken by one of many at once', async () => {
      const intents = Array.from({ length: 20 }, () => intent({}, 'at once'));
      const outcomes = await Promise.all(intents.map((each) => store.record(each)));
      expect(outcomes.filter((outcome) => outcome === 'RECORDED')).toHaveLength(1);
      const id = (await store.findKey(callOf('at once')))?.transactionId;
      expect(intents[outcomes.indexOf('RECORDED')]?.transaction.id).toBe(id);
    });

    test('of a change is taken with it, and the change is made once', async () => {
      const row = await recorded();
      const key = { call: callOf('capture'), inputHash: 'hash' };
      const asked = { before: row, change: { status: 'PROCESSING', step: 'UNDO' }, by: ada, key } as const;
      const after = await store.move(asked);
      expect(after).toMatchObject({ version: 2 });
      expect(await store.findKey(key.call)).toMatchObject({ transactionId: row.id });
      const again = { ...asked, before: after as TransactionRow, change: { status: 'SUCCEEDED' } as const };
      expect(await store.move(again)).toBeUndefined();
      expect((await now(row.id)).status).toBe('PROCESSING');
    });

    test('of a change that came too late stays free', async () => {
      const row = await recorded();
      await moved(row, { status: 'PROCESSING' });
      const key = { call: callOf('late'), inputHash: 'hash' };
      expect(await store.move({ before: row, change: { status: 'CANCELED' }, by: ada, key })).toBeUndefined();
      expect(await store.findKey(key.call)).toBeUndefined();
    });
  });

  describe('a change', () => {
    test('makes the next version, leased to whoever made it, with all attempts', async () => {
      const row = await recorded();
      wait(LEASE_MS);
      await store.leaseDue(100);
      await store.noteFailure(row.id, 'gone');
      const before = await now(row.id);
      expect(before).toMatchObject({ version: 1, attempts: 1, lastError: 'gone' });
      const after = await moved(before, { status: 'PROCESSING', step: 'AUTHORIZE', provider: 'acme-cards' });
      expect(after).toMatchObject({ version: 2, attempts: 0, lastError: null });
      expect(after.dueAt.getTime()).toBe(adapter.clock.now.getTime() + LEASE_MS);
      expect(await now(row.id)).toEqual(after);
      expect(await adapter.told(row.id)).toEqual(['CREATED', 'PROCESSING']);
    });

    test('is made by one of many who make it at once, in one batch or in several', async () => {
      const row = await recorded();
      const changes = Array.from({ length: 10 }, (_each, index) => ({ step: 'UNDO', reviewNote: `${index}` }) as const);
      const answers = await Promise.all(changes.map((change) => move(row, { ...change, status: 'PROCESSING' })));
      const made = answers.filter((answer) => answer !== undefined);
      expect(made).toHaveLength(1);
      expect(await now(row.id)).toEqual(made[0]);
      expect(await adapter.told(row.id)).toEqual(['CREATED', 'PROCESSING']);
    });

    test('that is late does not stand in the way of one that comes at the same time and is not', async () => {
      const stale = await recorded();
      const fresh = await moved(stale, { status: 'PROCESSING', step: 'UNDO' });
      const answers = await Promise.all([
        move(stale, { status: 'SUCCEEDED', step: null }),
        move(fresh, { status: 'CANCELED', step: null }),
      ]);
      expect(answers.map((answer) => answer?.status)).toEqual([undefined, 'CANCELED']);
      expect(await now(stale.id)).toEqual(answers[1]);
    });

    test('under many keys at once takes the key of the one that is made', async () => {
      const row = await recorded();
      const keys = Array.from({ length: 10 }, (_each, index) => ({
        call: callOf(`capture ${index}`),
        inputHash: 'hash',
      }));
      const change = { status: 'PROCESSING', step: 'UNDO' } as const;
      const answers = await Promise.all(keys.map((key) => store.move({ before: row, change, by: ada, key })));
      const known = await Promise.all(keys.map(({ call }) => store.findKey(call)));
      expect(known.map((each) => each !== undefined)).toEqual(answers.map((each) => each !== undefined));
      expect(answers.filter((answer) => answer !== undefined)).toHaveLength(1);
    });

    test('made alone is not made once somebody else has taken the transaction up', async () => {
      const row = await recorded();
      wait(LEASE_MS);
      expect(await leaseAll()).toContain(row.id);
      const change = { status: 'PROCESSING', step: 'AUTHORIZE' } as const;
      expect(await store.move({ before: row, change, by: ada, alone: true })).toBeUndefined();
      const taken = await now(row.id);
      expect(taken).toMatchObject({ status: 'CREATED', version: 1 });
      expect(await store.move({ before: taken, change, by: ada, alone: true })).toMatchObject({ version: 2 });
    });

    test('to a status that may not follow is a bug', async () => {
      const row = await succeeded();
      await expect((async () => move(row, { status: 'CREATED' }))()).rejects.toThrow('cannot become CREATED');
      expect((await now(row.id)).status).toBe('SUCCEEDED');
    });

    test.each<[string, Change]>([
      ['captures more than was authorized', { capturedMinor: 1_001n, captureMinor: 0n }],
      ['is about to', { capturedMinor: 600n, captureMinor: 401n }],
      ['refunds more than was reserved', { refundedMinor: 1n }],
      ['reserves more than was captured', { refundReservedMinor: 1n }],
      ['fails without a reason', { status: 'FAILED' }],
    ])('that %s is refused', async (_name, change) => {
      const row = await recorded();
      await expect((async () => move(row, change))()).rejects.toThrow();
      expect(await now(row.id)).toEqual(row);
    });

    test('that waits is due when it says so', async () => {
      const dueAt = new Date(adapter.clock.now.getTime() + 72 * 60 * MINUTE_MS);
      const row = await moved(await recorded(), { status: 'IN_REVIEW', step: 'AWAIT_REVIEW', dueAt });
      expect(row.dueAt).toEqual(dueAt);
      const polled = await moved(row, { status: 'PROCESSING', step: 'AWAIT_PROVIDER' });
      expect(polled.dueAt.getTime()).toBeLessThan(adapter.clock.now.getTime() + LEASE_MS);
    });
  });

  describe('money that went out by a provider', () => {
    test.each(['WITHDRAWAL', 'REFUND'] as const)('in a %s is looked at again for a week', async (type) => {
      const given = { type, provider: 'partner-bank', parentId: 'txn_parent' } as const;
      const row = newTransaction({ ...intent().transaction, ...given, id: `txn_${randomUUID()}` });
      const payment = await succeeded();
      const each = { ...intent(), transaction: { ...row, parentId: type === 'REFUND' ? payment.id : null } };
      expect(await store.record(each)).toBe('RECORDED');
      await moved(each.transaction, { status: 'SUCCEEDED', step: null });
      const days = (await adapter.looks(type === 'REFUND' ? payment.id : row.id)).map(
        (at) => (at.getTime() - adapter.clock.now.getTime()) / DAY_MS,
      );
      expect(days).toEqual([1 / 24, 1, 3, 7]);
    });

    test('in other ways is not', async () => {
      const payment = await succeeded();
      expect(await adapter.looks(payment.id)).toEqual([]);
    });
  });

  describe('a refund', () => {
    test('reserves its part of the payment, and never more than is left', async () => {
      const payment = await succeeded();
      const one = refundOf(payment, 600n);
      wait(1);
      const other = refundOf(payment, 400n);
      expect(await store.record(one)).toBe('RECORDED');
      const tooMuch = refundOf(payment, 401n);
      expect(await store.record(tooMuch)).toBe('EXCEEDS_PAYMENT');
      expect(await store.findKey(tooMuch.call)).toBeUndefined();
      expect(await store.record(other)).toBe('RECORDED');
      expect(await now(payment.id)).toMatchObject({ refundReservedMinor: 1_000n, version: payment.version + 2 });
      const refunds = await store.refundsOf(payment.id);
      expect(refunds.map(({ id }) => id)).toEqual([one.transaction.id, other.transaction.id]);
    });

    test('is one of many at once that fit', async () => {
      const payment = await succeeded();
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => store.record(refundOf(payment, 300n))));
      expect(outcomes.filter((outcome) => outcome === 'RECORDED')).toHaveLength(3);
      expect((await now(payment.id)).refundReservedMinor).toBe(900n);
    });

    test('that succeeds changes its payment with it, and the payment changes back when it fails after all', async () => {
      const payment = await succeeded();
      const each = refundOf(payment, 400n);
      await store.record(each);
      const parent = { reservedMinor: 0n, refundedMinor: 400n };
      const change = { status: 'SUCCEEDED', step: null } as const;
      const done = await store.move({ before: each.transaction, change, by: ada, parent });
      expect(await now(payment.id)).toMatchObject({ status: 'PARTIALLY_REFUNDED', refundedMinor: 400n });
      const back = { reservedMinor: -400n, refundedMinor: -400n };
      const failed = { status: 'FAILED', failureCode: 'RETURNED' } as const;
      expect(await store.move({ before: done as TransactionRow, change: failed, by: ada, parent: back })).toBeDefined();
      const after = await now(payment.id);
      expect(after).toMatchObject({ status: 'SUCCEEDED', refundedMinor: 0n, refundReservedMinor: 0n });
      expect(after.version).toBe(payment.version + 3);
      expect(await adapter.told(payment.id)).toEqual(['CREATED', 'SUCCEEDED', 'PARTIALLY_REFUNDED', 'SUCCEEDED']);
    });

    test('and a change of its payment at the same time are both kept', async () => {
      const payment = await succeeded();
      const each = refundOf(payment, 400n);
      await store.record(each);
      const parent = { reservedMinor: 0n, refundedMinor: 400n };
      const before = await now(payment.id);
      const [disputed, refunded] = await Promise.all([
        move(before, { status: 'DISPUTED' }),
        store.move({ before: each.transaction, change: { status: 'SUCCEEDED', step: null }, by: ada, parent }),
      ]);
      expect([disputed?.status, refunded?.status]).toEqual(['DISPUTED', 'SUCCEEDED']);
      const after = { status: 'DISPUTED', refundedMinor: 400n, version: before.version + 2 };
      expect(await now(payment.id)).toMatchObject(after);
    });

    test('that somebody else took further leaves its payment alone', async () => {
      const payment = await succeeded();
      const each = refundOf(payment, 400n);
      await store.record(each);
      const change = { status: 'SUCCEEDED', step: null } as const;
      const parent = { reservedMinor: 0n, refundedMinor: 400n };
      const both = await Promise.all(
        [1, 2].map(() => store.move({ before: each.transaction, change, by: ada, parent })),
      );
      expect(both.filter((after) => after !== undefined)).toHaveLength(1);
      expect((await now(payment.id)).refundedMinor).toBe(400n);
    });
  });

  test('money that is left with us is written down with the change, and once', async () => {
    const row = await recorded();
    const kept = { entryId: `${row.id}:restore:unclaimed`, ownerId: 'usr_ada', currency: 'USD', minor: 400n } as const;
    const unclaimed = { ...kept, reason: 'RETURNED' } as const;
    const after = await store.move({ before: row, change: { step: 'POST' }, by: ada, unclaimed });
    // Somebody who comes too late writes nothing.
    const late = { ...unclaimed, entryId: 'late' };
    expect(await store.move({ before: row, change: { step: 'POST' }, by: ada, unclaimed: late })).toBeUndefined();
    await store.move({ before: after as TransactionRow, change: {}, by: ada, unclaimed });
    const [written, ...more] = await adapter.unclaimed(row.id);
    expect([written, more]).toMatchObject([
      { ...unclaimed, transactionId: row.id, status: 'OPEN', walletId: null },
      [],
    ]);
    expect(await adapter.facts(written?.id ?? '')).toEqual(['unclaimed.recorded']);
  });

  describe('a lease', () => {
    test('is for what is unfinished and due, oldest first, and for one worker', async () => {
      const older = await recorded();
      wait(1_000);
      const newer = await recorded();
      const done = await succeeded();
      const ours = [newer.id, older.id, done.id];
      const taken = async () => (await leaseAll()).filter((id) => ours.includes(id));
      expect(await taken()).toEqual([]);
      wait(LEASE_MS);
      const [one, other] = await Promise.all([taken(), taken()]);
      expect([...one, ...other].sort()).toEqual([older.id, newer.id].sort());
      expect(await taken()).toEqual([]);
      expect(await now(newer.id)).toMatchObject({ version: 1, attempts: 1 });
      wait(BACKOFF_MAX_MS);
      const first = await store.leaseDue(1);
      expect(first).toHaveLength(1);
      expect(first[0]?.dueAt.getTime()).toBeGreaterThan(adapter.clock.now.getTime());
    });

    test('comes back later and later, until its attempts are used up: then it is dead, and may be revived', async () => {
      const { id } = await recorded();
      const gaps: number[] = [];
      let leasedAt_ms = adapter.clock.now.getTime();
      for (let round = 0; round < 100 * ATTEMPTS_MAX && (await now(id)).deadAt === null; round++) {
        wait(5_000);
        if (!(await leaseAll()).includes(id)) continue;
        gaps.push(adapter.clock.now.getTime() - leasedAt_ms);
        leasedAt_ms = adapter.clock.now.getTime();
      }
      expect(gaps).toHaveLength(ATTEMPTS_MAX);
      expect(gaps[1]).toBeLessThanOrEqual(20_000);
      expect(Math.max(...gaps)).toBeLessThanOrEqual(BACKOFF_MAX_MS + 5_000);
      wait(10 * BACKOFF_MAX_MS);
      expect(await leaseAll()).not.toContain(id);
      await store.hasten([id]);
      expect(await leaseAll()).not.toContain(id);

      const { version } = await now(id);
      expect(await adapter.revive(id)).toBe(true);
      expect(await adapter.revive(id)).toBe(false);
      expect(await now(id)).toMatchObject({ deadAt: null, attempts: 0, version: version + 1 });
      expect(await leaseAll()).toContain(id);
    });

    test('is at hand at once for who waits for a provider that gave notice, and for nobody else', async () => {
      const asked = { status: 'PROCESSING', step: 'AWAIT_PROVIDER' } as const;
      const polled = await moved(await recorded(), asked);
      const dueAt = new Date(adapter.clock.now.getTime() + MINUTE_MS);
      const reviewed = await moved(await recorded(), { status: 'IN_REVIEW', step: 'AWAIT_REVIEW', dueAt });
      const other = await moved(await recorded(), asked);
      await store.hasten([polled.id, reviewed.id, 'txn_unknown']);
      const ids = await leaseAll();
      expect(ids).toContain(polled.id);
      expect(ids).not.toContain(reviewed.id);
      expect(ids).not.toContain(other.id);
    });

    test('that failed says why, in 500 characters', async () => {
      const { id } = await recorded();
      await store.noteFailure(id, 'x'.repeat(600));
      expect(await now(id)).toMatchObject({ lastError: 'x'.repeat(500), version: 1 });
    });
  });
});
