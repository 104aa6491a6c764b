import type { Database } from '@paygraph/postgres';
import { startWorkLoop, type WorkLoop } from '@paygraph/process';
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
export function startLimitSweeper(deps: SweeperDeps): Pick<WorkLoop, 'stop'> {
  return startWorkLoop({
    interval_ms: INTERVAL_MS,
    round: async () => (await sweepLimits(deps)) === BATCH_SIZE_MAX,
    logger: deps.logger,
    failure: 'limits could not be swept',
  });
}

/** One batch; the answer is how many were forgotten. Sums of days go when no reservation of any such day is left. */
export async function sweepLimits({ database, now }: Pick<SweeperDeps, 'database' | 'now'>): Promise<number> {
  const before = firstDayKept(now());
  return (await deleteReservations(database, before, BATCH_SIZE_MAX)) || deleteUsage(database, before, BATCH_SIZE_MAX);
}
