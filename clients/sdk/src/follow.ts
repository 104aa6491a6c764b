import { dataOf } from './answer.ts';
import { isResumable } from './document.ts';
import { ConnectionError, PaygraphError, SlowConsumerError } from './errors.ts';
import { backoff_ms } from './retry.ts';
import type { Operation } from './send.ts';
import type { Socket } from './socket.ts';
import { wait } from './wait.ts';

/** A connection that stood this long was a good one: failures are counted anew. */
const STABLE_MIN_MS = 10_000;

export interface FollowDeps {
  readonly socket: () => Socket;
  readonly reconnectsMax: number;
}

/**
 * What `eventOf` makes of the data of each event, across lost connections. `return()` ends it at once, also while a
 * `next()` waits, which an async generator cannot do.
 */
export function follow<Event>(
  deps: FollowDeps,
  operation: Operation,
  eventOf: (data: unknown) => Event,
  signal?: AbortSignal,
): AsyncIterableIterator<Event> {
  const left = new AbortController();
  const answers = resume(deps, operation, signal ? AbortSignal.any([signal, left.signal]) : left.signal);
  return {
    async next() {
      const { done, value } = await answers.next();
      return done ? { done, value: undefined } : { done: false, value: eventOf(value) };
    },
    async return() {
      left.abort();
      await answers.return(undefined);
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

async function* resume(
  deps: FollowDeps,
  { query, variables }: Operation,
  signal: AbortSignal,
): AsyncGenerator<unknown, undefined> {
  let cursor: string | undefined;
  for (let failures = 0; !signal.aborted; ) {
    const socket = deps.socket();
    try {
      const position = cursor === undefined ? variables : { ...variables, after: cursor };
      for await (const answer of socket.read({ query, variables: position }, signal)) {
        const data = dataOf(answer);
        yield data;
        failures = 0;
        // Only now: an event that was not handed out is asked for again.
        if (isResumable(query)) cursor = cursorOf(data) ?? cursor;
      }
      return;
    } catch (error) {
      if (signal.aborted) return;
      const stood_ms = socket.acceptedAt_ms === undefined ? 0 : Date.now() - socket.acceptedAt_ms;
      if (error instanceof ConnectionError && stood_ms >= STABLE_MIN_MS) failures = 0;
      failures += 1;
      if (!mayResume(error, cursor) || failures > deps.reconnectsMax) throw error;
      await wait(error.retryAfterMs ?? backoff_ms(failures, Math.random()), signal).catch(() => undefined);
    }
  }
}

function mayResume(error: unknown, cursor: string | undefined): error is PaygraphError {
  if (!(error instanceof PaygraphError) || !error.retryable) return false;
  // Without a cursor, starting over would silently skip what was not read in time.
  return !(error instanceof SlowConsumerError) || cursor !== undefined;
}

/** The cursor of the event that is the only field of the data. */
function cursorOf(data: unknown): string | undefined {
  const [event] = Object.values((data ?? {}) as Record<string, unknown>);
  const cursor = (event as { cursor?: unknown } | null | undefined)?.cursor;
  return typeof cursor === 'string' ? cursor : undefined;
}
