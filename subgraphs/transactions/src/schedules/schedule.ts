import type { Fact } from '@paygraph/events';
import { type Actor, maySee } from '@paygraph/identity';
import { formatMinor } from '@paygraph/money';
import { describeFailure, type FailureCode } from '../failure.ts';
import { type Problem, userError } from '../problems.ts';
import type { TransactionStatus } from '../status.ts';
import type { scheduleRuns, schedules } from '../tables.ts';
import { nextOccurrence, type TimesProblem } from './schedule-rule.ts';

/** A schedule of which this many occurrences in a row have failed is ended: it will not mend by itself. */
export const FAILURES_MAX = 10;

export type ScheduleRow = typeof schedules.$inferSelect;

export type Schedule = ScheduleRow & {
  /** Counted from its occurrences. */
  readonly failures: number;
};

/** An occurrence with what became of its transaction. */
export type ScheduleRun = Pick<
  typeof scheduleRuns.$inferSelect,
  'scheduleId' | 'occursAt' | 'transactionId' | 'refusal'
> & {
  readonly transactionStatus: TransactionStatus | null;
  readonly failureCode: FailureCode | null;
};

type ScheduleProblem = TimesProblem | 'SCHEDULE_ENDED';

/** What people are told, and the field of the input it is about. */
const SCHEDULE_PROBLEMS = {
  RRULE_INVALID: ['This is no rule of RFC 5545, or one that cannot be counted', 'rrule'],
  TIME_ZONE_UNKNOWN: ['There is no such time zone; they have names such as Europe/London', 'timeZone'],
  START_IN_PAST: ['The start is in the past', 'startAt'],
  START_TOO_FAR: ['The start is more than five years ahead', 'startAt'],
  TOO_OFTEN: ['A rule occurs every five minutes at the most', 'rrule'],
  NEVER_OCCURS: ['The rule never occurs after its start', 'rrule'],
  SCHEDULE_ENDED: ['This schedule has come to its end', null],
} as const satisfies Record<ScheduleProblem, readonly [message: string, field: string | null]>;

/** Why nothing was scheduled, in the form of the API. */
export function scheduleError(code: Problem | ScheduleProblem) {
  if (!isScheduleProblem(code)) {
    const { field, ...error } = userError(code);
    return { ...error, code, field: ['input', 'transfer', ...field.slice(1)] };
  }
  const [message, field] = SCHEDULE_PROBLEMS[code];
  return { code, message, field: field ? ['input', field] : ['id'] };
}

function isScheduleProblem(code: Problem | ScheduleProblem): code is ScheduleProblem {
  return Object.hasOwn(SCHEDULE_PROBLEMS, code);
}

/** A schedule is its owner's business, and that of operators. */
export function maySeeSchedule(actor: Actor, { ownerId }: Pick<ScheduleRow, 'ownerId'>): boolean {
  return maySee(actor, ownerId);
}

/** Under which an occurrence is made, once. */
export function callOfRun({ schedule, occursAt }: { readonly schedule: ScheduleRow; readonly occursAt: Date }) {
  const key = `schedule:${schedule.id}:${occursAt.toISOString()}`;
  return { callerId: schedule.ownerId, mutation: 'schedule', key };
}

/** The occurrence whose time has come, and the schedule when it is written down; nothing of one that has ended. */
export function movedOn(row: ScheduleRow): { run: Date; after: ScheduleRow }[] {
  const run = row.nextRunAt;
  if (run === null) return [];
  const nextRunAt = nextOccurrence(row, run);
  return [{ run, after: { ...row, nextRunAt, lastRunAt: run, status: nextRunAt === null ? 'COMPLETED' : 'ACTIVE' } }];
}

/** Why an occurrence moved no money; null while it may yet, and when it did. */
export function runFailure({ refusal, transactionStatus, failureCode }: ScheduleRun) {
  if (refusal) return { code: refusal, message: userError(refusal).message, declineCode: null, retryAdvice: null };
  if (transactionStatus === 'CANCELED') {
    return { code: 'CANCELED', message: 'It was called off', declineCode: null, retryAdvice: null };
  }
  return failureCode === null ? null : describeFailure({ code: failureCode, declineCode: null });
}

export function scheduleFact(type: 'schedule.created' | 'schedule.completed', row: ScheduleRow): Fact {
  return { type, subject: row.id, data: dataOf(row) };
}

export function scheduleCanceled(row: ScheduleRow, reason: 'REQUESTED' | 'FAILING', by?: Actor): Fact {
  return { type: 'schedule.canceled', subject: row.id, data: { ...dataOf(row), reason }, by };
}

export function runRefused(row: ScheduleRow, occursAt: Date, refusal: Problem): Fact {
  const { message } = userError(refusal);
  const data = { ...dataOf(row), occursAt: occursAt.toISOString(), code: refusal, message };
  return { type: 'schedule.run_refused', subject: row.id, data };
}

function dataOf(row: ScheduleRow) {
  return {
    scheduleId: row.id,
    ownerId: row.ownerId,
    sourceWalletId: row.sourceWalletId,
    destinationWalletId: row.destinationWalletId,
    amount: formatMinor(row.minor, row.currency),
    currency: row.currency,
    startAt: row.startAt.toISOString(),
    rrule: row.rrule,
    timeZone: row.timeZone,
    nextRunAt: row.nextRunAt?.toISOString() ?? null,
  };
}
