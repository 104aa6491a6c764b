import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '@paygraph/identity';
import { testRedisUrl } from '@paygraph/testing';
import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { CONSUMED_MAX, type EventBus, type EventHandler, REDELIVERY_DELAY_MS } from './bus.ts';
import { type DomainEvent, formatCursor } from './event.ts';
import { memoryBus } from './memory-bus.ts';
import { redisBus } from './redis-bus.ts';

const redisUrl = await testRedisUrl();
const newBus = {
  memory: async () => memoryBus(),
  redis: async () => redisBus(redisUrl ?? '', () => {}),
};
/** Long enough for what must not happen to happen. */
const QUIET_MS = 100;

const unique = (name: string) => `${name}-${randomUUID()}`;

let seq = 0n;
const eventOf = (source: string, subject: string): DomainEvent => ({
  id: newId('evt'),
  type: 'wallet.opened',
  source,
  subject,
  time: '2026-03-01T12:00:00.000Z',
  data: { name: 'Everyday', amounts: ['1.00'] },
  actor: { kind: 'user', id: 'usr_1', requestId: 'req_1' },
  cursor: formatCursor({ xid: 1n, seq: ++seq }),
});
const eventsOf = (source: string, ...subjects: string[]) => subjects.map((subject) => eventOf(source, subject));

/** A handler that keeps the subjects of what it handled: all of a batch, or none of it. */
const recorder = (handle: (event: DomainEvent) => Promise<unknown> = async () => {}) => {
  const subjects: string[] = [];
  const handler: EventHandler = async (events) => {
    for (const event of events) await handle(event);
    subjects.push(...events.map(({ subject }) => subject));
  };
  return { subjects, handler, listener: (event: DomainEvent) => void subjects.push(event.subject) };
};

const eventually = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 10 });

