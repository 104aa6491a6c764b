import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, inTransaction, type Tx } from '@paygraph/postgres';
import { type EventData, type EventType, eventContracts, isEventType } from '@paygraph/schema/events';
import type { EventBus, Subscription } from './bus.ts';
import type { DomainEvent } from './event.ts';
import { deadLetters } from './tables.ts';

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
  /** The handler keeps a second delivery harmless by itself, so that no row in `inbox` has to. */
  readonly idempotent?: true;
  /** The types to handle; others pass by. */
  readonly types: readonly Type[];
  /**
   * Runs inside `tx` with the inbox rows: what it writes there happens once. It must not call the network. It is
   * given events in order, each for the first time; when it throws, each of them is tried alone.
   */
  readonly handle: (tx: Tx, events: readonly TypedEvent<Type>[]) => Promise<void>;
  /** Runs after the commit of events that were handled for the first time. */
  readonly afterCommit?: (events: readonly TypedEvent<Type>[]) => void;
  readonly onError: (error: unknown) => void;
}

/**
 * Handles each event exactly once as far as this database can tell, many in one transaction while all goes well.
 * One whose handler throws is tried alone, ATTEMPTS_MAX times with growing delays; then it goes to `dead_letters`
 * and the next one has its turn.
 */
export function consumeOnce<Type extends EventType>(consumption: Consumption<Type>): Promise<Subscription> {
  const { bus, consumer, sources, types } = consumption;
  const wanted = new Set<string>(types);
  return bus.consume(consumer, sources, async (events) => {
    const ours = events.filter(({ type }) => wanted.has(type) && isEventType(type));
    if (ours.length === 0) return;
    if (ours.length > 1 && (await handledTogether(consumption, ours))) return;
    for (const event of ours) await handleWithRetries(consumption, event);
  });
}

/** False when one of them cannot be handled: nothing was written, and each is to be tried alone. */
async function handledTogether<Type extends EventType>(
  consumption: Consumption<Type>,
  events: readonly DomainEvent[],
): Promise<boolean> {
  try {
    await handleInTransaction(consumption, events);
    return true;
  } catch {
    return false;
  }
}

async function handleInTransaction<Type extends EventType>(
  { database, consumer, idempotent, handle, afterCommit }: Consumption<Type>,
  events: readonly DomainEvent[],
): Promise<void> {
  const typed = events.map(
    (event) => ({ ...event, data: eventContracts[event.type as Type].parse(event.data) }) as TypedEvent<Type>,
  );
  const fresh = await inTransaction(database, async (tx) => {
    if (idempotent) {
      await handle(tx, typed);
      return typed;
    }
    const { rows } = await tx.query<{ event_id: string }>(
      `insert into inbox (consumer, event_id) select $1, unnest($2::text[]) on conflict do nothing returning event_id`,
      [consumer, events.map(({ id }) => id)],
    );
    const unknown = new Set(rows.map(({ event_id }) => event_id));
    // An event may come twice in one batch, too.
    const first = typed.filter(({ id }) => unknown.delete(id));
    if (first.length > 0) await handle(tx, first);
    return first;
  });
  if (fresh.length > 0) afterCommit?.(fresh);
}

async function handleWithRetries<Type extends EventType>(
  consumption: Consumption<Type>,
  event: DomainEvent,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await handleInTransaction(consumption, [event]);
      return;
    } catch (error) {
      consumption.onError(error);
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
