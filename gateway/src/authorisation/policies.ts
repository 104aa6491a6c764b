import type { UserActor } from '@paygraph/identity';

/** How long after giving their password people may do what a borrowed browser must not. */
const RECENT_S = 15 * 60;

/** Decides by what is known of a caller. */
type Policy = (actor: UserActor, now: Date) => boolean;

/** What `@policy` may name in a subgraph. */
export const POLICIES: ReadonlyMap<string, Policy> = new Map<string, Policy>([
  // They are there themselves: no program with an API key.
  ['session', ({ apiKeyId }) => apiKeyId === undefined],
  // They gave their password a short while ago; refreshing the session does not count.
  [
    'recent_authentication',
    (actor, now) => actor.apiKeyId === undefined && now.getTime() / 1000 - actor.authenticatedAt_s < RECENT_S,
  ],
]);