describe.each(redisUrl ? (['memory', 'redis'] as const) : (['memory'] as const))('the %s bus', (driver) => {
  let bus: EventBus;
  beforeAll(async () => {
    bus = await newBus[driver]();
  });
  afterAll(() => bus.close());

  /** A consumer that leaves when its test is over. */
  const consume = async (group: string, sources: string[], handler: EventHandler) => {
    const subscription = await bus.consume(group, sources, handler);
    onTestFinished(() => subscription.stop());
    return subscription;
  };
  const tail = async (source: string, listener: (event: DomainEvent) => void) => {
    const subscription = await bus.tail(source, listener);
    onTestFinished(() => subscription.stop());
    return subscription;
  };

  test('takes events of a source nobody consumes', async () => {
    const source = unique('source');
    await bus.publish(source, eventsOf(source, 'a'));
  });

  test('gives a consumer every event of its sources as it was published, in order, and no other', async () => {
    const [wallets, users, other] = [unique('wallets'), unique('users'), unique('other')];
    const received: DomainEvent[] = [];
    await consume(unique('group'), [wallets, users], async (events) => void received.push(...events));
    const events = eventsOf(wallets, ...Array.from({ length: 250 }, (_, index) => String(index)));
    const others = eventsOf(users, 'a', 'b', 'c');

    await Promise.all([
      bus.publish(other, eventsOf(other, 'x')),
      bus.publish(wallets, events.slice(0, 120)).then(() => bus.publish(wallets, events.slice(120))),
      bus.publish(users, others),
    ]);

    await eventually(() => expect(received).toHaveLength(253));
    expect(received.filter(({ source }) => source === wallets)).toEqual(events);
    expect(received.filter(({ source }) => source === users)).toEqual(others);
  });

  test('gives a batch again until its handler resolves, and keeps those behind it waiting', async () => {
    const source = unique('source');
    let failures = 2;
    const { subjects, handler } = recorder(async ({ subject }) => {
      if (subject === 'b' && failures-- > 0) throw new Error('not now');
    });
    await consume(unique('group'), [source], handler);
    await bus.publish(source, eventsOf(source, 'a', 'b', 'c'));
    await eventually(() => expect(subjects).toEqual(['a', 'b', 'c']));
    expect(failures).toBe(-1);
  });

  test('has the members of a group share the work, each event handled once and in order', async () => {
    const source = unique('source');
    const group = unique('group');
    const { subjects, handler } = recorder(() => sleep(Math.random() * 2));
    await consume(group, [source], handler);
    await consume(group, [source], handler);
    const expected = Array.from({ length: 200 }, (_, index) => String(index));
    for (let from = 0; from < 200; from += 20)
      await bus.publish(source, eventsOf(source, ...expected.slice(from, from + 20)));
    await eventually(() => expect(subjects.length).toBeGreaterThanOrEqual(200));
    await sleep(QUIET_MS);
    expect(subjects).toEqual(expected);
  });

  test('goes on with another member when one leaves', async () => {
    const source = unique('source');
    const group = unique('group');
    const [first, second] = [recorder(), recorder()];
    const leaving = await consume(group, [source], first.handler);
    await consume(group, [source], second.handler);
    await bus.publish(source, eventsOf(source, 'a'));
    await eventually(() => expect(first.subjects).toEqual(['a']));
    await leaving.stop();
    await bus.publish(source, eventsOf(source, 'b', 'c'));
    await eventually(() => expect(second.subjects).toEqual(['b', 'c']));
    expect(first.subjects).toEqual(['a']);
  });

  test('never gives more at once than a consumer can take', async () => {
    const source = unique('source');
    const sizes: number[] = [];
    await consume(unique('group'), [source], async (events) => void sizes.push(events.length));
    await bus.publish(source, eventsOf(source, ...Array.from({ length: CONSUMED_MAX + 50 }, (_, index) => `${index}`)));
    await eventually(() => expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(CONSUMED_MAX + 50));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(CONSUMED_MAX);
  });

  test('gives every group all events', async () => {
    const source = unique('source');
    const [one, other] = [recorder(), recorder()];
    await consume(unique('one'), [source], one.handler);
    await consume(unique('other'), [source], other.handler);
    await bus.publish(source, eventsOf(source, 'a', 'b'));
    await eventually(() => {
      expect(one.subjects).toEqual(['a', 'b']);
      expect(other.subjects).toEqual(['a', 'b']);
    });
  });

  test('does not let a group that fails hold up another', async () => {
    const source = unique('source');
    const { subjects, handler } = recorder();
    const failing = await consume(unique('failing'), [source], async () => {
      throw new Error('broken');
    });
    await consume(unique('healthy'), [source], handler);
    const published = bus.publish(source, eventsOf(source, 'a', 'b')).catch(() => undefined);
    await eventually(() => expect(subjects).toEqual(['a', 'b']));
    await failing.stop();
    await published;
  });

  test('waits on stop for the batch in hand, and hands over none after it', async () => {
    const source = unique('source');
    const hand = Promise.withResolvers<void>();
    const { subjects, handler } = recorder(() => hand.promise);
    const started = vi.fn(handler);
    const consumer = await consume(unique('group'), [source], started);
    // In memory the publisher learns that nobody handled the rest.
    const published = [bus.publish(source, eventsOf(source, 'a')).catch(() => undefined)];
    await eventually(() => expect(started).toHaveBeenCalledTimes(1));
    published.push(bus.publish(source, eventsOf(source, 'b')).catch(() => undefined));

    let stopped = false;
    const stopping = consumer.stop().then(() => {
      stopped = true;
    });
    await sleep(QUIET_MS);
    expect(stopped).toBe(false);
    hand.resolve();
    await stopping;
    await Promise.all(published);
    await sleep(QUIET_MS);
    expect(subjects).toEqual(['a']);
    expect(started).toHaveBeenCalledTimes(1);
  });

  test('tells a tail what is published while it listens, not before and not after', async () => {
    const source = unique('source');
    const { subjects, listener } = recorder();
    await bus.publish(source, eventsOf(source, 'before'));
    const listening = await tail(source, listener);
    await bus.publish(source, eventsOf(source, 'a', 'b'));
    await bus.publish(unique('other'), eventsOf(source, 'elsewhere'));
    await eventually(() => expect(subjects).toEqual(['a', 'b']));
    await listening.stop();
    await bus.publish(source, eventsOf(source, 'after'));
    await sleep(QUIET_MS);
    expect(subjects).toEqual(['a', 'b']);
  });

  test('tells every tail, and tells them soon', async () => {
    const source = unique('source');
    const [one, other] = [recorder(), recorder()];
    await tail(source, one.listener);
    await tail(source, other.listener);
    await sleep(QUIET_MS);
    const started = performance.now();
    await bus.publish(source, eventsOf(source, 'a'));
    await eventually(() => {
      expect(one.subjects).toEqual(['a']);
      expect(other.subjects).toEqual(['a']);
    });
    // Far less than a poll would take.
    expect(performance.now() - started).toBeLessThan(500);
  });

  test('ends everything on close, promptly', async () => {
    const closing = await newBus[driver]();
    const source = unique('source');
    const { subjects, listener } = recorder();
    const failing = vi.fn(async () => {
      throw new Error('broken');
    });
    await closing.consume(unique('group'), [source], failing);
    await closing.tail(source, listener);
    const published = closing.publish(source, eventsOf(source, 'a')).catch(() => undefined);
    await eventually(() => expect(failing).toHaveBeenCalled());
    await eventually(() => expect(subjects).toEqual(['a']));

    const started = performance.now();
    await closing.close();
    await published;
    expect(performance.now() - started).toBeLessThan(500);

    const calls = failing.mock.calls.length;
    await bus.publish(source, eventsOf(source, 'b'));
    await sleep(REDELIVERY_DELAY_MS + QUIET_MS);
    expect(failing).toHaveBeenCalledTimes(calls);
    expect(subjects).toEqual(['a']);
  });
});

