import type { Actor } from '@paygraph/identity';

/**
 * Two callers with the same one are shown the same. Everything that is known of a caller counts, except where the
 * request came from and when the credential ends.
 */
export function identityOf(actor: Actor): string {
  const { requestId, traceparent, ip, userAgent, ...identity } = actor;
  return JSON.stringify({ ...identity, expiresAt_s: undefined });
}
