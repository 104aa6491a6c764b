import { newApiKey, newId, type SessionActor } from '@paygraph/identity';
import { codedError } from '@paygraph/subgraph';
import type { UsersDeps } from '../deps.ts';
import { apiKeyCreated } from '../events.ts';
import { type Refusal, userErrorOf } from '../refusal.ts';
import { holdUser } from '../user-store.ts';
import { API_KEYS_MAX, parseApiKeyRequest } from './api-key.ts';
import { type ApiKeyRow, countGoodApiKeys, insertApiKey } from './api-key-store.ts';

/** Makes a key for a program of the caller's. Its secret is in this answer and nowhere else. */
export async function createApiKey(
  { publisher, now }: UsersDeps,
  actor: SessionActor,
  input: { readonly name: string; readonly scopes: readonly string[]; readonly expiresAt?: Date | null },
) {
  const at = now();
  const { text, prefix, hash } = newApiKey();
  const outcome = await publisher.commit<ApiKeyRow | readonly Refusal[]>(actor, async (tx) => {
    // Held, so that no two keys are counted at once. What counts is their role now, not that of the token.
    const owner = await holdUser(tx, actor.userId);
    if (owner?.status !== 'ACTIVE') throw codedError('UNAUTHENTICATED', 'Sign in first');
    const request = parseApiKeyRequest(input, owner.role, at);
    if (isRefused(request)) return { result: request, facts: [] };
    if ((await countGoodApiKeys(tx, owner.id, at)) >= API_KEYS_MAX) return { result: ['TOO_MANY_API_KEYS'], facts: [] };
    const row: ApiKeyRow = {
      id: newId('key'),
      userId: owner.id,
      name: request.name,
      prefix,
      hash,
      scopes: [...request.scopes],
      createdAt: at,
      expiresAt: request.expiresAt,
      lastUsedAt: null,
      revokedAt: null,
    };
    await insertApiKey(tx, row);
    return { result: row, facts: [apiKeyCreated(row)] };
  });
  if (isRefused(outcome)) return { apiKey: null, secret: null, userErrors: outcome.map(userErrorOf) };
  return { apiKey: outcome, secret: text, userErrors: [] };
}

function isRefused<Value>(outcome: Value | readonly Refusal[]): outcome is readonly Refusal[] {
  return Array.isArray(outcome);
}
