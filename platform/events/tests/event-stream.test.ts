import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@paygraph/postgres';
import { type ResumableStream, SlowConsumer } from '@paygraph/stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { EventBus } from '../src/bus.ts';
import type { DomainEvent } from '../src/event.ts';
import { eventStream, InvalidCursor, type StreamRequest } from '../src/event-stream.ts';
import { memoryBus } from '../src/memory-bus.ts';
import { type Relay, startRelay } from '../src/relay.ts';
import { commitFacts, eventDatabase, openTransaction } from './event-database.ts';

let database: Database;
let bus: EventBus;
let relay: Relay;
let tails: number;

beforeAll(async () => {
  database = await eventDatabase('streams');
});
afterAll(() => database.close());
beforeEach(() => {
  const memory = memoryBus();
  tails = 0;
  bus = {
    ...memory,
    async tail(source, listener) {
      const tail = await memory.tail(source, listener);
      tails++;
      return {
        async stop() {
          tails--;
          await tail.stop();
        },
      };
    },
  };
  relay = startRelay({ database, bus, source: 'wallets', onError: expect.unreachable as never });
});
afterEach(async () => {
  await relay.stop();
  await bus.close();
  await database.query('truncate outbox, relay_position');
});

type Stream = ResumableStream<DomainEvent>;
const open = (request: Partial<StreamRequest> = {}): Promise<Stream> =>
  eventStream({ database, bus, source: 'wallets', types: ['wallet.opened'], match: () => true, ...request });
const commit = async (...subjects: string[]) => {
  await commitFacts(database, ...subjects);
  relay.kick();
};
const take = async (stream: Stream, count: number): Promise<DomainEvent[]> => {
  const events: DomainEvent[] = [];
  while (events.length < count) {
    const { done, value } = await stream.next();
    if (done) break;
    events.push(value);
  }
  return events;
};
const subjectsOf = (events: readonly DomainEvent[]) => events.map(({ subject }) => subject);
const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index));
/** Resolves when the relay has published everything. */
const published = () =>
  vi.waitFor(async () => {
    const { rows } = await database.query<{ latest: boolean }>(
      'select (xid, seq) = (select xid, seq from relay_position) latest from outbox order by xid desc, seq desc limit 1',
    );
    expect(rows).toEqual([{ latest: true }]);
  }, 5_000);

describe('a stream without a cursor', () => {
  test('starts now', async () => {
    await commit('before');
    await published();
    const stream = await open();
    await commit('a', 'b');
    expect(subjectsOf(await take(stream, 2))).toEqual(['a', 'b']);
    await stream.return?.();
  });

  test('says where it starts, and who comes back from there misses nothing that was committed since', async () => {
    await commit('before');
    const slow = await openTransaction(database, 'slow');
    const stream = await open();
    await slow.commit();
    await commit('since');
    await published();
    // It went away before anything reached it.
    await stream.return?.();
    const resumed = await open({ after: stream.startsAfter });
    expect(subjectsOf(await take(resumed, 2))).toEqual(['slow', 'since']);
    expect(resumed.startsAfter).toBe(stream.startsAfter);
    await resumed.return?.();
  });

  test('brings only types that are wanted and events that match', async () => {
    const stream = await open({ match: ({ subject }) => subject !== 'theirs' });
    const others = await open({ types: ['wallet.closed'] });
    await commit('theirs', 'mine');
    expect(subjectsOf(await take(stream, 1))).toEqual(['mine']);
    const waiting = others.next();
    await others.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
    await stream.return?.();
  });
});

describe('a stream after a cursor', () => {
  test('begins with exactly what was missed, page by page, and goes on live', async () => {
    const first = await open();
    await commit('seen');
    const [seen] = await take(first, 1);
    await first.return?.();
    const missed = numbers(950);
    await commit(...missed);
    await published();

    const stream = await open({ after: seen?.cursor });
    expect(subjectsOf(await take(stream, 950))).toEqual(missed);
    await commit('live');
    expect(subjectsOf(await take(stream, 1))).toEqual(['live']);
    await stream.return?.();
  });

  test('brings in their order what was committed out of the order it was written in', async () => {
    const first = await open();
    await commit('seen');
    const [seen] = await take(first, 1);
    await first.return?.();
    const slow = await openTransaction(database, 'slow');
    await commit('fast');
    const stream = await open({ after: seen?.cursor });
    const events = take(stream, 2);
    await sleep(50);
    await slow.commit();
    relay.kick();
    expect(subjectsOf(await events)).toEqual(['slow', 'fast']);
    await stream.return?.();
  });

  test('has no gap and nothing twice while writers go on, however often it is resumed', async () => {
    const origin = await open();
    await commit('origin');
    const [first] = await take(origin, 1);
    await origin.return?.();
    const total = 4 * 40 * 3;

    const write = async () => {
      for (let round = 0; round < 40; round++) {
        await commit('x', 'y', 'z');
        await sleep(Math.random() * 10);
      }
    };
    const read = async () => {
      const received: DomainEvent[] = [];
      while (received.length < total) {
        await sleep(Math.random() * 40);
        const stream = await open({ after: (received.at(-1) ?? first)?.cursor });
        received.push(...(await take(stream, Math.min(total - received.length, 1 + Math.floor(Math.random() * 90)))));
        await stream.return?.();
      }
      return received;
    };
    const [, , , , ...readers] = await Promise.all([write(), write(), write(), write(), read(), read(), read()]);

    const { rows } = await database.query<{ id: string }>('select id from outbox order by xid, seq offset 1');
    for (const received of readers) expect(received.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    expect(tails).toBe(0);
  });

  test.each(['', 'nonsense', Buffer.from('1').toString('base64url'), Buffer.from('-1.2').toString('base64url')])(
    'is refused when %j is no cursor',
    async (after) => {
      await expect(open({ after })).rejects.toThrow(InvalidCursor);
      expect(tails).toBe(0);
    },
  );

  test('waits for its reader rather than cutting it off, however much was missed', async () => {
    const first = await open();
    await commit('seen');
    const [seen] = await take(first, 1);
    await first.return?.();
    const missed = numbers(2_500);
    await commit(...missed);
    await published();
    const stream = await open({ after: seen?.cursor });
    await sleep(100);
    // While it still catches up, more comes than would be held at once.
    await commit(...numbers(1_500));
    await published();
    expect(subjectsOf(await take(stream, 4_000))).toEqual([...missed, ...numbers(1_500)]);
    await stream.return?.();
  });
});

describe('a stream ends', () => {
  test('at once when its reader leaves, also while nothing happens, and stops listening', async () => {
    const stream = await open();
    expect(tails).toBe(1);
    const waiting = stream.next();
    await stream.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(tails).toBe(0);
  });

  test('reading the outbox when its reader leaves in the middle of it', async () => {
    const first = await open();
    await commit('seen');
    const [seen] = await take(first, 1);
    await first.return?.();
    await commit(...numbers(2_000));
    await published();
    const match = vi.fn(() => true);
    const stream = await open({ after: seen?.cursor, match });
    await take(stream, 1);
    await stream.return?.();
    await sleep(200);
    expect(match.mock.calls.length).toBeLessThan(1_000);
    expect(tails).toBe(0);
  });

  test('with SlowConsumer when its reader lets a thousand events wait', async () => {
    const stream = await open();
    await commit(...numbers(1_001));
    await published();
    expect(await take(stream, 1_000)).toHaveLength(1_000);
    await expect(stream.next()).rejects.toThrow(SlowConsumer);
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    expect(tails).toBe(0);
  });
});
