import type { Queryable, Tx } from '@paygraph/postgres';
import { eq } from 'drizzle-orm';
import { ATTEMPTS_MAX, type Challenge } from './challenge.ts';
import { challenges } from './tables.ts';

const COLUMNS = `id, user_id "userId", salt, attempts, expires_at "expiresAt", delivered_at "deliveredAt", passed_at "passedAt"`;

/** When challenges begin and end, and how many of one user may have begun since when. */
export interface ChallengeTerms {
  readonly begunAt: Date;
  readonly expiresAt: Date;
  readonly countedSince: Date;
  /** Infinity when there is no limit. */
  readonly countMax: number;
}

/**
 * Writes challenges whose id is new, as many of each user as the terms allow, in the order of ids; the answer is those.
 * Whoever counts the challenges of a user holds the user's row, so that no two count at the same time.
 */
export async function insertChallenges(
  tx: Tx,
  rows: readonly Pick<Challenge, 'id' | 'userId' | 'salt'>[],
  { begunAt, expiresAt, countedSince, countMax }: ChallengeTerms,
): Promise<Challenge[]> {
  const userIds = rows.map(({ userId }) => userId);
  // In order of ids, here and below, so that two batches that meet wait for each other and never deadlock.
  await tx.query('select from users where id = any($1) order by id for no key update', [userIds]);
  const { rows: inserted } = await tx.query<Challenge & Record<string, unknown>>(
    `insert into challenges (id, user_id, salt, begun_at, expires_at)
     select id, user_id, salt, $4, $5
       from (select asked.*, row_number() over (partition by user_id order by id) place
               from unnest($1::text[], $2::text[], $3::bytea[]) asked (id, user_id, salt)
              where not exists (select from challenges known where known.id = asked.id)) fresh
      where $7::int is null
         or place + (select count(*) from challenges c where c.user_id = fresh.user_id and c.begun_at > $6) <= $7
      order by id
     on conflict do nothing returning ${COLUMNS}`,
    [
      rows.map(({ id }) => id),
      userIds,
      rows.map(({ salt }) => salt),
      begunAt,
      expiresAt,
      countedSince,
      Number.isFinite(countMax) ? countMax : null,
    ],
  );
  return inserted;
}

/** Challenges by id; the time of one whose code never went out begins again, ending at `expiresAt`. */
export async function renewUndelivered(
  tx: Tx,
  ids: readonly string[],
  expiresAt: Date,
): Promise<Map<string, Challenge>> {
  await tx.query(
    `update challenges set expires_at = $2
       from (select id from challenges where id = any($1) and delivered_at is null order by id for update) undelivered
      where challenges.id = undelivered.id`,
    [ids, expiresAt],
  );
  const { rows } = await tx.query<Challenge & Record<string, unknown>>(
    `select ${COLUMNS} from challenges where id = any($1)`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Remembers whose code is on its way for certain. */
export async function markDelivered(database: Queryable, ids: readonly string[], now: Date): Promise<void> {
  await database.query(
    `update challenges set delivered_at = $2
       from (select id from challenges where id = any($1) and delivered_at is null order by id for update) undelivered
      where challenges.id = undelivered.id`,
    [ids, now],
  );
}

export async function challengeById({ db }: Queryable, id: string): Promise<Challenge | undefined> {
  const [row] = await db.select().from(challenges).where(eq(challenges.id, id));
  return row;
}

/**
 * Counts an attempt, and the challenge as passed when it was the right code; undefined when no attempt was left to
 * count. One statement decides, so that however many try at once, no more than ATTEMPTS_MAX count.
 */
export async function countAttempt(
  tx: Tx,
  id: string,
  right: boolean,
  now: Date,
): Promise<{ readonly attempts: number } | undefined> {
  const { rows } = await tx.query<{ attempts: number }>(
    `update challenges set attempts = attempts + 1, passed_at = case when $2 then $3::timestamptz end
      where id = $1 and passed_at is null and attempts < $4 and expires_at > $3
      returning attempts`,
    [id, right, now, ATTEMPTS_MAX],
  );
  return rows[0];
}

/** Forgets challenges that were over before `before`, at most `limit`; the answer is how many. */
export async function deleteChallenges(database: Queryable, before: Date, limit: number): Promise<number> {
  const { rowCount } = await database.query(
    `delete from challenges using (
       select id from challenges where expires_at < $1 order by expires_at limit $2 for update skip locked) over
      where challenges.id = over.id`,
    [before, limit],
  );
  return rowCount ?? 0;
}
