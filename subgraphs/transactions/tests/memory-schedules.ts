import {
  callOfRun,
  FAILURES_MAX,
  movedOn,
  runRefused,
  type ScheduleRow,
  scheduleCanceled,
  scheduleFact,
} from '../src/schedules/schedule.ts';
import type { ScheduleBook } from '../src/schedules/schedule-book.ts';
import type { DueRun, RunOutcome } from '../src/schedules/schedule-store.ts';
import { closeKey, dueOf, type MemoryTables, putOff, type RunRow, takeKey } from './memory-tables.ts';

const LEASE_MS = 20_000;
const LEASE_DOUBLINGS_MAX = 4;
const ERROR_CHARACTERS_MAX = 500;

/** Schedules in memory. The contract suite holds it to what PostgreSQL does. */
export function memorySchedules(tables: MemoryTables): ScheduleBook {
  const { schedules, runs, transactions, facts } = tables;
  const put = (run: RunRow) => runs.set(runKey(run), run);
  const runsOf = (id: string) =>
    [...runs.values()]
      .filter(({ scheduleId }) => scheduleId === id)
      .sort((one, other) => other.occursAt.getTime() - one.occursAt.getTime());
  const hasFailed = ({ refusal, transactionId }: RunRow) =>
    refusal !== null || ['FAILED', 'CANCELED'].includes(transactions.get(transactionId ?? '')?.status ?? '');
  const isFailing = ({ id }: ScheduleRow) => {
    const last = runsOf(id).slice(0, FAILURES_MAX);
    return last.length === FAILURES_MAX && last.every(hasFailed);
  };
  const end = (row: ScheduleRow, reason: 'REQUESTED' | 'FAILING') => {
    const after: ScheduleRow = { ...row, status: 'CANCELED', nextRunAt: null };
    schedules.set(row.id, after);
    facts.push(scheduleCanceled(after, reason));
  };
  const moveOn = (row: ScheduleRow, now: Date) => {
    for (const { run, after } of movedOn(row)) {
      const fresh = { scheduleId: row.id, occursAt: run, dueAt: now };
      if (runs.has(runKey(fresh))) throw new Error('schedule_runs_pkey');
      put({ ...fresh, transactionId: null, refusal: null, attempts: 0, lastError: null });
      schedules.set(row.id, after);
      if (after.status === 'COMPLETED') facts.push(scheduleFact('schedule.completed', after));
    }
  };
  const leased = (row: RunRow, now: Date): DueRun => {
    put({ ...row, attempts: row.attempts + 1, dueAt: putOff(now, LEASE_MS, row.attempts, LEASE_DOUBLINGS_MAX) });
    return { schedule: schedules.get(row.scheduleId) as ScheduleRow, occursAt: row.occursAt };
  };

  return {
    async byId(id) {
      const row = schedules.get(id);
      return row && { ...row, failures: runsOf(id).filter(hasFailed).length };
    },
    async record({ call, inputHash, schedule }) {
      if (!takeKey(tables, call, inputHash, schedule.id)) return false;
      schedules.set(schedule.id, schedule);
      facts.push(scheduleFact('schedule.created', schedule));
      return true;
    },
    async cancel(_, id) {
      const row = schedules.get(id);
      if (row?.status === 'ACTIVE') end(row, 'REQUESTED');
    },
    async claimDue(now, limit) {
      const waiting = [...schedules.values()].flatMap((row) => (row.nextRunAt ? [{ row, dueAt: row.nextRunAt }] : []));
      const due = dueOf(waiting, now, limit);
      for (const { row } of due)
        if (isFailing(row)) end(row, 'FAILING');
        else moveOn(row, now);
      return due.length;
    },
    async leaseRuns(now, limit) {
      const open = [...runs.values()].filter(({ transactionId, refusal }) => transactionId === null && !refusal);
      open.sort((one, other) => one.occursAt.getTime() - other.occursAt.getTime());
      return dueOf(open, now, limit).map((row) => leased(row, now));
    },
    async settle(outcomes) {
      for (const { run, ...outcome } of outcomes) {
        const { schedule, occursAt } = run;
        const made = outcome.refusal ? closeKey(tables, callOfRun(run), schedule.id) : undefined;
        const { transactionId, refusal, error }: Omit<RunOutcome, 'run'> = made ? { transactionId: made } : outcome;
        const before = runs.get(runKey({ scheduleId: schedule.id, occursAt }));
        if (!before || before.transactionId !== null || (before.refusal !== null && !transactionId)) continue;
        const lastError = error?.slice(0, ERROR_CHARACTERS_MAX) ?? null;
        put({ ...before, transactionId: transactionId ?? null, refusal: refusal ?? null, lastError });
        if (refusal) facts.push(runRefused(schedule, occursAt, refusal));
      }
    },
  };
}

const runKey = ({ scheduleId, occursAt }: Pick<RunRow, 'scheduleId' | 'occursAt'>) =>
  `${scheduleId} ${occursAt.getTime()}`;
