import type { Role } from '@paygraph/identity';
import type { Queryable } from '@paygraph/postgres';
import type { Page } from '@paygraph/subgraph';
import { and, desc, eq, ilike, inArray, lt, or } from 'drizzle-orm';
import { users } from './tables.ts';
import type { UserStatus } from './user.ts';

export type UserRow = typeof users.$inferSelect;

type Store = Pick<Queryable, 'db'>;

export interface UserFilter {
  readonly search?: string | null;
  readonly role?: Role | null;
  readonly status?: UserStatus | null;
}

export async function usersById({ db }: Store, ids: readonly string[]): Promise<Map<string, UserRow>> {
  const rows = await db
    .select()
    .from(users)
    .where(inArray(users.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row]));
}

/** Users by address; addresses are normalised. */
export async function usersByEmail({ db }: Store, emails: readonly string[]): Promise<Map<string, UserRow>> {
  const rows = await db
    .select()
    .from(users)
    .where(inArray(users.email, [...emails]));
  return new Map(rows.map((row) => [row.email, row]));
}

/** Writes users whose address is not taken, and returns those. Waits for whoever is taking one at this moment. */
export async function insertUsers({ db }: Store, rows: readonly UserRow[]): Promise<UserRow[]> {
  if (rows.length === 0) return [];
  // In address order, so that two lists that meet wait for each other and never deadlock.
  const sorted = [...rows].sort((a, b) => (a.email < b.email ? -1 : 1));
  return db.insert(users).values(sorted).onConflictDoNothing({ target: users.email }).returning();
}

/**
 * The user, held against changes until the transaction ends, if they may still sign in with the password
 * whose hash was just verified: hashing takes long, and they may have been suspended meanwhile.
 */
export async function holdActiveUser({ db }: Store, { id, passwordHash }: UserRow): Promise<UserRow | undefined> {
  const [row] = await db
    .select()
    .from(users)
    .where(and(eq(users.id, id), eq(users.status, 'ACTIVE'), eq(users.passwordHash, passwordHash)))
    .for('share');
  return row;
}

/** The user, held until the transaction ends: whoever counts what they have counts alone. */
export async function holdUser({ db }: Store, id: string): Promise<UserRow | undefined> {
  const [row] = await db.select().from(users).where(eq(users.id, id)).for('no key update');
  return row;
}

/** Users, newest first; one more than the page, when there is one. */
export function listUsers(
  { db }: Store,
  { limit, after }: Page,
  { search, role, status }: UserFilter,
): Promise<UserRow[]> {
  const pattern = search && `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
  return db
    .select()
    .from(users)
    .where(
      and(
        after === undefined ? undefined : lt(users.id, after),
        role ? eq(users.role, role) : undefined,
        status ? eq(users.status, status) : undefined,
        pattern ? or(ilike(users.name, pattern), ilike(users.email, pattern)) : undefined,
      ),
    )
    .orderBy(desc(users.id))
    .limit(limit + 1);
}
