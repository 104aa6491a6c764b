import type { SessionActor } from '@paygraph/identity';
import type { UsersDeps } from './deps.ts';
import { sessionRevoked } from './events.ts';
import { revokeSession } from './session-store.ts';

/** Ends the session the request was made with. */
export async function logOut(deps: UsersDeps, actor: SessionActor): Promise<true> {
  const session = { id: actor.sessionId, userId: actor.userId };
  await deps.publisher.commit(actor, async (tx) => {
    const revoked = await revokeSession(tx, session, 'LOGGED_OUT', deps.now());
    return { result: undefined, facts: revoked ? [sessionRevoked(session, 'LOGGED_OUT')] : [] };
  });
  // Also when it had ended before: the process that ended it may have stopped right after its commit.
  await deps.revocations.revoke([session.id]);
  return true;
}
