import { Unmet } from './expectation.ts';

const ARRIVAL_MAX_MS = 10_000;

interface Arrival<Event> {
  readonly event: Event;
  /** By performance.now(). */
  readonly at_ms: number;
}

/** Reads a subscription in the background and keeps what came. */
export interface Watch<Event> extends AsyncDisposable {
  readonly arrivals: readonly Arrival<Event>[];
  /** The first event that matches, whether it came already or is yet to. Throws {@link Unmet} when it takes too long. */
  arrival(what: string, matches: (event: Event) => boolean): Promise<Arrival<Event>>;
}

export function watch<Event>(events: AsyncIterableIterator<Event>): Watch<Event> {
  const arrivals: Arrival<Event>[] = [];
  let changed = Promise.withResolvers<void>();
  let failure: { readonly error: unknown } | undefined;
  const read = async () => {
    try {
      for await (const event of events) {
        arrivals.push({ event, at_ms: performance.now() });
        changed.resolve();
        changed = Promise.withResolvers();
      }
      failure = { error: new Unmet('A subscription ended by itself') };
    } catch (error) {
      failure = { error };
    }
    changed.resolve();
  };
  const reading = read();

  return {
    arrivals,
    async arrival(what, matches) {
      const late = AbortSignal.timeout(ARRIVAL_MAX_MS);
      const tooLate = new Promise<void>((resolve) => late.addEventListener('abort', () => resolve(), { once: true }));
      for (;;) {
        const found = arrivals.find(({ event }) => matches(event));
        if (found) return found;
        if (failure) throw failure.error;
        if (late.aborted) throw new Unmet(`${what} did not arrive within ${ARRIVAL_MAX_MS / 1000} s`);
        await Promise.race([changed.promise, tooLate]);
      }
    },
    async [Symbol.asyncDispose]() {
      await events.return?.();
      await reading;
    },
  };
}
