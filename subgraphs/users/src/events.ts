import type { Fact } from '@paygraph/events';
import type { ApiKeyRow } from './api-keys/api-key-store.ts';
import type { Challenge } from './challenge.ts';
import type { RevocationReason } from './session.ts';
import type { SessionRow } from './session-store.ts';
import type { UserRow } from './user-store.ts';

export function userRegistered({ id, email, name, role }: UserRow): Fact {
  return { type: 'user.registered', subject: id, data: { userId: id, email, name, role } };
}

/** Somebody tried to open a second account with the address of `user`, who is told by mail. */
export function signUpRepeated({ id, email, name }: UserRow): Fact {
  return { type: 'user.sign_up_repeated', subject: id, data: { userId: id, email, name } };
}

export function sessionStarted({ id, userId }: SessionRow): Fact {
  return { type: 'session.started', subject: userId, data: { userId, sessionId: id } };
}

export function sessionRefreshed({ id, userId }: SessionRow): Fact {
  return { type: 'session.refreshed', subject: userId, data: { userId, sessionId: id } };
}

export function sessionRevoked({ id, userId }: Pick<SessionRow, 'id' | 'userId'>, reason: RevocationReason): Fact {
  return { type: 'session.revoked', subject: userId, data: { userId, sessionIds: [id], reason } };
}

export function apiKeyCreated({ id, userId, name, prefix, scopes, expiresAt }: ApiKeyRow): Fact {
  const data = { userId, apiKeyId: id, name, prefix, scopes, expiresAt: expiresAt?.toISOString() ?? null };
  return { type: 'api_key.created', subject: userId, data };
}

export function apiKeyRevoked({ id, userId, name, prefix }: ApiKeyRow): Fact {
  return { type: 'api_key.revoked', subject: userId, data: { userId, apiKeyId: id, name, prefix } };
}

export function challengeStarted({ id, userId, expiresAt }: Challenge): Fact {
  const data = { userId, challengeId: id, expiresAt: expiresAt.toISOString() };
  return { type: 'user.challenge_started', subject: userId, data };
}

export function challengePassed({ id, userId }: Challenge): Fact {
  return { type: 'user.challenge_passed', subject: userId, data: { userId, challengeId: id } };
}

/** A wrong code was tried, and that many more may be. */
export function challengeFailed({ id, userId }: Challenge, attemptsLeft: number): Fact {
  return { type: 'user.challenge_failed', subject: userId, data: { userId, challengeId: id, attemptsLeft } };
}
