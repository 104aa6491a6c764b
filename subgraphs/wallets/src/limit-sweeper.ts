import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@paygraph/postgres';
import type { Logger } from '@paygraph/telemetry';
import { deleteReservations, deleteUsage } from './limit-store.ts';
import { firstDayKept } from './limits.ts';

const BATCH_SIZE_MAX = 1_000;
const INTERVAL_MS = 60_000;

interface SweeperDeps {
  readonly database: Database;
  readonly logger: Logger;
  readonly now: () => Date;
}

/** Forgets what counted in days that no limit looks at any more. Replicas may all run it: they skip what another one has. */
export function startLimitSweeper(deps: SweeperDeps): { stop(): Promise<void> } {
  const { logger } = deps;
  const stopped = new AbortController();
  const run = async () => {
    while (!stopped.signal.aborted) {
      try {
        if ((await sweepLimits(deps)) === BATCH_SIZE_MAX) continue;
      } catch (error) {
        if (!stopped.signal.aborted) logger.error({ err: error }, 'limits could not be swept');
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

/** One batch; the answer is how many were forgotten. Sums of days go when no reservation of any such day is left. */
export async function sweepLimits({ database, now }: Pick<SweeperDeps, 'database' | 'now'>): Promise<number> {
  const before = firstDayKept(now());
  return (await deleteReservations(database, before, BATCH_SIZE_MAX)) || deleteUsage(database, before, BATCH_SIZE_MAX);
}
