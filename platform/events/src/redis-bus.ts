import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'redis';
import { CONSUMED_MAX, type EventBus, type EventHandler, REDELIVERY_DELAY_MS, type Subscription } from './bus.ts';
import type { DomainEvent } from './event.ts';
import { takeLease } from './redis-lease.ts';

/** About a day of busy traffic; older events are in the outbox of their source. */
const STREAM_LENGTH_MAX = 100_000;
const READ_BLOCK_MS = 1_000;
/** How soon a member takes over from one that left. */
const TAKE_OVER_INTERVAL_MS = 250;
/** Redis's name for whoever reads for a group at the moment: each takes up what the one before left unfinished. */
const READER = 'reader';

type Client = ReturnType<typeof createClient>;

const streamOf = (source: string) => `paygraph:events:${source}`;

/** The bus of a platform in many processes: Redis Streams, one per source. Resolves once connected. */
export async function redisBus(url: string, onError: (error: unknown) => void): Promise<EventBus> {
  const connect = async (disableOfflineQueue: boolean): Promise<Client> => {
    const client: Client = createClient({ url, disableOfflineQueue });
    client.on('error', onError);
    await client.connect();
    return client;
  };
  // Never blocked by a read, and rejecting at once while Redis is away: whoever waits here knows how to try again.
  const commands = await connect(true);
  const open = new Set<Subscription>();
  const start = async (run: (reader: Client, stopped: AbortSignal) => Promise<void>): Promise<Subscription> => {
    const reader = await connect(false);
    const stopped = new AbortController();
    const running = run(reader, stopped.signal);
    const subscription = {
      async stop() {
        open.delete(subscription);
        stopped.abort();
        // A blocked read only ends with its connection; a handler in flight is waited for.
        if (reader.isOpen) reader.destroy();
        await running;
      },
    };
    open.add(subscription);
    return subscription;
  };
  const stopAll = async (subscriptions: Iterable<Subscription>) => {
    await Promise.all([...subscriptions].map((subscription) => subscription.stop()));
  };
  return {
    async publish(source, events) {
      const batch = commands.multi();
      for (const event of events) {
        batch.xAdd(
          streamOf(source),
          '*',
          { event: JSON.stringify(event) },
          {
            TRIM: { strategy: 'MAXLEN', strategyModifier: '~', threshold: STREAM_LENGTH_MAX },
          },
        );
      }
      await batch.exec();
    },
    async consume(group, sources, handler) {
      const subscriptions = await Promise.all(
        // Each source has a reader of its own, so that a slow one does not hold up the others.
        sources.map(async (source) => {
          const stream = streamOf(source);
          await createGroup(commands, stream, group);
          return start((reader, stopped) =>
            consumeStream({ reader, commands, stream, group, handler, onError, stopped }),
          );
        }),
      );
      return { stop: () => stopAll(subscriptions) };
    },
    async tail(source, listener) {
      const stream = streamOf(source);
      // The place to read on from is fixed before the first read, so nothing slips between two of them.
      const from = await lastId(commands, stream);
      return start((reader, stopped) => tailStream({ reader, stream, from, listener, onError, stopped }));
    },
    async close() {
      await stopAll(open);
      commands.destroy();
    },
  };
}

interface Consumer {
  readonly reader: Client;
  readonly commands: Client;
  readonly stream: string;
  readonly group: string;
  readonly handler: EventHandler;
  readonly onError: (error: unknown) => void;
  readonly stopped: AbortSignal;
}

/** Members of a group take turns by a lease, for two that read at once would not keep the order. */
async function consumeStream(consumer: Consumer): Promise<void> {
  const { commands, stream, group, onError, stopped } = consumer;
  const member = randomUUID();
  while (!stopped.aborted) {
    try {
      const lease = await takeLease(commands, `${stream}:${group}`, member);
      if (lease) {
        try {
          await readStream(consumer, AbortSignal.any([stopped, lease.lost]));
        } finally {
          await lease.release();
        }
      }
    } catch (error) {
      if (stopped.aborted) return;
      onError(error);
      // After a FLUSHALL or a fail-over the group may be gone.
      await createGroup(commands, stream, group).catch(onError);
    }
    await pause(TAKE_OVER_INTERVAL_MS, stopped);
  }
}

/** Hands over what the last reader left unfinished, then what is new, until `ended`. */
async function readStream(consumer: Consumer, ended: AbortSignal): Promise<void> {
  const { reader, stream, group } = consumer;
  let from = '0-0';
  do {
    // Claiming, where reading them again would do, also forgets those that the stream has dropped since.
    const { messages, nextId } = await reader.xAutoClaim(stream, group, READER, 0, from, { COUNT: CONSUMED_MAX });
    await handleEntries(
      consumer,
      messages.filter((entry) => entry !== null),
      ended,
    );
    from = nextId;
  } while (from !== '0-0' && !ended.aborted);

  while (!ended.aborted) {
    const read = await reader.xReadGroup(
      group,
      READER,
      { key: stream, id: '>' },
      { COUNT: CONSUMED_MAX, BLOCK: READ_BLOCK_MS },
    );
    await handleEntries(consumer, entriesOf(read as StreamRead), ended);
  }
}

async function handleEntries(
  { commands, stream, group, handler, onError }: Consumer,
  entries: readonly Entry[],
  ended: AbortSignal,
): Promise<void> {
  if (entries.length === 0) return;
  const events = entries.flatMap((entry) => parseEvent(entry) ?? []);
  for (let handled = events.length === 0; !handled; ) {
    if (ended.aborted) return;
    try {
      await handler(events);
      handled = true;
    } catch (error) {
      onError(error);
      await pause(REDELIVERY_DELAY_MS, ended);
    }
  }
  await commands.xAck(
    stream,
    group,
    entries.map(({ id }) => id),
  );
}

interface Tail {
  readonly reader: Client;
  readonly stream: string;
  readonly from: string;
  readonly listener: (event: DomainEvent) => void;
  readonly onError: (error: unknown) => void;
  readonly stopped: AbortSignal;
}

async function tailStream({ reader, stream, from, listener, onError, stopped }: Tail): Promise<void> {
  let id = from;
  while (!stopped.aborted) {
    try {
      const read = await reader.xRead({ key: stream, id }, { COUNT: CONSUMED_MAX, BLOCK: READ_BLOCK_MS });
      for (const entry of entriesOf(read as StreamRead)) {
        id = entry.id;
        const event = parseEvent(entry);
        if (event && !stopped.aborted) listener(event);
      }
    } catch (error) {
      if (stopped.aborted) return;
      onError(error);
      await pause(REDELIVERY_DELAY_MS, stopped);
    }
  }
}

async function createGroup(client: Client, stream: string, group: string): Promise<void> {
  try {
    // From the beginning of the stream: a consumer deployed later still hears what it missed.
    await client.xGroupCreate(stream, group, '0', { MKSTREAM: true });
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('BUSYGROUP'))) throw error;
  }
}

async function lastId(client: Client, stream: string): Promise<string> {
  const newest = await client.xRevRange(stream, '+', '-', { COUNT: 1 });
  return newest?.[0]?.id ?? '0-0';
}

interface Entry {
  readonly id: string;
  readonly message: Record<string, string>;
}

type StreamRead = { messages: Entry[] }[] | null;

function entriesOf(read: StreamRead): Entry[] {
  return read?.flatMap((stream) => stream.messages) ?? [];
}

/** Undefined for what is no event of ours; such an entry is skipped. */
function parseEvent({ message }: Entry): DomainEvent | undefined {
  try {
    return JSON.parse(message.event ?? '');
  } catch {
    return undefined;
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
