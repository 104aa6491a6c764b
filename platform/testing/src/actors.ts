import { type Actor, asService, type Role, type UserActor } from '@paygraph/identity';

const origin = { requestId: 'req_test' };

export const ANONYMOUS: Actor = { kind: 'anonymous', ...origin };

/** A service of ours, which may call internal operations. */
export const SERVICE = asService('test', origin);

/** A person with a live session, as the gateway would present them. */
export function person(userId: string, role: Role = 'USER'): UserActor {
  return {
    kind: 'user',
    userId,
    role,
    sessionId: `ses_of_${userId}`,
    authenticatedAt_s: 0,
    expiresAt_s: 4_000_000_000,
    ...origin,
  };
}
