import type { Queryable, Tx } from '@paygraph/postgres';
import { and, desc, eq, gt, gte, inArray, isNull, or, sql } from 'drizzle-orm';
import { apiKeys, users } from '../tables.ts';
import type { UserRow } from '../user-store.ts';

export type ApiKeyRow = typeof apiKeys.$inferSelect;

type Store = Pick<Queryable, 'db'>;

const API_KEYS_SHOWN_MAX = 100;
/** A key that is used all the time is written down this often. */
const LAST_USED_PRECISION_MS = 60_000;

/** How many keys of a user are good. Only whoever holds the user's row may rely on it. */
export async function countGoodApiKeys({ db }: Tx, userId: string, now: Date): Promise<number> {
  const good = and(
    eq(apiKeys.userId, userId),
    isNull(apiKeys.revokedAt),
    or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)),
  );
  return db.$count(apiKeys, good);
}

export async function insertApiKey({ db }: Tx, row: ApiKeyRow): Promise<void> {
  await db.insert(apiKeys).values(row);
}

export async function apiKeyById({ db }: Store, id: string): Promise<ApiKeyRow | undefined> {
  const [row] = await db.select().from(apiKeys).where(eq(apiKeys.id, id));
  return row;
}

/** Keys that were not revoked, by user, newest first, at most 100 of each. */
export async function apiKeysByUser({ db }: Store, userIds: readonly string[]): Promise<Map<string, ApiKeyRow[]>> {
  const ranked = db
    .select({
      id: apiKeys.id,
      rank: sql<number>`row_number() over (partition by ${apiKeys.userId} order by ${apiKeys.id} desc)`.as('rank'),
    })
    .from(apiKeys)
    .where(and(inArray(apiKeys.userId, [...userIds]), isNull(apiKeys.revokedAt)))
    .as('ranked');
  const rows = await db
    .select()
    .from(apiKeys)
    .where(
      inArray(
        apiKeys.id,
        db.select({ id: ranked.id }).from(ranked).where(sql`${ranked.rank} <= ${API_KEYS_SHOWN_MAX}`),
      ),
    )
    .orderBy(desc(apiKeys.id));
  return Map.groupBy(rows, ({ userId }) => userId);
}

/** Keys by how they begin, with whose they are. */
export async function apiKeysByPrefix(
  { db }: Store,
  prefixes: readonly string[],
): Promise<Map<string, { readonly key: ApiKeyRow; readonly owner: UserRow }>> {
  const rows = await db
    .select({ key: apiKeys, owner: users })
    .from(apiKeys)
    .innerJoin(users, eq(users.id, apiKeys.userId))
    .where(inArray(apiKeys.prefix, [...prefixes]));
  return new Map(rows.map((row) => [row.key.prefix, row]));
}

/** Writes down that keys were used, to the minute. Waits for nobody: whoever holds a key's row is just doing the same. */
export async function touchApiKeys(
  { query }: Pick<Queryable, 'query'>,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  await query(
    `update api_keys set last_used_at = $2
      where id in (select id from api_keys
                    where id = any($1) and (last_used_at is null or last_used_at <= $3)
                      for update skip locked)`,
    [ids, now, new Date(now.getTime() - LAST_USED_PRECISION_MS)],
  );
}

/** Ends a key. Undefined when it had ended already. */
export async function revokeApiKeyRow({ db }: Tx, id: string, now: Date): Promise<ApiKeyRow | undefined> {
  const [row] = await db
    .update(apiKeys)
    .set({ revokedAt: now })
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .returning();
  return row;
}

/** Ids of the keys that were revoked since `from`. */
export async function apiKeysRevokedSince({ db }: Store, from: Date): Promise<string[]> {
  const rows = await db.select({ id: apiKeys.id }).from(apiKeys).where(gte(apiKeys.revokedAt, from));
  return rows.map(({ id }) => id);
}
