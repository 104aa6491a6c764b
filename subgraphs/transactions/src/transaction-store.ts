import type { Queryable } from '@paygraph/postgres';
import type { Page } from '@paygraph/subgraph';
import { and, desc, eq, gt, gte, ilike, inArray, isNotNull, lt, lte, or, type SQL } from 'drizzle-orm';
import type { TransactionStatus } from './status.ts';
import { transactions } from './tables.ts';
import type { TransactionRow, TransactionType } from './transaction.ts';

export async function transactionsById(
  { db }: Queryable,
  ids: readonly string[],
): Promise<Map<string, TransactionRow>> {
  const rows = await db
    .select()
    .from(transactions)
    .where(inArray(transactions.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row]));
}

export interface TransactionFilter {
  readonly types?: readonly string[] | null;
  readonly statuses?: readonly TransactionStatus[] | null;
  readonly walletId?: string | null;
  readonly userId?: string | null;
  readonly currency?: string | null;
  readonly minMinor?: bigint | null;
  readonly maxMinor?: bigint | null;
  readonly range?: { readonly from: Date; readonly to: Date } | null;
  readonly search?: string | null;
}

/**
 * Transactions, newest first; one more than the page, when there is one.
 * @param viewerId only what this person may see; null for operators
 */
export function listTransactions(
  { db }: Queryable,
  { limit, after }: Page,
  filter: TransactionFilter,
  viewerId: string | null,
): Promise<TransactionRow[]> {
  const { types, statuses, walletId, userId, currency, minMinor, maxMinor, range, search } = filter;
  const t = transactions;
  return db
    .select()
    .from(t)
    .where(
      and(
        after === undefined ? undefined : lt(t.id, after),
        viewerId === null ? undefined : visibleTo(viewerId),
        types ? inArray(t.type, [...types] as TransactionType[]) : undefined,
        statuses ? inArray(t.status, [...statuses]) : undefined,
        walletId ? or(eq(t.sourceWalletId, walletId), eq(t.destinationWalletId, walletId)) : undefined,
        userId
          ? or(eq(t.initiatorId, userId), eq(t.sourceOwnerId, userId), eq(t.destinationOwnerId, userId))
          : undefined,
        currency ? eq(t.currency, currency) : undefined,
        minMinor == null ? undefined : gte(t.minor, minMinor),
        maxMinor == null ? undefined : lte(t.minor, maxMinor),
        range ? and(gte(t.createdAt, range.from), lt(t.createdAt, range.to)) : undefined,
        search ? or(eq(t.id, search), ilike(t.description, `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`)) : undefined,
      ),
    )
    .orderBy(desc(t.id))
    .limit(limit + 1);
}

/** The rule of `maySeeTransaction`, in SQL. */
function visibleTo(userId: string): SQL | undefined {
  const t = transactions;
  return or(
    eq(t.initiatorId, userId),
    eq(t.sourceOwnerId, userId),
    and(eq(t.destinationOwnerId, userId), or(isNotNull(t.authorizedAt), isNotNull(t.settledAt))),
  );
}

/** Transactions whose attempts are used up, one more than the page when there is one. */
export function listDead({ db }: Queryable, { limit, after }: Page): Promise<TransactionRow[]> {
  return db
    .select()
    .from(transactions)
    .where(and(isNotNull(transactions.deadAt), after === undefined ? undefined : gt(transactions.id, after)))
    .orderBy(transactions.id)
    .limit(limit + 1);
}

/** Refunds of each transaction, oldest first. */
export async function refundsByPayment(
  { db }: Queryable,
  ids: readonly string[],
): Promise<Map<string, TransactionRow[]>> {
  const rows = await db
    .select()
    .from(transactions)
    .where(and(inArray(transactions.parentId, [...ids]), eq(transactions.type, 'REFUND')))
    .orderBy(transactions.parentId, transactions.id);
  return Map.groupBy(rows, ({ parentId }) => parentId ?? '');
}
