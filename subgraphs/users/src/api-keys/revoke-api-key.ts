import { maySee, type SessionActor } from '@paygraph/identity';
import { notFound } from '@paygraph/subgraph';
import type { UsersDeps } from '../deps.ts';
import { apiKeyRevoked } from '../events.ts';
import { apiKeyById, revokeApiKeyRow } from './api-key-store.ts';

/** Ends a key, and everything that is open with it. */
export async function revokeApiKey(
  { database, publisher, revocations, now }: UsersDeps,
  actor: SessionActor,
  id: string,
) {
  const key = await apiKeyById(database, id);
  if (!key || !maySee(actor, key.userId)) throw notFound('API key');
  const revoked = await publisher.commit(actor, async (tx) => {
    const row = await revokeApiKeyRow(tx, id, now());
    return { result: row, facts: row ? [apiKeyRevoked(row)] : [] };
  });
  // Also when it had ended before: the process that ended it may have stopped right after its commit.
  await revocations.revoke([id]);
  return { apiKey: revoked ?? (await apiKeyById(database, id)) ?? null, userErrors: [] };
}
