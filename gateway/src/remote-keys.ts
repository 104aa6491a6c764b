import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';

const TIMEOUT_MS = 2_000;
/** Keys are asked for again at most this often, however many tokens name one that nobody here knows. */
const COOLDOWN_MS = 5_000;

/** The key set of the users subgraph, asked for again when a token names a key that is not in it yet. */
export function remoteKeys(url: URL, cooldown_ms = COOLDOWN_MS): JWTVerifyGetKey {
  return createRemoteJWKSet(url, { timeoutDuration: TIMEOUT_MS, cooldownDuration: cooldown_ms });
}
