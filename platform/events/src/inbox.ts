import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, inTransaction, type Tx } from '@paygraph/postgres';
import { type EventData, type EventType, eventContracts, isEventType } from '@paygraph/schema/events';
import type { EventBus, Subscription } from './bus.ts';
import type { DomainEvent } from './event.ts';
import { deadLetters, inbox } from './tables.ts';

const ATTEMPTS_MAX = 5;
const RETRY_DELAY_MIN_MS = 50;

export type TypedEvent<Type extends EventType> = {
  [T in Type]: Omit<DomainEvent, 'type' | 'data'> & { readonly type: T; readonly data: EventData<T> };
}[Type];

export interface Consumption<Type extends EventType> {
  readonly database: Database;
  readonly bus: EventBus;
  /** The durable name, unique in the platform, such as `notifications`. */
  readonly consumer: string;
  readonly sources: readonly string[];
  /** The types to handle; others pass by. */
  readonly types: readonly Type[];
  /** Runs inside `tx` with the inbox row: what it writes there happens once. It must not call the network. */
  readonly handle: (tx: Tx, event: TypedEvent<Type>) => Promise<void>;
  /** Runs after the commit of each event that was handled for the first time. */
  readonly afterCommit?: (event: TypedEvent<Type>) => void;
  readonly onError: (error: unknown) => void;
}

/**
 * Handles each event exactly once as far as this database can tell. A handler that throws is tried
 * ATTEMPTS_MAX times with growing delays; then the event goes to `dead_letters` and the next one has its turn.
 */
export function consumeOnce<Type extends EventType>(consumption: Consumption<Type>): Promise<Subscription> {
  const { bus, consumer, sources, types } = consumption;
  const wanted = new Set<string>(types);
  return bus.consume(consumer, sources, async (event) => {
    if (!wanted.has(event.type) || !isEventType(event.type)) return;
    await handleWithRetries(consumption, event);
  });
}

async function handleWithRetries<Type extends EventType>(
  consumption: Consumption<Type>,
  event: DomainEvent,
): Promise<void> {
  const { database, consumer, handle, afterCommit, onError } = consumption;
  for (let attempt = 1; ; attempt++) {
    try {
      const typed = { ...event, data: eventContracts[event.type as Type].parse(event.data) } as TypedEvent<Type>;
      const first = await inTransaction(database, async (tx) => {
        const { rowCount } = await tx.db.insert(inbox).values({ consumer, eventId: event.id }).onConflictDoNothing();
        if (rowCount === 0) return false;
        await handle(tx, typed);
        return true;
      });
      if (first) afterCommit?.(typed);
      return;
    } catch (error) {
      onError(error);
      if (attempt === ATTEMPTS_MAX) {
        await bury(consumption, event, error, attempt);
        return;
      }
      await sleep(RETRY_DELAY_MIN_MS * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}

// Rejects when the database itself is down, so the bus delivers the event again later.
async function bury<Type extends EventType>(
  { database, consumer }: Consumption<Type>,
  event: DomainEvent,
  error: unknown,
  attempts: number,
): Promise<void> {
  await database.db
    .insert(deadLetters)
    .values({ consumer, eventId: event.id, event, error: String(error), attempts })
    .onConflictDoNothing();
}
