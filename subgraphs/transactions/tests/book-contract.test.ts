import { randomUUID } from 'node:crypto';
import { newId } from '@paygraph/identity';
import { person } from '@paygraph/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { QuoteRow } from '../src/conversions/conversion-store.ts';
import { newTransaction } from '../src/new-transaction.ts';
import { NOTICE_ATTEMPTS_MAX } from '../src/notices/notice-store.ts';
import { type CountedBatch, callOfLine } from '../src/payouts/payout-batch.ts';
import type { DueLine } from '../src/payouts/payout-store.ts';
import type { CallKey, TransactionStore } from '../src/saga/store.ts';
import { callOfRun, type ScheduleRow } from '../src/schedules/schedule.ts';
import type { Change, TransactionRow } from '../src/transaction.ts';
import { ADAPTERS, type Adapter } from './store-adapters.ts';

const ada = person('usr_ada');
const HOUR_MS = 3_600_000;
/** Longer than any lease. */
const LEASES_MS = 600_000;

describe.each(ADAPTERS)('kept in %s', (_, open) => {
  let adapter: Adapter;
  let store: TransactionStore;
  let wait: Adapter['wait'];
  beforeAll(async () => {
    adapter = await open();
    ({ store, wait } = adapter);
  });
  afterAll(() => adapter?.[Symbol.asyncDispose]());

  const now = () => adapter.clock.now;
  const callOf = (key: string = randomUUID()) => ({ callerId: 'usr_ada', mutation: 'any', key });
  const recorded = async (given: Partial<TransactionRow>, call: CallKey = callOf()) => {
    const base = { type: 'TRANSFER', initiatorId: 'usr_ada', currency: 'USD', minor: 100n, createdAt: now() } as const;
    const transaction = newTransaction({ ...base, sourceWalletId: 'wal_a', destinationWalletId: 'wal_b', ...given });
    const intent = { actor: ada, call, inputHash: 'hash', transaction };
    return { transaction, outcome: await store.record(intent) };
  };
  const moved = async (before: TransactionRow, change: Change) => {
    const after = await store.move({ before, change, by: ada });
    if (!after) throw new Error('somebody was faster');
    return after;
  };
  const failed = { status: 'FAILED', step: null, failureCode: 'INSUFFICIENT_FUNDS' } as const;
  const succeeded = () => ({ status: 'SUCCEEDED', step: null, settledAt: now() }) as const;

  describe('a notice', () => {
    const leaseAll = async () => (await adapter.notices.lease(now(), 100)).map(({ id }) => id);

    test('is looked into once, however often it came, and by one worker', async () => {
      const notice = { id: randomUUID(), reference: 'txn_1' };
      for (let times = 0; times < 3; times++) await adapter.notices.record('acme-cards', notice, now());
      await adapter.notices.record('nova-cards', notice, now());
      const both = await Promise.all([adapter.notices.lease(now(), 100), adapter.notices.lease(now(), 100)]);
      const leased = both.flat().toSorted((one, other) => (one.provider < other.provider ? -1 : 1));
      expect(leased).toEqual([
        { ...notice, provider: 'acme-cards' },
        { ...notice, provider: 'nova-cards' },
      ]);
      for (const each of leased) await adapter.notices.end(each, now());
      await adapter.notices.record('acme-cards', notice, now());
      wait(HOUR_MS);
      expect(await leaseAll()).toEqual([]);
    });

    test('that cannot be looked into comes back later and later, and in the end waits for an operator', async () => {
      const notice = { id: randomUUID(), reference: 'txn_1' };
      await adapter.notices.record('acme-cards', notice, now());
      const gaps: number[] = [];
      let leasedAt_ms = now().getTime();
      for (let round = 0; round < 2_000 && gaps.length < NOTICE_ATTEMPTS_MAX + 1; round++, wait(5_000)) {
        const [due] = await adapter.notices.lease(now(), 1);
        if (!due) continue;
        gaps.push((now().getTime() - leasedAt_ms) / 1_000);
        leasedAt_ms = now().getTime();
        await adapter.notices.noteFailure(due, 'gone');
      }
      expect(gaps).toHaveLength(NOTICE_ATTEMPTS_MAX);
      expect(gaps.slice(0, 8)).toEqual([0, 10, 20, 40, 80, 160, 320, 320]);
    });
  });

  describe('a quote', () => {
    const offered = async (given: Partial<QuoteRow> = {}) => {
      const quote: QuoteRow = {
        ...{ id: newId('quo'), ownerId: 'usr_ada', fromCurrency: 'USD', fromMinor: 100n, toCurrency: 'EUR' },
        ...{ toMinor: 89n, midMinor: 90n, incomeMinor: 1n, midRate: '9/10', spreadBasisPoints: 50, source: 'somebody' },
        ...{ rateAt: now(), feeFixedMinor: 0n, feeBasisPoints: 0, createdAt: now(), usedBy: null },
        ...{ expiresAt: new Date(now().getTime() + 60_000), ...given },
      };
      await adapter.quotes.add(quote);
      return quote;
    };
    const convert = ({ id }: QuoteRow) => recorded({ type: 'CONVERSION', parentId: id });

    test('is used by one of many at once', async () => {
      const quote = await offered();
      const taken = await Promise.all(Array.from({ length: 10 }, () => convert(quote)));
      expect(taken.map(({ outcome }) => outcome).toSorted()).toEqual([...Array(9).fill('QUOTE_USED'), 'RECORDED']);
      const winner = taken.find(({ outcome }) => outcome === 'RECORDED')?.transaction.id;
      expect(await adapter.quotes.byId(quote.id)).toEqual({ ...quote, usedBy: winner });
      for (const { transaction, outcome } of taken) {
        expect((await store.byId(transaction.id)) !== undefined).toBe(outcome === 'RECORDED');
      }
    });

    test('stands until it expires, and is forgotten a day later unless it was used', async () => {
      const [used, unused] = [await offered(), await offered()];
      await convert(used);
      wait(60_000);
      expect((await convert(unused)).outcome).toBe('QUOTE_EXPIRED');
      wait(24 * HOUR_MS);
      await offered({ ownerId: 'usr_bob' });
      expect(await adapter.quotes.byId(unused.id)).toEqual(unused);
      wait(1);
      await offered();
      expect(await adapter.quotes.byId(unused.id)).toBeUndefined();
      expect(await adapter.quotes.byId(used.id)).toBeDefined();
      expect((await convert(unused)).outcome).toBe('QUOTE_USED');
    });
  });

  describe('a batch of payouts', () => {
    const submitted = async (count = 3) => {
      const batch: CountedBatch = {
        ...{ id: newId('pob'), status: 'PROCESSING', sourceWalletId: 'wal_a', currency: 'USD', submittedBy: 'usr_ada' },
        ...{ requestId: 'req_1', ip: null, lineCount: count, minor: BigInt(count) * 100n, told: null },
        ...{ createdAt: now(), changedAt: now(), completedAt: null, dueAt: now() },
        ...{ succeeded: 0, failed: 0, inReview: 0, succeededMinor: 0n, failedMinor: 0n },
      };
      const lines = Array.from({ length: count }, (_each, index) => ({
        ...{ number: index + 1, toWalletId: 'wal_b', minor: 100n, description: null, reference: null },
      }));
      const intent = { actor: ada, call: callOf(), inputHash: 'hash', batch, lines };
      expect(await adapter.payouts.record(intent)).toBe(true);
      return { batch, intent };
    };
    const lease = async () => (await adapter.payouts.leaseLines(now(), 100)) as DueLine[];
    const begun = async (line: DueLine) => (await recorded({ type: 'PAYOUT', parentId: line.batchId })).transaction;
    const advance = (id: string, outcomes: Parameters<typeof adapter.payouts.advance>[1] = []) =>
      adapter.payouts.advance([id], outcomes, now());

    test('is recorded once for a key', async () => {
      const { batch, intent } = await submitted();
      const other = { ...intent, batch: { ...batch, id: newId('pob') } };
      expect(await adapter.payouts.record(other)).toBe(false);
      expect(await adapter.payouts.byId(other.batch.id)).toBeUndefined();
      expect(await adapter.payouts.byId(batch.id)).toEqual(batch);
      expect((await store.findKey(intent.call))?.transactionId).toBe(batch.id);
      await lease();
    });

    test('has lines that one worker begins, later and later, until it is known what became of them', async () => {
      wait(LEASES_MS);
      const { batch } = await submitted(1);
      const [one, other] = await Promise.all([lease(), lease()]);
      const ours = [...(one ?? []), ...(other ?? [])].filter(({ batchId }) => batchId === batch.id);
      expect(ours).toHaveLength(1);
      expect(ours[0]).toMatchObject({ number: 1, sourceWalletId: 'wal_a', submittedBy: 'usr_ada', minor: 100n });
      const again = async () => (await lease()).filter(({ batchId }) => batchId === batch.id).length;
      wait(19_999);
      expect(await again()).toBe(0);
      wait(1);
      expect(await again()).toBe(1);
      wait(20_000);
      expect(await again()).toBe(0);
      await advance(batch.id, [{ line: { batchId: batch.id, number: 1, submittedBy: 'usr_ada' }, error: 'gone' }]);
      wait(20_000);
      expect(await again()).toBe(1);
      await advance(batch.id, [
        { line: { batchId: batch.id, number: 1, submittedBy: 'usr_ada' }, refusal: 'WALLET_FROZEN' },
      ]);
      wait(LEASES_MS);
      expect(await again()).toBe(0);
      expect(await adapter.payouts.byId(batch.id)).toMatchObject({ status: 'COMPLETED', failed: 1, failedMinor: 100n });
    });

    test('is not refused once somebody has begun a line, and no line is begun once it was refused', async () => {
      wait(LEASES_MS);
      const { batch } = await submitted(2);
      const [first, second] = (await lease()).filter(({ batchId }) => batchId === batch.id);
      if (!first || !second) throw new Error('a line is missing');
      const begin = (line: DueLine) => recorded({ type: 'PAYOUT', parentId: batch.id }, callOfLine(line));
      const { transaction } = await begin(first);
      await moved(transaction, succeeded());
      const refusal = 'WALLET_FROZEN' as const;
      await advance(batch.id, [
        { line: first, refusal },
        { line: second, refusal },
      ]);
      expect(await adapter.payouts.byId(batch.id)).toMatchObject({ succeeded: 1, failed: 1, status: 'COMPLETED' });
      expect((await begin(second)).outcome).toBe('KEY_TAKEN');
    });

    test('was paid what somebody paid who was slower than their lease, whoever refused it meanwhile', async () => {
      wait(LEASES_MS);
      const { batch } = await submitted(1);
      const [line] = (await lease()).filter(({ batchId }) => batchId === batch.id);
      if (!line) throw new Error('nothing is due');
      await advance(batch.id, [{ line, refusal: 'WALLET_FROZEN' }]);
      const paid = await begun(line);
      await moved(paid, succeeded());
      await advance(batch.id, [{ line, transactionId: paid.id }]);
      await advance(batch.id, [{ line, refusal: 'WALLET_FROZEN' }]);
      expect(await adapter.payouts.byId(batch.id)).toMatchObject({ succeeded: 1, failed: 0, succeededMinor: 100n });
    });

    test('stands where its lines stand, tells what is news, and is done with the last of them', async () => {
      const { batch } = await submitted();
      const lines = (await lease()).filter(({ batchId }) => batchId === batch.id);
      const [first, second, third] = await Promise.all(lines.map(begun));
      if (!first || !second || !third) throw new Error('a line is missing');
      const outcomes = [first, second, third].map(({ id }, index) => ({
        line: { batchId: batch.id, number: index + 1, submittedBy: 'usr_ada' },
        transactionId: id,
      }));
      await advance(batch.id, outcomes);
      const counted = { succeeded: 0, failed: 0, inReview: 0 };
      expect(await adapter.payouts.byId(batch.id)).toMatchObject({ ...counted, status: 'PROCESSING' });
      await moved(first, succeeded());
      const reviewed = await moved(second, { status: 'IN_REVIEW', step: 'AWAIT_REVIEW' });
      await moved(third, failed);
      await advance(batch.id);
      await advance(batch.id);
      const progress = { succeeded: 1, failed: 1, inReview: 1, succeededMinor: 100n, failedMinor: 100n };
      expect(await adapter.payouts.byId(batch.id)).toMatchObject({ ...progress, status: 'PROCESSING' });
      // What was certain stays.
      await advance(batch.id, [
        { line: { batchId: batch.id, number: 1, submittedBy: 'usr_ada' }, refusal: 'WALLET_FROZEN' },
      ]);
      expect(await adapter.payouts.byId(batch.id)).toMatchObject(progress);

      wait(1_000);
      await adapter.payouts.leaseBatches(now(), 100);
      expect(await adapter.payouts.leaseBatches(now(), 100)).not.toContain(batch.id);
      const processing = await moved(reviewed, { status: 'PROCESSING', step: 'POST' });
      // It is looked at as soon as a line that others take further is there.
      expect(await adapter.payouts.leaseBatches(now(), 100)).toContain(batch.id);
      await moved(processing, succeeded());
      await advance(batch.id);
      await advance(batch.id);
      const done = { status: 'COMPLETED', completedAt: now(), succeeded: 2, inReview: 0 };
      expect(await adapter.payouts.byId(batch.id)).toMatchObject(done);
      const progressed = ['payout.progressed', 'payout.progressed'];
      expect(await adapter.facts(batch.id)).toEqual(['payout.submitted', ...progressed, 'payout.completed']);
    });
  });

  describe('a schedule', () => {
    const scheduled = async (given: Partial<ScheduleRow> = {}) => {
      const schedule: ScheduleRow = {
        ...{ id: newId('sch'), status: 'ACTIVE', ownerId: 'usr_ada', requestId: 'req_1', ip: null },
        ...{ sourceWalletId: 'wal_a', destinationWalletId: 'wal_b', currency: 'USD', minor: 100n, description: null },
        ...{ metadata: null, startAt: now(), rrule: 'FREQ=HOURLY', timeZone: 'UTC', endsAt: null, nextRunAt: now() },
        ...{ lastRunAt: null, createdAt: now(), ...given },
      };
      const intent = { actor: ada, call: callOf(), inputHash: 'hash', schedule };
      expect(await adapter.schedules.record(intent)).toBe(true);
      return { schedule, intent };
    };
    const { byId, claimDue, cancel, record, settle } = {
      byId: (id: string) => adapter.schedules.byId(id),
      claimDue: () => adapter.schedules.claimDue(now(), 100),
      cancel: (id: string) => adapter.schedules.cancel(ada, id),
      record: (intent: Parameters<typeof adapter.schedules.record>[0]) => adapter.schedules.record(intent),
      settle: (outcomes: Parameters<typeof adapter.schedules.settle>[0]) => adapter.schedules.settle(outcomes, now()),
    };
    const leaseOf = async ({ id }: ScheduleRow) =>
      (await adapter.schedules.leaseRuns(now(), 1_000)).filter(({ schedule }) => schedule.id === id);

    test('is recorded once for a key, and ends once', async () => {
      const { schedule, intent } = await scheduled();
      const other = { ...intent, schedule: { ...schedule, id: newId('sch') } };
      expect(await record(other)).toBe(false);
      expect(await byId(other.schedule.id)).toBeUndefined();
      expect(await byId(schedule.id)).toEqual({ ...schedule, failures: 0 });
      await cancel(schedule.id);
      await cancel(schedule.id);
      expect(await byId(schedule.id)).toMatchObject({ status: 'CANCELED', nextRunAt: null });
      expect(await adapter.facts(schedule.id)).toEqual(['schedule.created', 'schedule.canceled']);
      await claimDue();
      expect(await leaseOf(schedule)).toEqual([]);
    });

    test('has each occurrence written down once, one in a round, and is completed with the last', async () => {
      const startAt = now();
      const { schedule } = await scheduled({ endsAt: new Date(startAt.getTime() + 2 * HOUR_MS) });
      wait(10 * HOUR_MS);
      for (let round = 0; round < 5; round++) await Promise.all([claimDue(), claimDue()]);
      const runs = await leaseOf(schedule);
      const hours = runs.map(({ occursAt }) => (occursAt.getTime() - startAt.getTime()) / HOUR_MS);
      expect(hours.toSorted()).toEqual([0, 1, 2]);
      expect(await byId(schedule.id)).toMatchObject({ status: 'COMPLETED', nextRunAt: null, failures: 0 });
      expect(await adapter.facts(schedule.id)).toEqual(['schedule.created', 'schedule.completed']);
      expect(await claimDue()).toBe(0);
    });

    test('has occurrences that one worker begins, until it is known what became of them', async () => {
      const { schedule } = await scheduled({ rrule: null });
      await claimDue();
      const [one, other] = await Promise.all([leaseOf(schedule), leaseOf(schedule)]);
      const [run] = [...(one ?? []), ...(other ?? [])];
      if (!run) throw new Error('nothing is due');
      expect([one?.length, other?.length].toSorted()).toEqual([0, 1]);
      await settle([{ run, error: 'gone' }]);
      wait(19_999);
      expect(await leaseOf(schedule)).toEqual([]);
      wait(1);
      expect(await leaseOf(schedule)).toHaveLength(1);
      await settle([{ run, refusal: 'WALLET_FROZEN' }]);
      await settle([{ run, refusal: 'WALLET_CLOSED' }]);
      wait(LEASES_MS);
      expect(await leaseOf(schedule)).toEqual([]);
      expect(await byId(schedule.id)).toMatchObject({ failures: 1 });
      const told = ['schedule.created', 'schedule.completed', 'schedule.run_refused'];
      expect(await adapter.facts(schedule.id)).toEqual(told);
    });

    test('is not refused once somebody has made an occurrence, and none is made once it was refused', async () => {
      for (const isMade of [true, false]) {
        const { schedule } = await scheduled({ rrule: null });
        await claimDue();
        const [run] = await leaseOf(schedule);
        if (!run) throw new Error('nothing is due');
        const make = () => recorded({ parentId: schedule.id }, callOfRun(run));
        if (isMade) await make();
        await settle([{ run, refusal: 'WALLET_FROZEN' }]);
        expect(await byId(schedule.id)).toMatchObject({ failures: isMade ? 0 : 1 });
        expect((await make()).outcome).toBe('KEY_TAKEN');
      }
    });

    test('made what somebody made who was slower than their lease, whoever refused it meanwhile', async () => {
      const { schedule } = await scheduled({ rrule: null });
      await claimDue();
      const [run] = await leaseOf(schedule);
      if (!run) throw new Error('nothing is due');
      await settle([{ run, refusal: 'WALLET_FROZEN' }]);
      expect(await byId(schedule.id)).toMatchObject({ failures: 1 });
      const { transaction } = await recorded({ parentId: schedule.id });
      await settle([{ run, transactionId: transaction.id }]);
      await settle([{ run, refusal: 'WALLET_FROZEN' }]);
      expect(await byId(schedule.id)).toMatchObject({ failures: 0 });
    });

    test('of which the last ten have failed is ended, whatever came before', async () => {
      const { schedule } = await scheduled();
      const failures = [false, ...Array<boolean>(10).fill(true)];
      for (const isFailure of failures) {
        await claimDue();
        const [run] = await leaseOf(schedule);
        if (!run) throw new Error('nothing is due');
        const { transaction } = await recorded({ parentId: schedule.id });
        await moved(transaction, isFailure ? failed : succeeded());
        await settle([{ run, transactionId: transaction.id }]);
        expect(await byId(schedule.id)).toMatchObject({ status: 'ACTIVE' });
        wait(HOUR_MS);
      }
      await claimDue();
      expect(await byId(schedule.id)).toMatchObject({ status: 'CANCELED', nextRunAt: null, failures: 10 });
      expect(await leaseOf(schedule)).toEqual([]);
      expect(await adapter.facts(schedule.id)).toEqual(['schedule.created', 'schedule.canceled']);
    });
  });
});
