import type { Origin, UserActor } from '@paygraph/identity';

/**
 * Somebody who asked for this earlier and has left: what is done in their name is recorded as theirs, under the
 * request they made. No more than the rights of a user, and no session that could be used for anything else.
 */
export function onBehalfOf(
  userId: string,
  { requestId, ip }: Pick<Origin, 'requestId'> & { ip: string | null },
): UserActor {
  return {
    kind: 'user',
    userId,
    role: 'USER',
    sessionId: '',
    authenticatedAt_s: 0,
    expiresAt_s: 0,
    requestId,
    ip: ip ?? undefined,
  };
}
