import { expect, test } from 'vitest';
import type { SessionActor } from './actor.ts';
import { isScope, SCOPES, scopesOf, scopesOfRole } from './scopes.ts';

const ada: SessionActor = {
  kind: 'user',
  userId: 'usr_ada',
  role: 'USER',
  sessionId: 'ses_1',
  authenticatedAt_s: 1,
  expiresAt_s: 2,
  requestId: 'req_1',
};

test('a session is good for everything of its role, an API key for what it was made for', () => {
  expect(scopesOf(ada)).toEqual(scopesOfRole('USER'));
  const { sessionId: _, authenticatedAt_s: __, ...person } = ada;
  expect([...scopesOf({ ...person, apiKeyId: 'key_1', scopes: ['wallets:read'] })]).toEqual(['wallets:read']);
  expect([...scopesOf({ ...person, role: 'ADMIN', apiKeyId: 'key_1', scopes: [] })]).toEqual([]);
});

test('operators may do everything, others nothing that is said to be for operators', () => {
  for (const [scope, meaning] of Object.entries(SCOPES)) {
    if (!isScope(scope)) throw new Error(`${scope} is none`);
    const isForOperators = meaning.endsWith('Operators.');
    expect(scopesOfRole('OPERATOR').has(scope), scope).toBe(true);
    expect(scopesOfRole('ADMIN').has(scope), scope).toBe(true);
    expect(scopesOfRole('USER').has(scope), scope).toBe(!isForOperators);
    expect(scopesOfRole('MERCHANT').has(scope), scope).toBe(!isForOperators);
  }
});

test.each(['', 'wallets', 'wallets:READ', 'toString', '__proto__'])('%j is no scope', (text) => {
  expect(isScope(text)).toBe(false);
});
