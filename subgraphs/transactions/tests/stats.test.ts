import { consumeOnce, memoryBus } from '@paygraph/events';
import { person } from '@paygraph/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { moveMoney } from '../src/move-money.ts';
import { parseTransfer } from '../src/request.ts';
import { countEvents, readStats, rebuildStats, STATS_CONSUMER } from '../src/statistics/stats-store.ts';
import { TRANSACTION_EVENTS } from '../src/transaction-fact.ts';
import { mountTransactions } from './mounted-transactions.ts';

const ada = person('usr_ada');
const RANGE = { from: new Date('2020-01-01T00:00:00Z'), to: new Date('2100-01-01T00:00:00Z') };
const TRANSFERS = 30;

let world: Awaited<ReturnType<typeof mountTransactions>>;
beforeAll(async () => {
  world = await mountTransactions();
  for (const [id, ownerId] of [['wal_a', 'usr_ada'] as const, ['wal_b', 'usr_bob'] as const]) {
    const wallet = { id, ownerId, currency: 'USD', type: 'PERSONAL', status: 'ACTIVE', limited: false } as const;
    world.wallets.set(id, wallet);
  }
  world.books.fund('wal_a', 2_000n);
  // Twenty of them can be paid for.
  for (let count = 0; count < TRANSFERS; count++) {
    const amount = { amount: '1.00', currency: 'USD' };
    const input = { fromWalletId: 'wal_a', toWalletId: 'wal_b', amount, idempotencyKey: `stats_${count}` };
    const request = parseTransfer(input);
    if (typeof request !== 'string') await moveMoney(world.deps, ada, request);
  }
});
afterAll(() => world[Symbol.asyncDispose]());

const year = () => readStats(world.database, { ...RANGE, bucket: 'MONTH', currency: 'USD' });
const EXPECTED = [{ created: TRANSFERS, succeeded: 20, failed: 10, canceled: 0, volumeMinor: 2_000n }];

/** Plays the outbox to a consumer as the relay does, and some of it twice. */
async function consume() {
  await using bus = Object.assign(memoryBus(), { [Symbol.asyncDispose]: async () => bus.close() });
  const { database } = world;
  await consumeOnce({
    ...{ database, bus, consumer: STATS_CONSUMER, sources: ['transactions'], types: TRANSACTION_EVENTS },
    ...{ idempotent: true, handle: countEvents },
    onError(error) {
      throw error;
    },
  });
  const { rows } = await database.query<{ id: string; type: string; subject: string; time: Date; data: unknown }>(
    'select id, type, subject, time, data from outbox order by xid, seq',
  );
  const events = rows.map((row) => ({ ...row, source: 'transactions', time: row.time.toISOString(), cursor: 'none' }));
  await bus.publish('transactions', events);
  await bus.publish('transactions', events.slice(0, 7));
}

/** Whether all of the outbox may be read: whatever else runs on the server holds back how far that is. */
async function isReadable(): Promise<boolean> {
  const { rows } = await world.database.query<{ readable: boolean }>(
    'select max(xid) < pg_snapshot_xmin(pg_current_snapshot()) readable from outbox',
  );
  return rows[0]?.readable ?? false;
}

describe('statistics', () => {
  test('can be made anew from the outbox, and events that come afterwards are not counted again', async () => {
    await expect.poll(isReadable, { timeout: 30_000 }).toBe(true);
    expect(await rebuildStats(world.database)).toBe(2 * TRANSFERS);
    expect(await year()).toMatchObject(EXPECTED);
    await consume();
    expect(await year()).toMatchObject(EXPECTED);
  });

  test('are what the events add up to, however often they come', async () => {
    await world.database.query('truncate transaction_stats, settlement_times, inbox');
    await consume();
    expect(await year()).toMatchObject(EXPECTED);
    const [row] = await year();
    expect(Object.values(row?.bins ?? {}).reduce((sum, count) => sum + count, 0)).toBe(20);
  });

  test('leave out other currencies and other times', async () => {
    expect(await readStats(world.database, { ...RANGE, bucket: 'DAY', currency: 'EUR' })).toEqual([]);
    const before = { from: RANGE.from, to: new Date('2021-01-01T00:00:00Z') };
    expect(await readStats(world.database, { ...before, bucket: 'DAY', currency: null })).toEqual([]);
  });
});
