import type { Queryable, Tx } from '@paygraph/postgres';
import { and, eq, gte, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { PresentedToken, RevocationReason } from './session.ts';
import { refreshTokens, sessions, users } from './tables.ts';
import type { UserRow } from './user-store.ts';

export type SessionRow = typeof sessions.$inferSelect;

type Store = Pick<Queryable, 'db'>;

const SESSIONS_SHOWN_MAX = 100;

/** Sessions that have not ended, by user, newest first, at most 100 of each. */
export async function liveSessionsByUser(
  { db }: Store,
  userIds: readonly string[],
  now: Date,
): Promise<Map<string, SessionRow[]>> {
  const ranked = db
    .select({
      id: sessions.id,
      rank: sql<number>`row_number() over (partition by ${sessions.userId} order by ${sessions.id} desc)`.as('rank'),
    })
    .from(sessions)
    .where(and(inArray(sessions.userId, [...userIds]), isNull(sessions.revokedAt), gte(sessions.expiresAt, now)))
    .as('ranked');
  const rows = await db
    .select()
    .from(sessions)
    .where(
      inArray(
        sessions.id,
        db.select({ id: ranked.id }).from(ranked).where(sql`${ranked.rank} <= ${SESSIONS_SHOWN_MAX}`),
      ),
    )
    .orderBy(sql`${sessions.id} desc`);
  return Map.groupBy(rows, (row) => row.userId);
}

export async function insertSession({ db }: Tx, session: SessionRow, tokenHash: string): Promise<void> {
  await db.insert(sessions).values(session);
  await db.insert(refreshTokens).values({ hash: tokenHash, sessionId: session.id, expiresAt: session.expiresAt });
}

/** A refresh token with its session, locked until the transaction ends, and their user. */
export interface LockedSession {
  readonly session: SessionRow;
  readonly user: UserRow;
  readonly token: PresentedToken;
}

/** What the refresh token with this hash belongs to; undefined when nobody ever gave it out. */
export async function lockSessionOf(tx: Tx, tokenHash: string): Promise<LockedSession | undefined> {
  // The session first and the token in a statement of its own: after waiting for another refresh of the same
  // session, only a new statement sees that it used the token up.
  const { rows } = await tx.query<{ id: string }>(
    'select id from sessions where id = (select session_id from refresh_tokens where hash = $1) for update',
    [tokenHash],
  );
  const [locked] = rows;
  if (!locked) return undefined;
  const [found] = await tx.db
    .select({ session: sessions, user: users, token: refreshTokens })
    .from(refreshTokens)
    .innerJoin(sessions, eq(sessions.id, refreshTokens.sessionId))
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(refreshTokens.hash, tokenHash), eq(sessions.id, locked.id)));
  if (!found) return undefined;
  const { session, user, token } = found;
  return {
    session,
    user,
    token: { usedAt: token.usedAt, expiresAt: token.expiresAt, revokedAt: session.revokedAt, userStatus: user.status },
  };
}

export interface Rotation {
  readonly session: SessionRow;
  readonly usedHash: string;
  readonly newHash: string;
  readonly expiresAt: Date;
}

/** Uses one refresh token of a locked session up and gives out the next. Throws when it was used up already. */
export async function rotateToken(
  { db }: Tx,
  { session, usedHash, newHash, expiresAt }: Rotation,
  now: Date,
): Promise<SessionRow> {
  const { rowCount } = await db
    .update(refreshTokens)
    .set({ usedAt: now })
    .where(and(eq(refreshTokens.hash, usedHash), isNull(refreshTokens.usedAt)));
  if (rowCount !== 1) throw new Error(`A refresh token of ${session.id} was used without a lock on its session`);
  await db.insert(refreshTokens).values({ hash: newHash, sessionId: session.id, expiresAt });
  // A used token need not be known for longer than it could have been worth something.
  await db.delete(refreshTokens).where(and(eq(refreshTokens.sessionId, session.id), lt(refreshTokens.expiresAt, now)));
  const [row] = await db.update(sessions).set({ expiresAt }).where(eq(sessions.id, session.id)).returning();
  return row as SessionRow;
}

/** Ends a session of the user. False when it had ended already, or is not theirs. */
export async function revokeSession(
  { db }: Tx,
  { id, userId }: Pick<SessionRow, 'id' | 'userId'>,
  revocationReason: RevocationReason,
  now: Date,
): Promise<boolean> {
  const { rowCount } = await db
    .update(sessions)
    .set({ revokedAt: now, revocationReason })
    .where(and(eq(sessions.id, id), eq(sessions.userId, userId), isNull(sessions.revokedAt)));
  return rowCount === 1;
}

/** Ids of the sessions that were revoked since `from`. */
export async function sessionsRevokedSince({ db }: Store, from: Date): Promise<string[]> {
  const rows = await db.select({ id: sessions.id }).from(sessions).where(gte(sessions.revokedAt, from));
  return rows.map(({ id }) => id);
}
