import type { Actor } from '@paygraph/identity';
import { type Database, inTransaction, type Tx } from '@paygraph/postgres';
import type { ResumableStream } from '@paygraph/stream';
import type { EventBus } from './bus.ts';
import type { DomainEvent } from './event.ts';
import { eventStream, type StreamRequest } from './event-stream.ts';
import { appendToOutbox, type Fact } from './outbox.ts';
import { type Relay, startRelay } from './relay.ts';

/** What a write gives back: its result, and the facts it made true. */
export interface Written<T> {
  readonly result: T;
  readonly facts: readonly Fact[];
}

/** The one way a subgraph changes its state: state and outbox in one transaction, then the relay. */
export interface Publisher {
  /** Runs `write` in a transaction, appends its facts to the outbox, commits, and has them published. */
  commit<T>(actor: Actor, write: (tx: Tx) => Promise<Written<T>>): Promise<T>;
  /** Publishes what was appended to the outbox by other means, such as inside an event handler. */
  kick(): void;
  /** Begins to publish. Not before every consumer in this process listens: the in-process bus remembers nothing. */
  startRelay(): void;
  /** This subgraph's own events as a live stream; see {@link eventStream}. */
  stream(request: Pick<StreamRequest, 'types' | 'match' | 'after'>): Promise<ResumableStream<DomainEvent>>;
  stop(): Promise<void>;
}

export interface PublisherDeps {
  readonly database: Database;
  readonly bus: EventBus;
  readonly source: string;
  readonly now: () => Date;
  readonly onError: (error: unknown) => void;
}

export function createPublisher(deps: PublisherDeps): Publisher {
  const { database, bus, source, now } = deps;
  let relay: Relay | undefined;
  return {
    async commit(actor, write) {
      const { result, facts } = await inTransaction(database, async (tx) => {
        const written = await write(tx);
        appendToOutbox(tx, actor, now(), written.facts);
        return written;
      });
      if (facts.length > 0) relay?.kick();
      return result;
    },
    kick: () => relay?.kick(),
    startRelay() {
      relay ??= startRelay(deps);
    },
    stream: (request) => eventStream({ ...request, database, bus, source }),
    async stop() {
      await relay?.stop();
    },
  };
}

/** A publisher that publishes at once. */
export function startPublisher(deps: PublisherDeps): Publisher {
  const publisher = createPublisher(deps);
  publisher.startRelay();
  return publisher;
}
