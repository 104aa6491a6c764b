import { type Database, inTransaction } from '@paygraph/postgres';
import type { Page } from '@paygraph/subgraph';
import { and, desc, eq, inArray, isNull, lt } from 'drizzle-orm';
import { type AccountCode, CHART_OF_ACCOUNTS } from './chart-of-accounts.ts';
import { accounts } from './tables.ts';
import { takeNumber, takeTurn } from './turn.ts';

export type AccountRow = typeof accounts.$inferSelect;

type Store = Pick<Database, 'db'>;

export interface OpenAccount {
  readonly id: string;
  readonly code: AccountCode;
  readonly name: string;
  readonly currency: string;
  readonly ownerId: string | null;
  /** How far below zero a credit line may go; 0 for every other account. */
  readonly floorMinor: bigint;
}

/** Opens accounts that do not exist yet. The answer tells, in order, which are now open as asked for. */
export async function openAccounts({ db }: Store, requests: readonly OpenAccount[], now: Date): Promise<boolean[]> {
  if (requests.length === 0) return [];
  // In id order, as everywhere: two openings of the same accounts must not wait for each other.
  const sorted = [...requests].sort((a, b) => (a.id < b.id ? -1 : 1));
  await db
    .insert(accounts)
    .values(
      sorted.map((request) => {
        const { normalSide, constraint } = CHART_OF_ACCOUNTS[request.code];
        return { ...request, normalSide, constraint, createdAt: now };
      }),
    )
    .onConflictDoNothing();
  const rows = await accountsById(
    { db },
    requests.map(({ id }) => id),
  );
  return requests.map((request) => {
    const row = rows.get(request.id);
    return row?.code === request.code && row.currency === request.currency && row.ownerId === request.ownerId;
  });
}

export async function accountsById({ db }: Store, ids: readonly string[]): Promise<Map<string, AccountRow>> {
  const rows = await db
    .select()
    .from(accounts)
    .where(inArray(accounts.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * Closes accounts with nothing on them and nothing pending; the answer tells, in order, which are closed.
 * It takes its turn like a batch: what is posted before is seen here, and what is posted afterwards sees it closed.
 */
export async function closeAccounts(database: Database, ids: readonly string[], now: Date): Promise<boolean[]> {
  await inTransaction(database, async (tx) => {
    await takeTurn(tx);
    await takeNumber(tx);
    await tx.db
      .update(accounts)
      .set({ closedAt: now })
      .where(
        and(
          inArray(accounts.id, [...ids]),
          isNull(accounts.closedAt),
          eq(accounts.debitsPosted, accounts.creditsPosted),
          eq(accounts.debitsPending, 0n),
          eq(accounts.creditsPending, 0n),
        ),
      );
  });
  const rows = await accountsById(database, ids);
  return ids.map((id) => rows.get(id)?.closedAt != null);
}

/** Accounts, newest first; one more than the page, when there is one. */
export function listAccounts(
  { db }: Store,
  { limit, after }: Page,
  { code, currency }: { code?: string | null; currency?: string | null },
): Promise<AccountRow[]> {
  return db
    .select()
    .from(accounts)
    .where(
      and(
        after === undefined ? undefined : lt(accounts.number, BigInt(after)),
        code ? eq(accounts.code, code as AccountCode) : undefined,
        currency ? eq(accounts.currency, currency) : undefined,
      ),
    )
    .orderBy(desc(accounts.number))
    .limit(limit + 1);
}
