import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@paygraph/postgres';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { EventBus } from '../src/bus.ts';
import type { DomainEvent } from '../src/event.ts';
import { memoryBus } from '../src/memory-bus.ts';
import { eventsBySubject } from '../src/outbox.ts';
import { createPublisher, startPublisher } from '../src/publisher.ts';
import { startRelay } from '../src/relay.ts';
import { ADA, commitFacts, eventDatabase, NOW, opened, openTransaction } from './event-database.ts';

const ROUNDS = 20;
/** As the relay has it. */
const POLL_INTERVAL_MS = 250;
const QUIET_MS = 400;

let database: Database;
let bus: EventBus;
let published: DomainEvent[];
let running: { stop(): Promise<void> }[];
const faults: unknown[] = [];

beforeEach(async () => {
  database = await eventDatabase('relay');
  bus = memoryBus();
  published = [];
  running = [];
  faults.length = 0;
  await bus.tail('wallets', (event) => void published.push(event));
});
afterEach(async () => {
  await Promise.all(running.map((each) => each.stop()));
  await bus.close();
  await database.close();
});

const depsOf = (change: Partial<Parameters<typeof startRelay>[0]> = {}) => ({
  database,
  bus,
  source: 'wallets',
  onError: (error: unknown) => void faults.push(error),
  ...change,
});
const relay = (change?: Parameters<typeof depsOf>[0]) => {
  const started = startRelay(depsOf(change));
  running.push(started);
  return started;
};
const subjects = () => published.map(({ subject }) => subject);
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 5 });

describe('the relay', () => {
  test('publishes a fact as an event that says what happened, to what, by whom and in which request', async () => {
    relay();
    await commitFacts(database, 'wal_1');
    await eventually(() => expect(published).toHaveLength(1));
    expect(published[0]).toEqual({
      id: expect.stringMatching(/^evt_/),
      type: 'wallet.opened',
      source: 'wallets',
      subject: 'wal_1',
      time: NOW.toISOString(),
      data: opened('wal_1').data,
      actor: { kind: 'user', id: 'usr_ada', requestId: 'req_1' },
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      cursor: expect.any(String),
    });
  });

  test('holds back what was committed while an older transaction is still open, and skips nothing', async () => {
    relay();
    const slow = await openTransaction(database, 'a1', 'a2');
    await commitFacts(database, 'b');
    await sleep(QUIET_MS);
    expect(subjects()).toEqual([]);
    await slow.commit();
    await eventually(() => expect(subjects()).toEqual(['a1', 'a2', 'b']));
  });

  test('publishes nothing of a transaction that was rolled back, and no longer waits for it', async () => {
    relay();
    const failing = await openTransaction(database, 'a');
    await commitFacts(database, 'b');
    await failing.rollback();
    await eventually(() => expect(subjects()).toEqual(['b']));
  });

  test('publishes on a kick rather than at the next poll, and without one at the next poll', async () => {
    const kicked = relay();
    const expected: string[] = [];
    const started = performance.now();
    for (let round = 0; round < ROUNDS; round++) {
      expected.push(`kicked ${round}`);
      await commitFacts(database, `kicked ${round}`);
      kicked.kick();
      await eventually(() => expect(subjects()).toEqual(expected));
    }
    // Polls alone would have taken as many intervals.
    expect(performance.now() - started).toBeLessThan(ROUNDS * POLL_INTERVAL_MS);

    await commitFacts(database, 'polled');
    await eventually(() => expect(subjects()).toEqual([...expected, 'polled']));
  });

  test('publishes batch after batch when much has gathered', async () => {
    const many = Array.from({ length: 1_200 }, (_, index) => String(index));
    await commitFacts(database, ...many);
    relay();
    await eventually(() => expect(published).toHaveLength(1_200));
    expect(subjects()).toEqual(many);
  });

  test('publishes again what a crash kept it from remembering, and goes on', async () => {
    await commitFacts(database, 'a');
    // Published, and then gone before the position was saved.
    const crashing = relay({
      bus: {
        ...bus,
        async publish(source, events) {
          await bus.publish(source, events);
          throw new Error('crashed');
        },
      },
    });
    await eventually(() => expect(subjects()).toContain('a'));
    await crashing.stop();
    await commitFacts(database, 'b');
    relay();
    await eventually(() => expect(subjects()).toContain('b'));
    expect(subjects().slice(-2)).toEqual(['a', 'b']);
    expect(new Set(published.map(({ id }) => id)).size).toBe(2);
  });

  test('tries again when the bus is away, and tells of it', async () => {
    let away = true;
    relay({
      bus: {
        ...bus,
        publish: (source, events) => (away ? Promise.reject(new Error('away')) : bus.publish(source, events)),
      },
    });
    await commitFacts(database, 'a');
    await eventually(() => expect(faults.length).toBeGreaterThan(0));
    expect(subjects()).toEqual([]);
    away = false;
    await eventually(() => expect(subjects()).toEqual(['a']));
  });

  test('of several replicas publishes everything in one order, each event once', async () => {
    const replicas = [relay(), relay(), relay()];
    const written = await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        await commitFacts(database, String(index));
        replicas[index % 3]?.kick();
        return String(index);
      }),
    );
    await eventually(() => expect(published).toHaveLength(60));
    expect(subjects().sort()).toEqual(written.sort());
    const { rows } = await database.query<{ id: string }>('select id from outbox order by xid, seq');
    expect(published.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
  });

  test('gives its turn to another replica when it stops', async () => {
    const first = relay();
    await commitFacts(database, 'a');
    await eventually(() => expect(subjects()).toEqual(['a']));
    relay();
    await first.stop();
    await commitFacts(database, 'b');
    await eventually(() => expect(subjects()).toEqual(['a', 'b']));
  });
});

