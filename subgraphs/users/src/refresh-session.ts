import type { Actor } from '@paygraph/identity';
import type { UsersDeps } from './deps.ts';
import { sessionRefreshed, sessionRevoked } from './events.ts';
import { granted, type OpenSession, refused } from './open-session.ts';
import { hashRefreshToken, newRefreshToken } from './refresh-token.ts';
import { decideRefresh, sessionExpiry } from './session.ts';
import { lockSessionOf, revokeSession, rotateToken } from './session-store.ts';

type Outcome =
  | { readonly kind: 'rotated'; readonly open: OpenSession }
  | { readonly kind: 'revoked'; readonly id: string }
  | { readonly kind: 'refused' };

/** Trades a refresh token for the next pair of tokens; one that was traded before ends its session. */
export async function refreshSession(deps: UsersDeps, actor: Actor, presented: string) {
  const usedHash = hashRefreshToken(presented);
  const now = deps.now();
  const outcome = await deps.publisher.commit<Outcome>(actor, async (tx) => {
    const locked = await lockSessionOf(tx, usedHash);
    const decision = decideRefresh(locked?.token, now);
    if (!locked || decision === 'REFUSE') return { result: { kind: 'refused' }, facts: [] };
    const { session, user } = locked;
    if (decision === 'REVOKE') {
      await revokeSession(tx, session, 'TOKEN_REUSED', now);
      return { result: { kind: 'revoked', id: session.id }, facts: [sessionRevoked(session, 'TOKEN_REUSED')] };
    }
    const refreshToken = newRefreshToken();
    const rotation = { session, usedHash, newHash: hashRefreshToken(refreshToken), expiresAt: sessionExpiry(now) };
    const rotated = await rotateToken(tx, rotation, now);
    return {
      result: { kind: 'rotated', open: { user, session: rotated, refreshToken } },
      facts: [sessionRefreshed(rotated)],
    };
  });
  switch (outcome.kind) {
    case 'rotated':
      return granted(deps, outcome.open);
    case 'revoked':
      await deps.revocations.revoke([outcome.id]);
      return refused('SESSION_EXPIRED');
    case 'refused':
      return refused('SESSION_EXPIRED');
  }
}
