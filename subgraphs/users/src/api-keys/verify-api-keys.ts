import { timingSafeEqual } from 'node:crypto';
import type { ApiKeyDigest, Role, Scope } from '@paygraph/identity';
import type { UsersDeps } from '../deps.ts';
import { effectiveScopes } from './api-key.ts';
import { apiKeysByPrefix, touchApiKeys } from './api-key-store.ts';

interface Verified {
  readonly id: string;
  readonly userId: string;
  readonly role: Role;
  readonly scopes: Scope[];
  readonly expiresAt: Date | null;
}

/** Whose keys these are and what they are good for, in order; undefined for those that are not. */
export async function verifyApiKeys(
  { database, now }: Pick<UsersDeps, 'database' | 'now'>,
  digests: readonly ApiKeyDigest[],
): Promise<(Verified | undefined)[]> {
  const known = await apiKeysByPrefix(database, [...new Set(digests.map(({ prefix }) => prefix))]);
  const at = now();
  const answers = digests.map(({ prefix, hash }) => {
    const { key, owner } = known.get(prefix) ?? {};
    if (!key || !owner || !isSame(key.hash, hash)) return undefined;
    const isGood = key.revokedAt === null && (key.expiresAt === null || key.expiresAt > at);
    if (!isGood || owner.status !== 'ACTIVE') return undefined;
    const { id, expiresAt } = key;
    return { id, userId: owner.id, role: owner.role, scopes: effectiveScopes(key.scopes, owner.role), expiresAt };
  });
  const used = answers.flatMap((answer) => answer?.id ?? []);
  if (used.length > 0) await touchApiKeys(database, [...new Set(used)], at);
  return answers;
}

/** Takes as long for a hash that is nearly right as for one that is not. */
function isSame(kept: string, shown: string): boolean {
  const [a, b] = [Buffer.from(kept), Buffer.from(shown)];
  return a.length === b.length && timingSafeEqual(a, b);
}
