import type { UserStatus } from './user.ts';

/** A session ends when it was not refreshed for this long. */
const SESSION_DAYS = 7;
const DAY_MS = 24 * 60 * 60 * 1000;

export type RevocationReason = 'LOGGED_OUT' | 'TOKEN_REUSED';

export function sessionExpiry(now: Date): Date {
  return new Date(now.getTime() + SESSION_DAYS * DAY_MS);
}

/** A refresh token that was presented, with what it belongs to. */
export interface PresentedToken {
  readonly usedAt: Date | null;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly userStatus: UserStatus;
}

/** ROTATE: a new pair of tokens. REVOKE: two parties hold this token, so the whole session ends. REFUSE: nothing changes. */
export type RefreshDecision = 'ROTATE' | 'REVOKE' | 'REFUSE';

/** What becomes of a refresh token; `token` is undefined when nobody ever gave it out. */
export function decideRefresh(token: PresentedToken | undefined, now: Date): RefreshDecision {
  if (!token || token.revokedAt) return 'REFUSE';
  // Before its expiry is looked at: a stolen token is a stolen token, however late it turns up.
  if (token.usedAt) return 'REVOKE';
  return token.expiresAt > now && token.userStatus === 'ACTIVE' ? 'ROTATE' : 'REFUSE';
}
