import type { Publisher } from '@paygraph/events';
import { asService, newId, type UserActor } from '@paygraph/identity';
import type { Database, Tx } from '@paygraph/postgres';
import { claimKeys, closeKeys } from '../saga/key-store.ts';
import type { CallKey } from '../saga/store.ts';
import {
  callOfRun,
  FAILURES_MAX,
  movedOn,
  runRefused,
  type Schedule,
  type ScheduleRow,
  scheduleCanceled,
  scheduleFact,
} from './schedule.ts';
import {
  claimRuns,
  type DueRun,
  endSchedule,
  failingSchedules,
  insertSchedule,
  leaseRuns,
  lockDue,
  type RunOutcome,
  schedulesById,
  writeOutcomes,
} from './schedule-store.ts';

/** A schedule to be recorded under a caller's key. */
interface ScheduleIntent {
  readonly actor: UserActor;
  readonly call: CallKey;
  readonly inputHash: string;
  readonly schedule: ScheduleRow;
}

/** Schedules and their occurrences. The transactions of occurrences are in the `TransactionStore`. */
export interface ScheduleBook {
  byId(id: string): Promise<Schedule | undefined>;
  /** False when the key was taken; then nothing was written. */
  record(intent: ScheduleIntent): Promise<boolean>;
  /** Ends a schedule that is active; others stay as they are. */
  cancel(by: UserActor, id: string): Promise<void>;
  /**
   * Writes down occurrences whose time has come, one of each schedule, and moves their schedules on with them; one of
   * which the last ten have all failed is ended instead. The answer is how many schedules were due.
   */
  claimDue(now: Date, limit: number): Promise<number>;
  /** Takes occurrences that have not begun, oldest first, and puts them off so that no other worker takes them too. */
  leaseRuns(now: Date, limit: number): Promise<readonly DueRun[]>;
  /** Writes what became of occurrences. What was made stays so, also when it was refused before. */
  settle(outcomes: readonly RunOutcome[], now: Date): Promise<void>;
}

export function openScheduleBook(database: Database, publisher: Publisher): ScheduleBook {
  const worker = () => asService('transactions', { requestId: newId('schedules') });
  return {
    byId: async (id) => (await schedulesById(database, [id])).get(id),
    record: ({ actor, call, inputHash, schedule }) =>
      publisher.commit(actor, async (tx) => {
        const claimed = await claimKeys(tx, [{ call, inputHash, transactionId: schedule.id }], schedule.createdAt);
        if (!claimed.has(call)) return { result: false, facts: [] };
        await insertSchedule(tx, schedule);
        return { result: true, facts: [scheduleFact('schedule.created', schedule)] };
      }),
    cancel: (by, id) =>
      publisher.commit(by, async (tx) => {
        const ended = await endSchedule(tx, id);
        return { result: undefined, facts: ended ? [scheduleCanceled(ended, 'REQUESTED')] : [] };
      }),
    claimDue: (now, limit) =>
      publisher.commit(worker(), async (tx) => {
        const due = await lockDue(tx, now, limit);
        if (due.length === 0) return { result: 0, facts: [] };
        const ids = due.map(({ id }) => id);
        const failing = await failingSchedules(tx, ids, FAILURES_MAX);
        const claimed = due.filter(({ id }) => !failing.has(id)).flatMap(movedOn);
        await claimRuns(tx, claimed, now);
        const ended = await Promise.all([...failing].map((id) => endSchedule(tx, id)));
        const facts = [
          ...claimed.flatMap(({ after }) =>
            after.status === 'COMPLETED' ? [scheduleFact('schedule.completed', after)] : [],
          ),
          ...ended.flatMap((row) => (row ? [scheduleCanceled(row, 'FAILING')] : [])),
        ];
        return { result: due.length, facts };
      }),
    leaseRuns: (now, limit) => leaseRuns(database, now, limit),
    settle: (outcomes, now) =>
      publisher.commit(worker(), async (tx) => {
        const news = await writeOutcomes(tx, await closed(tx, outcomes, now));
        // One that was refused has no transaction to tell of it.
        const facts = news.flatMap(({ run, refusal }) =>
          refusal ? [runRefused(run.schedule, run.occursAt, refusal)] : [],
        );
        return { result: undefined, facts };
      }),
  };
}

/** An occurrence is refused only when nobody makes it, now or later: otherwise it is what they made of it. */
async function closed(tx: Tx, outcomes: readonly RunOutcome[], now: Date): Promise<readonly RunOutcome[]> {
  const refused = outcomes.filter(({ refusal }) => refusal);
  const calls = refused.map(({ run }) => ({ call: callOfRun(run), belongsTo: run.schedule.id }));
  const made = await closeKeys(tx, calls, now);
  const instead = new Map(refused.map((outcome, index) => [outcome, made[index]]));
  return outcomes.map((outcome) => {
    const transactionId = instead.get(outcome);
    return transactionId === undefined ? outcome : { run: outcome.run, transactionId };
  });
}
