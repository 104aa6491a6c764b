export {
  type AccessClaims,
  type AccessKey,
  accessVerifier,
  readAccessKey,
  readPublicKey,
  signAccessToken,
  type VerifiedAccess,
  type VerifyAccess,
  verifyAccessToken,
} from './access-token.ts';
export {
  type Actor,
  type ApiKeyActor,
  asService,
  isOperator,
  maySee,
  type Origin,
  type Role,
  type ServiceActor,
  type SessionActor,
  type UserActor,
} from './actor.ts';
export { ACTOR_HEADER, signActor, verifyActor } from './actor-token.ts';
export { type ApiKeyDigest, newApiKey, parseApiKey } from './api-key.ts';
export { firstIdAt, newId } from './id.ts';
export { ACCESS_TOKEN_SECONDS, memoryRevocations, type Revocations, redisRevocations } from './revocations.ts';
export { isScope, SCOPES, type Scope, scopesOf, scopesOfRole } from './scopes.ts';
