import { firstIdAt } from '@paygraph/identity';
import type { Queryable } from '@paygraph/postgres';
import type { Page } from '@paygraph/subgraph';
import { and, desc, eq, gt, gte, ilike, inArray, isNotNull, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import { TRANSACTION_STATUSES, type TransactionStatus } from './status.ts';
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

/** What PostgreSQL keeps an index of by status: few transactions are in these, or in them for long. */
const RARE: readonly TransactionStatus[] = TRANSACTION_STATUSES.filter(
  (status) => status !== 'CREATED' && status !== 'SUCCEEDED',
);

/**
 * Transactions, newest first; one more than the page, when there is one. However much there is, no more is read than
 * a page needs: each way to take part in a transaction has an index in the order of ids, is read for a page of its
 * own, and the newest of them all are the page.
 * @param viewerId only what this person may see; null for operators
 */
export function listTransactions(
  { db }: Queryable,
  { limit, after }: Page,
  filter: TransactionFilter,
  viewerId: string | null,
): Promise<TransactionRow[]> {
  const t = transactions;
  const ways = waysToTakePart(filter, viewerId);
  const rest = and(
    after === undefined ? undefined : lt(t.id, after),
    filter.range
      ? and(gte(t.id, firstIdAt('txn', filter.range.from)), lt(t.id, firstIdAt('txn', filter.range.to)))
      : undefined,
    viewerId === null ? undefined : visibleTo(viewerId),
    ...conditions(filter),
  );
  const page = db
    .select()
    .from(t)
    .orderBy(desc(t.id))
    .limit(limit + 1);
  const [only, ...others] = ways;
  if (others.length === 0) return page.where(and(only, rest));
  const newest = ways.map(
    (way) =>
      sql`(${db
        .select({ id: t.id })
        .from(t)
        .where(and(way, rest))
        .orderBy(desc(t.id))
        .limit(limit + 1)})`,
  );
  return page.where(sql`${t.id} in (${sql.join(newest, sql` union `)})`);
}

/** Conditions one of which holds for each transaction that is looked for, each with an index in the order of ids. */
function waysToTakePart(
  { walletId, userId, statuses }: TransactionFilter,
  viewerId: string | null,
): readonly (SQL | undefined)[] {
  const t = transactions;
  if (walletId) return [eq(t.sourceWalletId, walletId), eq(t.destinationWalletId, walletId)];
  const person = userId ?? viewerId;
  if (person) return [eq(t.initiatorId, person), eq(t.sourceOwnerId, person), eq(t.destinationOwnerId, person)];
  if (statuses && statuses.length > 0 && statuses.every((status) => RARE.includes(status))) {
    return statuses.map((status) => eq(t.status, status));
  }
  return [undefined];
}

function conditions({ types, statuses, currency, minMinor, maxMinor, search }: TransactionFilter): (SQL | undefined)[] {
  const t = transactions;
  return [
    types ? inArray(t.type, [...types] as TransactionType[]) : undefined,
    statuses ? inArray(t.status, [...statuses]) : undefined,
    currency ? eq(t.currency, currency) : undefined,
    minMinor == null ? undefined : gte(t.minor, minMinor),
    maxMinor == null ? undefined : lte(t.minor, maxMinor),
    search ? or(eq(t.id, search), ilike(t.description, `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`)) : undefined,
  ];
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
