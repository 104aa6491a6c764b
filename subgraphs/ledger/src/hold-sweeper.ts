import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@paygraph/postgres';
import type { Logger } from '@paygraph/telemetry';
import type { Operation } from './operation.ts';
import type { Result } from './posting.ts';
import { dueHolds, expire } from './posting-store.ts';

const BATCH_SIZE_MAX = 500;
/** Bounds how long a balance shows an amount as pending after its hold ran out, when nothing else is posted. */
const INTERVAL_MS = 1_000;

interface SweeperDeps {
  readonly database: Database;
  readonly logger: Logger;
  readonly post: (operation: Operation) => Promise<Result>;
}

/** Lets go of holds whose time is over. Replicas may all run it: whoever comes second is told that it is done. */
export function startHoldSweeper({ database, logger, post }: SweeperDeps): { stop(): Promise<void> } {
  const stopped = new AbortController();
  const run = async () => {
    while (!stopped.signal.aborted) {
      try {
        const due = await dueHolds(database, BATCH_SIZE_MAX);
        await Promise.all(due.map((holdId) => post(expire(holdId))));
        if (due.length === BATCH_SIZE_MAX) continue;
      } catch (error) {
        if (!stopped.signal.aborted) logger.error({ err: error }, 'holds could not be swept');
      }
      await sleep(INTERVAL_MS, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    async stop() {
      stopped.abort();
      await running;
    },
  };
}
