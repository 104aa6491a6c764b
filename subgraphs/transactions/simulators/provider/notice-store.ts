import type { Queryable } from '@paygraph/postgres';

/** How often a webhook is tried before it is given up. */
const ATTEMPTS_MAX = 8;
const BACKOFF_FIRST_MS = 500;
const BACKOFF_MAX_MS = 60_000;
/** Longer than a delivery takes: nobody else takes up what is being delivered. */
const LEASE_MS = 15_000;
const BATCH_MAX = 50;

export interface Notice {
  readonly id: string;
  readonly reference: string;
  /** Of those before. */
  readonly attempts: number;
}

/** Takes up notices that are due, for as long as a delivery may last. */
export async function takeNotices(database: Queryable, now: Date): Promise<Notice[]> {
  const { rows } = await database.query<Notice>(
    `update notices set attempts = attempts + 1, next_attempt_at = $2
     where id in (
       select id from notices where next_attempt_at <= $1 order by next_attempt_at limit $3 for update skip locked
     )
     returning id, reference, attempts - 1 as attempts`,
    [now, new Date(now.getTime() + LEASE_MS), BATCH_MAX],
  );
  return rows;
}

export async function noticeDelivered(database: Queryable, { id }: Notice, now: Date): Promise<void> {
  await database.query('update notices set delivered_at = $2, next_attempt_at = null where id = $1', [id, now]);
}

/** Tries again later, up to ATTEMPTS_MAX times in all. */
export async function noticeFailed(database: Queryable, { id, attempts }: Notice, now: Date): Promise<void> {
  const wait_ms = Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** attempts);
  const next = attempts + 1 >= ATTEMPTS_MAX ? null : new Date(now.getTime() + wait_ms);
  await database.query('update notices set next_attempt_at = $2 where id = $1', [id, next]);
}

/** Puts a notice off that was never tried: it will be overtaken by later ones. */
export async function delayNotice(database: Queryable, { id }: Notice, until: Date): Promise<void> {
  await database.query('update notices set attempts = attempts - 1, next_attempt_at = $2 where id = $1', [id, until]);
}
