import type { Queryable, Tx } from '@paygraph/postgres';
import type { Page } from '@paygraph/subgraph';
import { and, desc, eq, getTableColumns, inArray, lt, lte, type SQL, sql } from 'drizzle-orm';
import type { Problem } from '../problems.ts';
import { scheduleRuns, schedules, transactions } from '../tables.ts';
import type { Schedule, ScheduleRow, ScheduleRun } from './schedule.ts';

/** Whoever takes occurrences has them to themselves for this long; after each attempt that failed, twice as long. */
const LEASE = `interval '20 seconds'`;

/** An occurrence to begin, with its schedule. */
export interface DueRun {
  readonly schedule: ScheduleRow;
  readonly occursAt: Date;
}

/** What became of the attempt to begin one: a transaction, a refusal, or an error after which it is tried again. */
export interface RunOutcome {
  readonly run: DueRun;
  readonly transactionId?: string;
  readonly refusal?: Problem;
  readonly error?: string;
}

const WITH_FAILURES = {
  ...getTableColumns(schedules),
  failures: sql<number>`(
    select count(*)::int from schedule_runs r left join transactions t on t.id = r.transaction_id
     where r.schedule_id = schedules.id and (r.refusal is not null or t.status in ('FAILED', 'CANCELED')))`,
};

export async function insertSchedule({ db }: Tx, row: ScheduleRow): Promise<void> {
  await db.insert(schedules).values(row);
}

