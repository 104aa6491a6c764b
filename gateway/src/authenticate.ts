import type { Actor, Origin, Revocations, VerifyAccess } from '@paygraph/identity';
import { codedError } from '@paygraph/subgraph';
import { GraphQLError } from 'graphql';
import type { VerifyApiKey } from './api-keys.ts';
import type { Knock } from './limits/limiter.ts';

export interface AuthenticateDeps {
  readonly verifyAccess: VerifyAccess;
  readonly verifyApiKey: VerifyApiKey;
  readonly revocations: Revocations;
  readonly now: () => Date;
  readonly knock: Knock;
  readonly report: (error: unknown) => void;
}

/** What a request says about who sends it, as it arrived. */
export interface Credentials {
  /** `Bearer`, and an access token or an API key. */
  readonly authorization?: unknown;
  /** An API key alone. */
  readonly apiKey?: unknown;
}

const BEARER = /^Bearer +(\S+)$/i;
const ACCESS_TOKEN = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * Who is asking. Without a credential it is an anonymous actor; a credential that is malformed, forged,
 * expired or revoked is an error, never an anonymous actor, and counts as a request of one: whoever tries credentials
 * is somebody unknown. When nobody can say whether it is good, the error is SUBGRAPH_UNAVAILABLE.
 */
export async function authenticate(
  deps: AuthenticateDeps,
  credentials: Credentials,
  origin: Origin,
): Promise<Actor | GraphQLError> {
  try {
    const actor = await identify(deps, credentials, origin);
    if (!(actor instanceof GraphQLError)) return actor;
    const { refusal } = await deps.knock({ kind: 'anonymous', ...origin });
    return refusal ?? actor;
  } catch (error) {
    deps.report(error);
    return codedError('SUBGRAPH_UNAVAILABLE', 'Credentials cannot be verified at the moment');
  }
}

async function identify(
  deps: AuthenticateDeps,
  { authorization, apiKey }: Credentials,
  origin: Origin,
): Promise<Actor | GraphQLError> {
  const [isGiven, isKeyGiven] = [authorization, apiKey].map((each) => each != null && each !== '');
  if (isGiven && isKeyGiven) return codedError('UNAUTHENTICATED', 'Send an access token or an API key, not both');
  if (isKeyGiven) return authenticateKey(deps, typeof apiKey === 'string' ? apiKey : '', origin);
  if (!isGiven) return { kind: 'anonymous', ...origin };
  const token = typeof authorization === 'string' ? BEARER.exec(authorization)?.[1] : undefined;
  if (!token) return codedError('UNAUTHENTICATED', 'The credential is not a bearer token');
  if (!ACCESS_TOKEN.test(token)) return authenticateKey(deps, token, origin);
  const claims = await deps.verifyAccess(token, deps.now());
  if (!claims || (await deps.revocations.isRevoked(claims.sessionId))) {
    return codedError('UNAUTHENTICATED', 'The access token is not valid any more; refresh the session or sign in');
  }
  return { kind: 'user', ...claims, ...origin };
}

async function authenticateKey(deps: AuthenticateDeps, key: string, origin: Origin): Promise<Actor | GraphQLError> {
  const claims = await deps.verifyApiKey(key, origin);
  if (claims) return { kind: 'user', ...claims, ...origin };
  return codedError('UNAUTHENTICATED', 'The credential is neither an access token nor an API key that is good');
}
