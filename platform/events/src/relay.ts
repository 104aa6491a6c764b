import type { Database } from '@paygraph/postgres';
import type { EventBus } from './bus.ts';
import { OUTBOX_START } from './event.ts';
import { readOutbox } from './outbox.ts';
import { relayPosition } from './tables.ts';

const BATCH_SIZE_MAX = 500;
/** How soon an event of another replica, or one a crash left behind, is noticed without a kick. */
const POLL_INTERVAL_MS = 250;
/** A commit is visible to others a moment after it returns, or an older transaction is still open: look again soon. */
const RETRY_INTERVAL_MS = 4;
const RETRIES_AFTER_KICK_MAX = 25;
/** Any number will do, as long as nothing else in the database locks it. */
const RELAY_LOCK = 7_461_201;

export interface Relay {
  /** Something was written to the outbox: publish it now rather than at the next poll. */
  kick(): void;
  /** Stops after the batch in hand. */
  stop(): Promise<void>;
}

export interface RelayDeps {
  readonly database: Database;
  readonly bus: EventBus;
  readonly source: string;
  readonly onError: (error: unknown) => void;
}

/**
 * Publishes the outbox of one subgraph in commit order. Every replica runs one and they take turns by a
 * lock in the database, so the order holds with any number of them. An event may be published twice (a
 * crash between publishing and remembering it), never left out.
 */
export function startRelay(deps: RelayDeps): Relay {
  let stopped = false;
  let kicked = false;
  let wake: (() => void) | undefined;

  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(done, ms);
      function done() {
        clearTimeout(timer);
        wake = undefined;
        resolve();
      }
      wake = done;
    });

  const run = async () => {
    let retries = 0;
    while (!stopped) {
      if (kicked) retries = RETRIES_AFTER_KICK_MAX;
      kicked = false;
      try {
        const published = await publishNext(deps);
        if (published === BATCH_SIZE_MAX) continue;
        if (published > 0) retries = 0;
      } catch (error) {
        if (!stopped) deps.onError(error);
        retries = 0;
      }
      if (stopped || kicked) continue;
      await rest(retries-- > 0 ? RETRY_INTERVAL_MS : POLL_INTERVAL_MS);
    }
  };

  const running = run();
  return {
    kick() {
      kicked = true;
      wake?.();
    },
    async stop() {
      stopped = true;
      wake?.();
      await running;
    },
  };
}

/** Publishes one batch; the answer is how many events, 0 also while another replica is at it. */
async function publishNext(deps: RelayDeps): Promise<number> {
  const client = await deps.database.pool.connect();
  try {
    // A session lock, not a transaction: the bus is on the network, and no transaction waits for that.
    const { rows } = await client.query('select pg_try_advisory_lock($1) as locked', [RELAY_LOCK]);
    if (!rows[0].locked) return 0;
    try {
      return await publishBatch(deps);
    } finally {
      await client.query('select pg_advisory_unlock($1)', [RELAY_LOCK]);
    }
  } finally {
    client.release();
  }
}

async function publishBatch({ database, bus, source }: RelayDeps): Promise<number> {
  const [from = OUTBOX_START] = await database.db.select().from(relayPosition);
  const { events, position } = await readOutbox(database, source, from, BATCH_SIZE_MAX);
  if (events.length === 0) return 0;
  await bus.publish(source, events);
  await database.db
    .insert(relayPosition)
    .values(position)
    .onConflictDoUpdate({ target: relayPosition.singleton, set: position });
  return events.length;
}