describe('a publisher', () => {
  test('commits state and facts together and has them published at once', async () => {
    const publisher = startPublisher({ ...depsOf(), now: () => NOW });
    running.push(publisher);
    const result = await publisher.commit(ADA, async () => ({ result: 7, facts: [opened('wal_1')] }));
    expect(result).toBe(7);
    await eventually(() => expect(subjects()).toEqual(['wal_1']));
  });

  test('writes neither when the write throws or a fact breaks its contract', async () => {
    const publisher = startPublisher({ ...depsOf(), now: () => NOW });
    running.push(publisher);
    const failing = publisher.commit(ADA, async () => {
      throw new Error('declined');
    });
    await expect(failing).rejects.toThrow('declined');
    const broken = publisher.commit(ADA, async () => ({
      result: undefined,
      facts: [opened('wal_1'), { ...opened('wal_2'), data: { walletId: 'wal_2' } as never }],
    }));
    await expect(broken).rejects.toThrow();
    expect((await database.query('select from outbox')).rowCount).toBe(0);
  });

  test('publishes nothing before its relay begins', async () => {
    const publisher = createPublisher({ ...depsOf(), now: () => NOW });
    running.push(publisher);
    await publisher.commit(ADA, async () => ({ result: undefined, facts: [opened('wal_1')] }));
    publisher.kick();
    await sleep(QUIET_MS);
    expect(subjects()).toEqual([]);
    publisher.startRelay();
    await eventually(() => expect(subjects()).toEqual(['wal_1']));
  });
});

test('the history of subjects is read from the outbox, oldest first', async () => {
  await commitFacts(database, 'a', 'b');
  await commitFacts(database, 'a', 'c');
  const history = await eventsBySubject(database, 'wallets', ['a', 'c', 'nobody'], ['wallet.opened']);
  expect([...history.keys()].sort()).toEqual(['a', 'c']);
  expect(history.get('a')).toHaveLength(2);
  expect(await eventsBySubject(database, 'wallets', ['a'], ['wallet.closed'])).toEqual(new Map());
});
