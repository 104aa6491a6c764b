import type { Database } from '@paygraph/postgres';
import { startWorkLoop, type WorkLoop } from '@paygraph/process';
import type { Logger } from '@paygraph/telemetry';
import { deleteChallenges } from './challenge-store.ts';

const BATCH_SIZE_MAX = 500;
const INTERVAL_MS = 60_000;
/** Longer than anybody who died before they could use an answer takes to ask for it again. */
const KEPT_MS = 24 * 60 * 60 * 1000;

interface SweeperDeps {
  readonly database: Database;
  readonly logger: Logger;
  readonly now: () => Date;
}

/** Forgets challenges a day after they were over. Replicas may all run it: they skip what another one has. */
export function startChallengeSweeper(deps: SweeperDeps): Pick<WorkLoop, 'stop'> {
  return startWorkLoop({
    interval_ms: INTERVAL_MS,
    round: async () => (await sweepChallenges(deps)) === BATCH_SIZE_MAX,
    logger: deps.logger,
    failure: 'challenges could not be swept',
  });
}

/** One batch; the answer is how many were forgotten. */
export function sweepChallenges({ database, now }: Pick<SweeperDeps, 'database' | 'now'>): Promise<number> {
  return deleteChallenges(database, new Date(now().getTime() - KEPT_MS), BATCH_SIZE_MAX);
}
