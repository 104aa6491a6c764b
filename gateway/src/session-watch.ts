import type { Actor, Revocations, UserActor } from '@paygraph/identity';

/** setTimeout holds at most this; a key may live longer. */
const TIMER_MAX_MS = 2 ** 31 - 1;

/**
 * Aborts as soon as the actor may not be served any longer: their token or key expires, their session ends or their
 * key is revoked. Call `stop` when it is not watched any more.
 */
export function watchSession(
  revocations: Revocations,
  actor: Actor,
  now: () => Date,
): { signal: AbortSignal; stop(): void } {
  const ended = new AbortController();
  if (actor.kind !== 'user') return { signal: ended.signal, stop() {} };
  const { id, expired, revoked } = credentialOf(actor);
  const { expiresAt_s } = actor;
  let timer: NodeJS.Timeout | undefined;
  const endInTime = (end_ms: number) => {
    const left_ms = end_ms - now().getTime();
    timer =
      left_ms > TIMER_MAX_MS
        ? setTimeout(endInTime, TIMER_MAX_MS, end_ms)
        : setTimeout(() => ended.abort(expired), Math.max(left_ms, 0));
  };
  if (expiresAt_s !== undefined) endInTime(expiresAt_s * 1000);
  const unwatch = revocations.onRevoked((revokedId) => {
    if (revokedId === id) ended.abort(revoked);
  });
  return {
    signal: ended.signal,
    stop() {
      clearTimeout(timer);
      unwatch();
    },
  };
}

function credentialOf(actor: UserActor) {
  return actor.apiKeyId === undefined
    ? { id: actor.sessionId, expired: 'The access token expired', revoked: 'The session was ended' }
    : { id: actor.apiKeyId, expired: 'The API key expired', revoked: 'The API key was revoked' };
}
