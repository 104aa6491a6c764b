import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '@paygraph/identity';
import type { Database, Tx } from '@paygraph/postgres';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { EventBus } from '../src/bus.ts';
import { type DomainEvent, formatCursor } from '../src/event.ts';
import { consumeOnce, type TypedEvent } from '../src/inbox.ts';
import { memoryBus } from '../src/memory-bus.ts';
import { startRelay } from '../src/relay.ts';
import { commitFacts, eventDatabase, opened } from './event-database.ts';

type Opened = TypedEvent<'wallet.opened'>;

let database: Database;
let bus: EventBus;
let errors: unknown[];

beforeAll(async () => {
  database = await eventDatabase('inbox');
  await database.query('create table greetings (wallet_id text not null)');
});
afterAll(() => database.close());
beforeEach(() => {
  bus = memoryBus();
  errors = [];
});
afterEach(async () => {
  await bus.close();
  await database.query('truncate greetings, inbox, dead_letters, outbox, relay_position');
});

const greet = async (tx: Tx, { data }: Opened) => {
  await tx.query('insert into greetings values ($1)', [data.walletId]);
};
type Handle = (tx: Tx, event: Opened) => Promise<void>;
const each = (handle: Handle) => async (tx: Tx, events: readonly Opened[]) => {
  for (const event of events) await handle(tx, event);
};
const consume = (handle: Handle, afterCommit?: (events: readonly Opened[]) => void) =>
  consumeOnce({
    database,
    bus,
    consumer: 'greeter',
    sources: ['wallets'],
    types: ['wallet.opened'],
    handle: each(handle),
    afterCommit,
    onError: (error) => void errors.push(error),
  });

const eventOf = (subject: string, change: Partial<DomainEvent> = {}): DomainEvent => ({
  id: newId('evt'),
  type: 'wallet.opened',
  source: 'wallets',
  subject,
  time: '2026-03-01T12:00:00.000Z',
  data: opened(subject).data,
  cursor: formatCursor({ xid: 1n, seq: 1n }),
  ...change,
});
const greeted = async () =>
  (await database.query<{ wallet_id: string }>('select wallet_id from greetings')).rows.map((row) => row.wallet_id);
const buried = async () =>
  (await database.query('select consumer, event_id, event, error, attempts from dead_letters')).rows;

test('an event that comes twice is handled once', async () => {
  const afterCommit = vi.fn();
  await consume(greet, afterCommit);
  const event = eventOf('wal_1');
  await bus.publish('wallets', [event, event]);
  await bus.publish('wallets', [event]);
  expect(await greeted()).toEqual(['wal_1']);
  expect(afterCommit).toHaveBeenCalledTimes(1);
});

test('events that come together are handled together, in order', async () => {
  const batches: string[][] = [];
  await consumeOnce({
    ...{ database, bus, consumer: 'greeter', sources: ['wallets'], types: ['wallet.opened'] },
    handle: async (_, events) => void batches.push(events.map(({ subject }) => subject)),
    onError: (error) => void errors.push(error),
  });
  await bus.publish(
    'wallets',
    ['wal_1', 'wal_2', 'wal_3'].map((id) => eventOf(id)),
  );
  expect(batches).toEqual([['wal_1', 'wal_2', 'wal_3']]);
});

test('an event two replicas are given at once is handled once', async () => {
  const handle = vi.fn(async (tx: Tx, event: Opened) => {
    await sleep(20);
    await greet(tx, event);
  });
  const other = memoryBus();
  await consume(handle);
  await consumeOnce({
    database,
    bus: other,
    consumer: 'greeter',
    sources: ['wallets'],
    types: ['wallet.opened'],
    handle: each(handle),
    onError: (error) => void errors.push(error),
  });
  const event = eventOf('wal_1');
  await Promise.all([bus.publish('wallets', [event]), other.publish('wallets', [event])]);
  await other.close();
  expect(handle).toHaveBeenCalledTimes(1);
  expect(await greeted()).toEqual(['wal_1']);
});

test('what a relay publishes again after a crash is handled once', async () => {
  await consume(greet);
  await commitFacts(database, 'wal_1');
  let crashes = 1;
  const publish: EventBus['publish'] = async (source, events) => {
    await bus.publish(source, events);
    if (crashes-- > 0) throw new Error('crashed');
  };
  const relay = startRelay({ database, bus: { ...bus, publish }, source: 'wallets', onError: () => {} });
  await vi.waitFor(() => expect(crashes).toBeLessThan(0), 5_000);
  await relay.stop();
  expect(await greeted()).toEqual(['wal_1']);
});

test('a handler that fails is tried again, and leaves nothing of the attempts that failed', async () => {
  let failures = 2;
  const afterCommit = vi.fn();
  await consume(async (tx, event) => {
    await greet(tx, event);
    if (failures-- > 0) throw new Error('not now');
  }, afterCommit);
  await bus.publish('wallets', [eventOf('wal_1')]);
  expect(await greeted()).toEqual(['wal_1']);
  expect(errors).toEqual([new Error('not now'), new Error('not now')]);
  expect(afterCommit).toHaveBeenCalledTimes(1);
  expect(await buried()).toEqual([]);
});

test('an event nobody can handle becomes a dead letter, and the next has its turn', async () => {
  await consume(async (tx, event) => {
    if (event.subject === 'wal_1') throw new Error('impossible');
    await greet(tx, event);
  });
  const event = eventOf('wal_1');
  await bus.publish('wallets', [event, eventOf('wal_2')]);
  expect(await greeted()).toEqual(['wal_2']);
  expect(await buried()).toEqual([
    { consumer: 'greeter', event_id: event.id, event, error: 'Error: impossible', attempts: 5 },
  ]);
  expect(errors).toHaveLength(5);
});

test('an event that breaks its contract becomes a dead letter before it reaches the handler', async () => {
  const handle = vi.fn(greet);
  await consume(handle);
  const event = eventOf('wal_1', { data: { walletId: 7 } });
  await bus.publish('wallets', [event]);
  expect(handle).not.toHaveBeenCalled();
  expect(await buried()).toMatchObject([{ event_id: event.id }]);
});

test('events of other types pass by and leave no trace', async () => {
  const handle = vi.fn(greet);
  await consume(handle);
  await bus.publish('wallets', [eventOf('wal_1', { type: 'wallet.closed' }), eventOf('wal_1', { type: 'toString' })]);
  expect(handle).not.toHaveBeenCalled();
  expect((await database.query('select from inbox')).rowCount).toBe(0);
});

test('an error after the commit does not run the handler again', async () => {
  const handle = vi.fn(greet);
  await consume(handle, () => {
    throw new Error('nobody to tell');
  });
  await bus.publish('wallets', [eventOf('wal_1')]);
  expect(handle).toHaveBeenCalledTimes(1);
  expect(errors).toEqual([new Error('nobody to tell')]);
});
