import type { Database } from '@paygraph/postgres';
import { startWorkLoop, type WorkLoop } from '@paygraph/process';
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
export function startHoldSweeper({ database, logger, post }: SweeperDeps): Pick<WorkLoop, 'stop'> {
  return startWorkLoop({
    interval_ms: INTERVAL_MS,
    round: async () => {
      const due = await dueHolds(database, BATCH_SIZE_MAX);
      await Promise.all(due.map((holdId) => post(expire(holdId))));
      return due.length === BATCH_SIZE_MAX;
    },
    logger,
    failure: 'holds could not be swept',
  });
}
