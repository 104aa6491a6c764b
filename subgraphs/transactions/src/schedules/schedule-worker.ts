import { startWorkLoop, type WorkLoop } from '@paygraph/process';
import type { PaymentDeps } from '../deps.ts';
import { moveMoney } from '../move-money.ts';
import { onBehalfOf } from '../on-behalf-of.ts';
import type { MoneyRequest } from '../request.ts';
import { callOfRun } from './schedule.ts';
import type { DueRun, RunOutcome } from './schedule-store.ts';

const INTERVAL_MS = 1_000;
/** Occurrences of one round, one of each schedule: what was missed in an outage is made up for round by round. */
const BATCH_SIZE_MAX = 200;

/** Makes scheduled transfers. Any number of replicas may run it; a lock, then a lease, gives each to one of them. */
export function startScheduleWorker(deps: PaymentDeps): WorkLoop {
  return startWorkLoop({
    interval_ms: INTERVAL_MS,
    round: async () => (await runDueSchedules(deps)) > 0,
    logger: deps.logger,
    failure: 'scheduled transfers could not be made',
  });
}

/**
 * One round: writes down occurrences whose time has come, then begins them; the answer is how many schedules were due.
 * A crash before an occurrence is written down leaves its schedule as it was, and after it whoever comes next begins it.
 */
export async function runDueSchedules(deps: PaymentDeps): Promise<number> {
  const { schedules, now } = deps;
  const due = await schedules.claimDue(now(), BATCH_SIZE_MAX);
  const runs = await schedules.leaseRuns(now(), BATCH_SIZE_MAX);
  if (runs.length > 0) await schedules.settle(await begin(deps, runs), now());
  return due;
}

async function begin(deps: PaymentDeps, runs: readonly DueRun[]): Promise<readonly RunOutcome[]> {
  const calls = runs.map(callOfRun);
  const begun = await Promise.all(calls.map((call) => deps.store.findKey(call)));
  return Promise.all(
    runs.map(async (run, index): Promise<RunOutcome> => {
      // Begun by a worker that died before it could say so: the recovery of transactions sees to the rest.
      const known = begun[index];
      if (known?.transactionId === run.schedule.id) return { run, error: 'refused by another worker' };
      if (known) return { run, transactionId: known.transactionId };
      try {
        const moved = await moveMoney(deps, onBehalfOf(run.schedule.ownerId, run.schedule), requestOf(run));
        return typeof moved === 'string' ? { run, refusal: moved } : { run, transactionId: moved.transaction.id };
      } catch (error) {
        deps.logger.warn({ err: error, scheduleId: run.schedule.id }, 'scheduled transfer not begun yet');
        return { run, error: String(error) };
      }
    }),
  );
}

function requestOf(run: DueRun): MoneyRequest {
  const { mutation, key } = callOfRun(run);
  const { id, currency, minor, description, metadata, sourceWalletId, destinationWalletId } = run.schedule;
  return {
    mutation,
    key,
    // What a schedule moves never changes, so the key says all of it.
    inputHash: key,
    type: 'TRANSFER',
    sourceWalletId,
    destinationWalletId,
    paymentMethodId: null,
    amount: { currency, minor },
    captureMode: 'AUTOMATIC',
    description,
    metadata,
    parentId: id,
    otp: null,
  };
}