test('the memory bus resolves when every consumer has handled the batch, for it remembers nothing', async () => {
  const bus = memoryBus();
  const source = unique('source');
  const hand = Promise.withResolvers<void>();
  await bus.consume('slow', [source], () => hand.promise);
  let resolved = false;
  const publishing = bus.publish(source, eventsOf(source, 'a')).then(() => {
    resolved = true;
  });
  await sleep(QUIET_MS);
  expect(resolved).toBe(false);
  hand.resolve();
  await publishing;
  await bus.close();
});

test('the memory bus rejects what a consumer that stopped did not handle', async () => {
  const bus = memoryBus();
  const source = unique('source');
  const consumer = await bus.consume('leaving', [source], async () => {
    throw new Error('not now');
  });
  const publishing = bus.publish(source, eventsOf(source, 'a'));
  const refused = expect(publishing).rejects.toThrow('leaving stopped');
  await consumer.stop();
  await refused;
  await bus.close();
});

describe.skipIf(!redisUrl)('over Redis', () => {
  const client = createClient({ url: redisUrl });
  let bus: EventBus;
  beforeAll(async () => {
    await client.connect();
    bus = await newBus.redis();
  });
  afterAll(async () => {
    await bus.close();
    client.destroy();
  });

  const streamOf = (source: string) => `paygraph:events:${source}`;
  const consume = async (group: string, source: string, handler: EventHandler, on = bus) => {
    const subscription = await on.consume(group, [source], handler);
    onTestFinished(() => subscription.stop());
    return subscription;
  };
  const pending = async (source: string, group: string) => (await client.xPending(streamOf(source), group)).pending;

  test('a consumer hears what was published before it existed, and while it was away', async () => {
    const source = unique('source');
    const group = unique('group');
    const { subjects, handler } = recorder();
    await bus.publish(source, eventsOf(source, 'a'));
    const consumer = await consume(group, source, handler);
    await eventually(() => expect(subjects).toEqual(['a']));
    await consumer.stop();
    await bus.publish(source, eventsOf(source, 'b'));
    await consume(group, source, handler);
    await eventually(() => expect(subjects).toEqual(['a', 'b']));
  });

  test('an entry that is no event is passed over', async () => {
    const source = unique('source');
    const group = unique('group');
    const { subjects, handler } = recorder();
    const tailed = recorder();
    await consume(group, source, handler);
    const tail = await bus.tail(source, tailed.listener);
    onTestFinished(() => tail.stop());
    await client.xAdd(streamOf(source), '*', { event: '{ "id": ' });
    await client.xAdd(streamOf(source), '*', { note: 'no event at all' });
    await bus.publish(source, eventsOf(source, 'a'));
    await eventually(() => expect(subjects).toEqual(['a']));
    await eventually(() => expect(tailed.subjects).toEqual(['a']));
    await eventually(async () => expect(await pending(source, group)).toBe(0));
  });

  test('an event that was in hand when its consumer stopped is not handed over again', async () => {
    const source = unique('source');
    const group = unique('group');
    const { subjects, handler } = recorder(() => sleep(QUIET_MS));
    const consumer = await consume(group, source, handler);
    await bus.publish(source, eventsOf(source, 'a'));
    await eventually(async () => expect(await pending(source, group)).toBe(1));
    await bus.publish(source, eventsOf(source, 'b'));
    await consumer.stop();
    expect(subjects).toEqual(['a']);
    await consume(group, source, handler);
    await eventually(() => expect(subjects).toEqual(['a', 'b']));
  });

  test('what a member that died left unfinished comes first, in order, as soon as its lease ends', async () => {
    const source = unique('source');
    const group = unique('group');
    // As a process leaves it that was killed: a lease that runs out, and events it never acknowledged.
    await bus.publish(source, eventsOf(source, 'a', 'b', 'dropped'));
    await client.xGroupCreate(streamOf(source), group, '0');
    await client.set(`${streamOf(source)}:${group}`, 'dead', { expiration: { type: 'PX', value: 300 } });
    await client.xReadGroup(group, 'reader', { key: streamOf(source), id: '>' });
    const newest = await client.xRevRange(streamOf(source), '+', '-', { COUNT: 1 });
    await client.xDel(streamOf(source), newest?.[0]?.id ?? '');
    await bus.publish(source, eventsOf(source, 'c'));

    const { subjects, handler } = recorder();
    await consume(group, source, handler);
    await sleep(QUIET_MS);
    expect(subjects).toEqual([]);
    await eventually(() => expect(subjects).toEqual(['a', 'b', 'c']));
    await eventually(async () => expect(await pending(source, group)).toBe(0));
  });

  test('a consumer and a tail go on after Redis cut their connections', async () => {
    const idsOfClients = async () => (await client.clientList()).map(({ id }) => id);
    const others = await idsOfClients();
    const cut = await newBus.redis();
    onTestFinished(() => cut.close());
    const source = unique('source');
    const { subjects, handler } = recorder();
    const tailed = recorder();
    await cut.consume(unique('group'), [source], handler);
    await cut.tail(source, tailed.listener);
    await cut.publish(source, eventsOf(source, 'a'));
    await eventually(() => expect(subjects).toEqual(['a']));

    const own = (await idsOfClients()).filter((id) => !others.includes(id));
    expect(own).toHaveLength(3);
    for (const id of own) await client.clientKill({ filter: 'ID', id });

    await vi.waitFor(() => cut.publish(source, eventsOf(source, 'b')), { timeout: 5_000 });
    await eventually(() => expect(subjects).toEqual(['a', 'b']));
    await eventually(() => expect(tailed.subjects).toEqual(['a', 'b']));
  });

  test('a consumer goes on after Redis lost everything', async () => {
    const source = unique('source');
    const group = unique('group');
    const { subjects, handler } = recorder();
    await consume(group, source, handler);
    await bus.publish(source, eventsOf(source, 'a'));
    await eventually(() => expect(subjects).toEqual(['a']));
    await client.del([streamOf(source), `${streamOf(source)}:${group}`]);
    await bus.publish(source, eventsOf(source, 'b'));
    await eventually(() => expect(subjects).toEqual(['a', 'b']));
  });

  test('members in two processes take turns', async () => {
    const source = unique('source');
    const group = unique('group');
    const other = await newBus.redis();
    onTestFinished(() => other.close());
    const { subjects, handler } = recorder(() => sleep(1));
    const first = await consume(group, source, handler);
    await consume(group, source, handler, other);
    const expected = Array.from({ length: 300 }, (_, index) => String(index));
    await bus.publish(source, eventsOf(source, ...expected.slice(0, 150)));
    await eventually(() => expect(subjects.length).toBeGreaterThan(20));
    await first.stop();
    await bus.publish(source, eventsOf(source, ...expected.slice(150)));
    await eventually(() => expect(subjects).toHaveLength(300));
    expect(subjects).toEqual(expected);
  });
});
