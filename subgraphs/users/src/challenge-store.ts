import type { Queryable, Tx } from '@paygraph/postgres';
import { eq } from 'drizzle-orm';
import { ATTEMPTS_MAX, type Challenge } from './challenge.ts';
import { challenges } from './tables.ts';

const COLUMNS = `id, user_id "userId", salt, attempts, expires_at "expiresAt", delivered_at "deliveredAt", passed_at "passedAt"`;

/** Writes challenges whose id is new; the answer is those. */
export async function insertChallenges(
  tx: Tx,
  rows: readonly Pick<Challenge, 'id' | 'userId' | 'salt'>[],
  expiresAt: Date,
): Promise<Challenge[]> {
  // In order of ids, so that two batches that meet wait for each other and never deadlock.
  const { rows: inserted } = await tx.query<Challenge & Record<string, unknown>>(
    `insert into challenges (id, user_id, salt, expires_at)
     select id, user_id, salt, $4 from unnest($1::text[], $2::text[], $3::bytea[]) as fresh (id, user_id, salt) order by id
     on conflict do nothing returning ${COLUMNS}`,
    [rows.map(({ id }) => id), rows.map(({ userId }) => userId), rows.map(({ salt }) => salt), expiresAt],
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
