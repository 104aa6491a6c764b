import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { requireSecrets } from '@paygraph/config';
import { ACCESS_TOKEN_SECONDS, readAccessKey, readPublicKey } from '@paygraph/identity';
import type { Platform, SubgraphDefinition } from '@paygraph/subgraph';
import type { JSONWebKeySet } from 'jose';
import { apiKeysRevokedSince } from './api-keys/api-key-store.ts';
import { startChallengeSweeper } from './challenge-sweeper.ts';
import { codeMails } from './code-mails.ts';
import { createContext } from './context.ts';
import type { UsersDeps } from './deps.ts';
import { oneTimePasswords } from './one-time-password.ts';
import { createPasswordHasher } from './password-hasher.ts';
import { createResolvers } from './resolvers.ts';
import { sessionsRevokedSince } from './session-store.ts';

/** How long whoever verifies tokens may keep the keys before asking again. */
const JWKS_CACHE_SECONDS = 300;

/** Who: accounts and their sessions. */
export const users: SubgraphDefinition = {
  name: 'users',
  typeDefs: readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'),
  migrationsFolder: fileURLToPath(new URL('../migrations', import.meta.url)),
  async start({ settings, secrets, database, publisher, revocations, logger, peer, now }: Platform) {
    const { jwtPrivateKey } = requireSecrets({ ...settings, secrets }, ['jwtPrivateKey']);
    const accessKey = await readAccessKey(jwtPrivateKey);
    const deps: UsersDeps = {
      database,
      publisher,
      revocations,
      now,
      accessKey,
      hasher: await createPasswordHasher(),
      codes: oneTimePasswords(jwtPrivateKey),
      codeMails: codeMails(peer('notifications')),
      challengesMax: settings.limits.otpChallengesPerUser,
    };
    // PostgreSQL is the truth: whoever keeps the copy may have lost it, or we may have stopped before telling.
    const tokensLiveSince = new Date(now().getTime() - ACCESS_TOKEN_SECONDS * 1000);
    await revocations.revoke(await sessionsRevokedSince(database, tokensLiveSince));
    await revocations.revoke(await apiKeysRevokedSince(database, tokensLiveSince));
    const sweeper = startChallengeSweeper({ database, logger, now });
    const jwks = await publicJwks(jwtPrivateKey, settings.previousPublicKeys);
    return {
      resolvers: createResolvers(deps),
      createContext: (actor) => createContext(deps, actor),
      routes(app) {
        app.get('/.well-known/jwks.json', async (_request, reply) =>
          reply.header('cache-control', `public, max-age=${JWKS_CACHE_SECONDS}`).send(jwks),
        );
      },
      stop: sweeper.stop,
    };
  },
};

/**
 * The keys to verify access tokens with: the public half of the PKCS #8 PEM that signs them, and those of keys that
 * signed before, as SPKI PEMs. Also for a gateway in the same process.
 */
export async function publicJwks(
  jwtPrivateKeyPem: string,
  previousPublicKeyPems: readonly string[],
): Promise<JSONWebKeySet> {
  const { publicJwk } = await readAccessKey(jwtPrivateKeyPem);
  return { keys: [publicJwk, ...(await Promise.all(previousPublicKeyPems.map(readPublicKey)))] };
}
