import type { DomainEvent } from './event.ts';

/** Events of one source in the order they were published, at least one and at most CONSUMED_MAX. */
export type EventHandler = (events: readonly DomainEvent[]) => Promise<void>;

/** How many events a consumer is given at once: what one database transaction of its takes. */
export const CONSUMED_MAX = 200;

/**
 * Carries events between subgraphs. Every driver keeps the same promises (`bus-contract.test.ts`):
 * - a durable consumer receives every event of its sources at least once, in the order each source
 *   published them, as many at once as are there, and gets a batch again until its handler resolves;
 * - replicas that consume under one group share the work: one of them handles a batch, and while they take
 *   turns they keep that order;
 * - a tail receives what is published while it listens, once or more, never late by polling.
 */
export interface EventBus {
  /** Hands over events of one source in order. Resolves when losing this process loses none of them. */
  publish(source: string, events: readonly DomainEvent[]): Promise<void>;
  /** Consumes for ever under a durable name; the answer stops after the batch in hand. */
  consume(group: string, sources: readonly string[], handler: EventHandler): Promise<Subscription>;
  /** Listens live, without memory. `listener` must not throw. */
  tail(source: string, listener: (event: DomainEvent) => void): Promise<Subscription>;
  close(): Promise<void>;
}

export interface Subscription {
  stop(): Promise<void>;
}

/** How long a handler that rejected waits for its next turn. */
export const REDELIVERY_DELAY_MS = 250;
