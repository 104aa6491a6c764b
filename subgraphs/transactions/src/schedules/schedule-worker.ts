import { asService, newId } from '@paygraph/identity';
import type { TransactionsDeps } from '../deps.ts';
import { moveMoney } from '../move-money.ts';
import { onBehalfOf } from '../on-behalf-of.ts';
import type { MoneyRequest } from '../request.ts';
import { findKeys } from '../saga/key-store.ts';
import { startWorkLoop, type WorkLoop } from '../work-loop.ts';
import { runRefused, type ScheduleRow, scheduleCanceled, scheduleFact } from './schedule.ts';
import { nextOccurrence } from './schedule-rule.ts';
import {
  claimRuns,
  type DueRun,
  endSchedule,
  failingSchedules,
  leaseRuns,
  lockDue,
  type RunOutcome,
  writeOutcomes,
} from './schedule-store.ts';

const INTERVAL_MS = 1_000;
/** Occurrences of one round, one of each schedule: what was missed in an outage is made up for round by round. */
const BATCH_SIZE_MAX = 200;
/** A schedule of which this many occurrences in a row have failed is ended: it will not mend by itself. */
const FAILURES_MAX = 10;
const MUTATION = 'schedule';

/** Makes scheduled transfers. Any number of replicas may run it; a lock, then a lease, gives each to one of them. */
export function startScheduleWorker(deps: TransactionsDeps): WorkLoop {
  return startWorkLoop({
    interval_ms: INTERVAL_MS,
    round: async () => (await runDueSchedules(deps)) > 0,
    logger: deps.logger,
    failure: 'scheduled transfers could not be made',
  });
}

/** One round: writes down occurrences whose time has come, then begins them. The answer is how many it wrote down. */
export async function runDueSchedules(deps: TransactionsDeps): Promise<number> {
  const claimed = await claim(deps);
  const runs = await leaseRuns(deps.database, deps.now(), BATCH_SIZE_MAX);
  if (runs.length > 0) await record(deps, await begin(deps, runs));
  return claimed;
}

/**
 * An occurrence is written down in the transaction that moves its schedule on to the next one: a crash before leaves
 * both as they were, and after it the occurrence is begun by whoever comes next.
 */
function claim({ publisher, now: clock }: TransactionsDeps): Promise<number> {
  const now = clock();
  const actor = asService('transactions', { requestId: newId('schedules') });
  return publisher.commit(actor, async (tx) => {
    const due = await lockDue(tx, now, BATCH_SIZE_MAX);
    if (due.length === 0) return { result: 0, facts: [] };
    const ids = due.map(({ id }) => id);
    const failing = await failingSchedules(tx, ids, FAILURES_MAX);
    const claimed = due.filter(({ id }) => !failing.has(id)).flatMap(moveOn);
    await claimRuns(tx, claimed, now);
    const ended = await Promise.all([...failing].map((id) => endSchedule(tx, id)));
    const facts = [
      ...claimed.flatMap(({ after }) =>
        after.status === 'COMPLETED' ? [scheduleFact('schedule.completed', after)] : [],
      ),
      ...ended.flatMap((row) => (row ? [scheduleCanceled(row, 'FAILING')] : [])),
    ];
    return { result: due.length, facts };
  });
}

function moveOn(row: ScheduleRow): { run: Date; after: ScheduleRow }[] {
  const run = row.nextRunAt;
  if (run === null) return [];
  const nextRunAt = nextOccurrence(row, run);
  return [{ run, after: { ...row, nextRunAt, lastRunAt: run, status: nextRunAt === null ? 'COMPLETED' : 'ACTIVE' } }];
}

async function begin(deps: TransactionsDeps, runs: readonly DueRun[]): Promise<readonly RunOutcome[]> {
  const calls = runs.map((run) => ({ callerId: run.schedule.ownerId, mutation: MUTATION, key: keyOf(run) }));
  const begun = await findKeys(deps.database, calls);
  return Promise.all(
    runs.map(async (run, index): Promise<RunOutcome> => {
      // Begun by a worker that died before it could say so: the recovery of transactions sees to the rest.
      const known = begun[index];
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

const keyOf = ({ schedule, occursAt }: DueRun) => `schedule:${schedule.id}:${occursAt.toISOString()}`;

function requestOf(run: DueRun): MoneyRequest {
  const { id, currency, minor, description, metadata, sourceWalletId, destinationWalletId } = run.schedule;
  return {
    mutation: MUTATION,
    key: keyOf(run),
    // What a schedule moves never changes, so the key says all of it.
    inputHash: keyOf(run),
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

async function record({ publisher }: TransactionsDeps, outcomes: readonly RunOutcome[]): Promise<void> {
  await publisher.commit(asService('transactions', { requestId: newId('schedules') }), async (tx) => {
    const news = await writeOutcomes(tx, outcomes);
    // One that was refused has no transaction to tell of it.
    const facts = news.flatMap(({ run, refusal }) =>
      refusal ? [runRefused(run.schedule, run.occursAt, refusal)] : [],
    );
    return { result: undefined, facts };
  });
}
