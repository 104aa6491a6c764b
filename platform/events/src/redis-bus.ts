import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'redis';
import { type EventBus, type EventHandler, REDELIVERY_DELAY_MS, type Subscription } from './bus.ts';
import type { DomainEvent } from './event.ts';

/** About a day of busy traffic; older events are in the outbox of their source. */
const STREAM_LENGTH_MAX = 100_000;
const READ_COUNT_MAX = 100;
const READ_BLOCK_MS = 1_000;
/** A member that holds an event this long without finishing is taken for dead, and the event claimed. */
const CLAIM_IDLE_MS = 30_000;
const CLAIM_INTERVAL_MS = 10_000;

const newClient = (url: string) => createClient({ url });
type Client = ReturnType<typeof newClient>;

const streamOf = (source: string) => `paygraph:events:${source}`;

/** The bus of a platform in many processes: Redis Streams, one per source. Resolves once connected. */
export async function redisBus(url: string, onError: (error: unknown) => void): Promise<EventBus> {
  const open = new Set<Client>();
  const connect = async (): Promise<Client> => {
    const client = newClient(url);
    client.on('error', onError);
    await client.connect();
    open.add(client);
    return client;
  };
  const disconnect = (client: Client) => {
    if (open.delete(client)) client.destroy();
  };
  const publisher = await connect();
  return {
    async publish(source, events) {
      const batch = publisher.multi();
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
      const loops = await Promise.all(
        // Each source has a reader of its own, so that a slow one does not hold up the others.
        sources.map(async (source) => {
          const client = await connect();
          return startConsumer({ client, group, stream: streamOf(source), handler, onError, disconnect });
        }),
      );
      return {
        async stop() {
          await Promise.all(loops.map((loop) => loop.stop()));
        },
      };
    },
    async tail(source, listener) {
      const client = await connect();
      return startTail({ client, stream: streamOf(source), listener, onError, disconnect });
    },
    async close() {
      for (const client of open) disconnect(client);
    },
  };
}

interface Loop {
  readonly client: Client;
  readonly stream: string;
  readonly onError: (error: unknown) => void;
  readonly disconnect: (client: Client) => void;
}

async function startConsumer(loop: Loop & { group: string; handler: EventHandler }): Promise<Subscription> {
  const { client, group, stream, handler, onError } = loop;
  const member = `${process.pid}-${Math.random().toString(36).slice(2)}`;
  await createGroup(client, stream, group);
  const stopped = new AbortController();

  const handle = async (id: string, message: Record<string, string>) => {
    const event = parseEvent(message);
    while (event && !stopped.signal.aborted) {
      try {
        await handler(event);
        break;
      } catch (error) {
        onError(error);
        await pause(REDELIVERY_DELAY_MS, stopped.signal);
      }
    }
    if (!stopped.signal.aborted || !event) await client.xAck(stream, group, id);
  };

  const run = async () => {
    let claimAt = 0;
    while (!stopped.signal.aborted) {
      try {
        if (Date.now() >= claimAt) {
          claimAt = Date.now() + CLAIM_INTERVAL_MS;
          const claimed = await client.xAutoClaim(stream, group, member, CLAIM_IDLE_MS, '0', { COUNT: READ_COUNT_MAX });
          for (const entry of claimed.messages) if (entry) await handle(entry.id, entry.message);
        }
        const read = (await client.xReadGroup(
          group,
          member,
          { key: stream, id: '>' },
          {
            COUNT: READ_COUNT_MAX,
            BLOCK: READ_BLOCK_MS,
          },
        )) as StreamRead;
        for (const entry of entriesOf(read)) await handle(entry.id, entry.message);
      } catch (error) {
        if (stopped.signal.aborted || !client.isOpen) return;
        onError(error);
        // After a FLUSHALL or a fail-over the group may be gone.
        await createGroup(client, stream, group).catch(onError);
        await pause(REDELIVERY_DELAY_MS, stopped.signal);
      }
    }
  };
  return stopper(run(), stopped, loop);
}

async function startTail(loop: Loop & { listener: (event: DomainEvent) => void }): Promise<Subscription> {
  const { client, stream, listener, onError } = loop;
  const stopped = new AbortController();
  // The place to read on from is fixed before the first read, so nothing slips between two of them.
  let last = await lastId(client, stream);
  const run = async () => {
    while (!stopped.signal.aborted) {
      try {
        const read = (await client.xRead(
          { key: stream, id: last },
          { COUNT: READ_COUNT_MAX, BLOCK: READ_BLOCK_MS },
        )) as StreamRead;
        for (const entry of entriesOf(read)) {
          last = entry.id;
          const event = parseEvent(entry.message);
          if (event && !stopped.signal.aborted) listener(event);
        }
      } catch (error) {
        if (stopped.signal.aborted || !client.isOpen) return;
        onError(error);
        await pause(REDELIVERY_DELAY_MS, stopped.signal);
      }
    }
  };
  return stopper(run(), stopped, loop);
}

function stopper(running: Promise<void>, stopped: AbortController, { client, disconnect }: Loop): Subscription {
  return {
    async stop() {
      stopped.abort();
      // A blocked read only ends with its connection; a handler in flight is waited for.
      disconnect(client);
      await running;
    },
  };
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

type StreamRead = { messages: { id: string; message: Record<string, string> }[] }[] | null;

function entriesOf(read: StreamRead) {
  return read?.flatMap((stream) => stream.messages) ?? [];
}

function parseEvent(message: Record<string, string>): DomainEvent | undefined {
  try {
    return JSON.parse(message.event ?? '');
  } catch {
    return undefined;
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