export async function schedulesById({ db }: Queryable, ids: readonly string[]): Promise<Map<string, Schedule>> {
  const rows = await db
    .select(WITH_FAILURES)
    .from(schedules)
    .where(inArray(schedules.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * Schedules, newest first; one more than the page, when there is one.
 * @param ownerId only this person's; null for everybody's
 */
export function listSchedules({ db }: Queryable, { limit, after }: Page, ownerId: string | null): Promise<Schedule[]> {
  return db
    .select(WITH_FAILURES)
    .from(schedules)
    .where(
      and(
        after === undefined ? undefined : lt(schedules.id, after),
        ownerId === null ? undefined : eq(schedules.ownerId, ownerId),
      ),
    )
    .orderBy(desc(schedules.id))
    .limit(limit + 1);
}

/** Occurrences whose time has come, newest first; one more than the page, when there is one. */
export function listRuns({ db }: Queryable, scheduleId: string, { limit, after }: Page): Promise<ScheduleRun[]> {
  const before: SQL | undefined = after === undefined ? undefined : lt(scheduleRuns.occursAt, new Date(Number(after)));
  const { occursAt, transactionId, refusal } = scheduleRuns;
  return db
    .select({
      scheduleId: scheduleRuns.scheduleId,
      ...{ occursAt, transactionId, refusal },
      transactionStatus: transactions.status,
      failureCode: transactions.failureCode,
    })
    .from(scheduleRuns)
    .leftJoin(transactions, eq(transactions.id, transactionId))
    .where(and(eq(scheduleRuns.scheduleId, scheduleId), before))
    .orderBy(desc(occursAt))
    .limit(limit + 1);
}

/** Ends an active schedule, whose row it answers with; undefined when it had ended already. */
export async function endSchedule({ db }: Queryable, id: string): Promise<ScheduleRow | undefined> {
  const [row] = await db
    .update(schedules)
    .set({ status: 'CANCELED', nextRunAt: null })
    .where(and(eq(schedules.id, id), eq(schedules.status, 'ACTIVE')))
    .returning();
  return row;
}

/** Schedules whose next occurrence has come, longest due first, locked; those another worker has are passed over. */
export function lockDue(tx: Tx, now: Date, limit: number): Promise<ScheduleRow[]> {
  return tx.db
    .select()
    .from(schedules)
    .where(lte(schedules.nextRunAt, now))
    .orderBy(schedules.nextRunAt)
    .limit(limit)
    .for('update', { skipLocked: true });
}

/** Those of which the last `count` occurrences have all failed. */
export async function failingSchedules(
  { query }: Pick<Queryable, 'query'>,
  ids: readonly string[],
  count: number,
): Promise<ReadonlySet<string>> {
  const { rows } = await query<{ id: string }>(
    `select s.id from unnest($1::text[]) s (id) cross join lateral (
       select count(*) runs, bool_and(last.failed) failed from (
         select r.refusal is not null or coalesce(t.status in ('FAILED', 'CANCELED'), false) failed
           from schedule_runs r left join transactions t on t.id = r.transaction_id
          where r.schedule_id = s.id order by r.occurs_at desc limit $2) last) recent
      where recent.runs = $2 and recent.failed`,
    [ids, count],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Writes that the time of these occurrences has come, and what comes next of their schedules. */
export async function claimRuns(
  tx: Tx,
  claimed: readonly { run: Date; after: ScheduleRow }[],
  now: Date,
): Promise<void> {
  if (claimed.length === 0) return;
  const ids = claimed.map(({ after }) => after.id);
  const runs = claimed.map(({ run }) => run);
  await tx.query(
    `insert into schedule_runs (schedule_id, occurs_at, due_at)
     select *, $3::timestamptz from unnest($1::text[], $2::timestamptz[])`,
    [ids, runs, now],
  );
  await tx.query(
    `update schedules s set next_run_at = c.next_run_at, last_run_at = c.run,
            status = case when c.next_run_at is null then 'COMPLETED' else 'ACTIVE' end
       from unnest($1::text[], $2::timestamptz[], $3::timestamptz[]) c (id, run, next_run_at) where s.id = c.id`,
    [ids, runs, claimed.map(({ after }) => after.nextRunAt)],
  );
}

/** See `ScheduleBook.leaseRuns`. */
export async function leaseRuns(database: Queryable, now: Date, limit: number): Promise<DueRun[]> {
  const { rows } = await database.query<{ id: string; occursAt: Date }>(
    `with due as materialized (
       select schedule_id, occurs_at from schedule_runs
        where transaction_id is null and refusal is null and due_at <= $1
        order by due_at, occurs_at limit $2 for update skip locked)
     update schedule_runs r
        set attempts = attempts + 1, due_at = $1::timestamptz + ${LEASE} * power(2, least(attempts, 4))
       from due where r.schedule_id = due.schedule_id and r.occurs_at = due.occurs_at
     returning r.schedule_id id, r.occurs_at "occursAt"`,
    [now, limit],
  );
  if (rows.length === 0) return [];
  const ids = [...new Set(rows.map(({ id }) => id))];
  const found = await database.db.select().from(schedules).where(inArray(schedules.id, ids));
  const known = new Map(found.map((schedule) => [schedule.id, schedule]));
  return rows.flatMap(({ id, occursAt }) => {
    const schedule = known.get(id);
    return schedule ? [{ schedule, occursAt }] : [];
  });
}

/** Writes what became of occurrences, and answers with those of which it was news. What was made stays so. */
export async function writeOutcomes(tx: Tx, outcomes: readonly RunOutcome[]): Promise<readonly RunOutcome[]> {
  const { rows } = await tx.query<{ id: string; occursAt: Date }>(
    `with outcomes (schedule_id, occurs_at, transaction_id, refusal, error) as (
       select * from unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[])),
     locked as materialized (
       select r.schedule_id, r.occurs_at from schedule_runs r join outcomes using (schedule_id, occurs_at)
        where r.transaction_id is null and (r.refusal is null or outcomes.transaction_id is not null)
        order by 1, 2 for update of r)
     update schedule_runs r
        set transaction_id = o.transaction_id, refusal = o.refusal, last_error = left(o.error, 500)
       from outcomes o join locked using (schedule_id, occurs_at)
      where r.schedule_id = o.schedule_id and r.occurs_at = o.occurs_at
     returning r.schedule_id id, r.occurs_at "occursAt"`,
    [
      outcomes.map(({ run }) => run.schedule.id),
      outcomes.map(({ run }) => run.occursAt),
      outcomes.map(({ transactionId }) => transactionId ?? null),
      outcomes.map(({ refusal }) => refusal ?? null),
      outcomes.map(({ error }) => error ?? null),
    ],
  );
  const written = new Set(rows.map(({ id, occursAt }) => `${id} ${occursAt.getTime()}`));
  return outcomes.filter(({ run }) => written.has(`${run.schedule.id} ${run.occursAt.getTime()}`));
}
