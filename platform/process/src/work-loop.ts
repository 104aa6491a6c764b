import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@paygraph/telemetry';

export interface Work {
  readonly interval_ms: number;
  /** One round; true when there is more to do at once. */
  readonly round: () => Promise<boolean>;
  readonly logger: Logger;
  /** What is logged when a round fails; the next one comes as ever. */
  readonly failure: string;
}

export interface WorkLoop {
  /** There is something to do: the next round comes at once. */
  kick(): void;
  /** Waits for the round under way. */
  stop(): Promise<void>;
}

/** Rounds of work, one after the other, until it is stopped. */
export function startWorkLoop({ interval_ms, round, logger, failure }: Work): WorkLoop {
  const stopped = new AbortController();
  let wake = new AbortController();
  const run = async () => {
    while (!stopped.signal.aborted) {
      wake = new AbortController();
      const more = await round().catch((error: unknown) => {
        logger.error({ err: error }, failure);
        return false;
      });
      if (more) continue;
      const signal = AbortSignal.any([stopped.signal, wake.signal]);
      await sleep(interval_ms, undefined, { signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    kick: () => wake.abort(),
    async stop() {
      stopped.abort();
      await running;
    },
  };
}
