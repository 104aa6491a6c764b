import type { Actor, Revocations } from '@paygraph/identity';

/** setTimeout holds at most this; tokens live far shorter. */
const TIMER_MAX_MS = 2 ** 31 - 1;

/**
 * Aborts as soon as the actor may not be served any longer: their token expires or their session is revoked.
 * Call `stop` when it is not watched any more.
 */
export function watchSession(
  revocations: Revocations,
  actor: Actor,
  now: () => Date,
): { signal: AbortSignal; stop(): void } {
  const ended = new AbortController();
  if (actor.kind !== 'user') return { signal: ended.signal, stop() {} };
  const isKey = actor.apiKeyId !== undefined;
  const left_ms =
    actor.expiresAt_s === undefined ? Number.POSITIVE_INFINITY : actor.expiresAt_s * 1000 - now().getTime();
  const timer = setTimeout(
    // A key may live longer than a timer can wait; whoever uses it connects again.
    () => ended.abort(isKey ? 'The API key expired' : 'The access token expired'),
    Math.min(Math.max(left_ms, 0), TIMER_MAX_MS),
  );
  const credentialId = isKey ? actor.apiKeyId : actor.sessionId;
  const unwatch = revocations.onRevoked((revokedId) => {
    if (revokedId === credentialId) ended.abort(isKey ? 'The API key was revoked' : 'The session was ended');
  });
  return {
    signal: ended.signal,
    stop() {
      clearTimeout(timer);
      unwatch();
    },
  };
}
