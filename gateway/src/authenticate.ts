import type { Actor, Origin, Revocations, VerifyAccess } from '@paygraph/identity';
import { codedError } from '@paygraph/subgraph';
import type { GraphQLError } from 'graphql';

export interface AuthenticateDeps {
  readonly verifyAccess: VerifyAccess;
  readonly revocations: Revocations;
  readonly now: () => Date;
}

const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

/**
 * Who is asking. Without a credential it is an anonymous actor; a credential that is malformed, forged,
 * expired or revoked is an error, never an anonymous actor.
 */
export async function authenticate(
  deps: AuthenticateDeps,
  authorization: unknown,
  origin: Origin,
): Promise<Actor | GraphQLError> {
  if (authorization === undefined || authorization === null || authorization === '')
    return { kind: 'anonymous', ...origin };
  const token = typeof authorization === 'string' ? BEARER.exec(authorization)?.[1] : undefined;
  if (!token) return codedError('UNAUTHENTICATED', 'The credential is not a bearer token');
  const claims = await deps.verifyAccess(token, deps.now());
  if (!claims || (await deps.revocations.isRevoked(claims.sessionId))) {
    return codedError('UNAUTHENTICATED', 'The access token is not valid any more; refresh the session or sign in');
  }
  return { kind: 'user', ...claims, ...origin };
}
