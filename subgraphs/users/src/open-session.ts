import { type Actor, newId, signAccessToken } from '@paygraph/identity';
import type { Tx } from '@paygraph/postgres';
import type { UsersDeps } from './deps.ts';
import { hashRefreshToken, newRefreshToken } from './refresh-token.ts';
import { type Refusal, userErrorOf } from './refusal.ts';
import { sessionExpiry } from './session.ts';
import { insertSession, type SessionRow } from './session-store.ts';
import type { UserRow } from './user-store.ts';

const USER_AGENT_CHARACTERS_MAX = 500;

/** A session as clients see it; with tokens only in the answer that made them. */
export type SessionView = SessionRow & { readonly accessToken?: string; readonly refreshToken?: string };

/** A session whose tokens have not been given out yet. */
export interface OpenSession {
  readonly user: UserRow;
  readonly session: SessionRow;
  readonly refreshToken: string;
}

/** Opens a session for a user who has just proved who they are; `actor` is the request they did it with. */
export async function startSession(tx: Tx, user: UserRow, actor: Actor, now: Date): Promise<OpenSession> {
  const refreshToken = newRefreshToken();
  const session: SessionRow = {
    id: newId('ses'),
    userId: user.id,
    authenticatedAt: now,
    expiresAt: sessionExpiry(now),
    userAgent: actor.userAgent?.slice(0, USER_AGENT_CHARACTERS_MAX) ?? null,
    ip: actor.ip ?? null,
    revokedAt: null,
    revocationReason: null,
  };
  await insertSession(tx, session, hashRefreshToken(refreshToken));
  return { user, session, refreshToken };
}

/** The payload that hands a session to its owner. */
export async function granted({ accessKey, now }: UsersDeps, { user, session, refreshToken }: OpenSession) {
  const claims = {
    userId: user.id,
    sessionId: session.id,
    role: user.role,
    authenticatedAt_s: Math.floor(session.authenticatedAt.getTime() / 1000),
  };
  const accessToken = await signAccessToken(accessKey, claims, now());
  const view: SessionView = { ...session, accessToken, refreshToken };
  return { user, session: view, userErrors: [] };
}

/** The payload that tells why there is no session. */
export function refused(...refusals: readonly Refusal[]) {
  return { user: null, session: null, userErrors: refusals.map(userErrorOf) };
}
