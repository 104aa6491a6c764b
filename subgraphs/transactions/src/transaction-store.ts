import type { Publisher } from '@paygraph/events';
import { type Actor, asService, newId } from '@paygraph/identity';
import type { Queryable } from '@paygraph/postgres';
import type { Page } from '@paygraph/subgraph';
import { and, desc, eq, gte, ilike, inArray, lt, lte, or, type SQL } from 'drizzle-orm';
import type { Failure } from './failure.ts';
import type { SagaType } from './saga.ts';
import { MOVED, mayBecome, type TransactionStatus, UNFINISHED } from './status.ts';
import { transactions } from './tables.ts';
import { transactionFact } from './transaction-fact.ts';

export type TransactionRow = typeof transactions.$inferSelect;

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

/** A change of status decided by the saga. */
export interface Move {
  readonly row: TransactionRow;
  readonly status: TransactionStatus;
  readonly failure?: Failure;
  readonly providerReference?: string;
  readonly by: Actor;
}

/**
 * Writes changes of status with their events in one database transaction. The answer has, in order, each
 * transaction in its new state, or undefined where somebody was faster and its status is no longer what it was.
 */
export function writeMoves(
  publisher: Publisher,
  moves: readonly Move[],
  now: Date,
): Promise<readonly (TransactionRow | undefined)[]> {
  const illegal = moves.find(({ row, status }) => !mayBecome(row.status, status));
  if (illegal) throw new Error(`${illegal.row.status} cannot become ${illegal.status}`);
  const ordered = [...moves].sort((a, b) => (a.row.id < b.row.id ? -1 : 1));
  const actor = asService('transactions', { requestId: newId('batch') });
  return publisher.commit(actor, async (tx) => {
    const { rows } = await tx.query<{ id: string }>(
      `with moves as (
         select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
                as m (id, from_status, to_status, failure_code, decline_code, provider_reference)
       ), locked as (
         select t.id from transactions t join moves using (id) order by t.id for update of t
       )
       update transactions t
          set status = m.to_status, failure_code = m.failure_code, decline_code = m.decline_code,
              provider_reference = coalesce(m.provider_reference, t.provider_reference),
              settled_at = case when m.to_status = 'SUCCEEDED' then $7::timestamptz else t.settled_at end
         from moves m join locked using (id)
        where t.id = m.id and t.status = m.from_status
       returning t.id`,
      [
        ordered.map(({ row }) => row.id),
        ordered.map(({ row }) => row.status),
        ordered.map(({ status }) => status),
        ordered.map(({ failure }) => failure?.code ?? null),
        ordered.map(({ failure }) => failure?.declineCode ?? null),
        ordered.map(({ providerReference }) => providerReference ?? null),
        now,
      ],
    );
    const moved = new Set(rows.map(({ id }) => id));
    const after = moves.map((move) => (moved.has(move.row.id) ? afterMove(move, now) : undefined));
    const facts = moves.flatMap(({ row, by }, index) => {
      const next = after[index];
      return next ? [{ ...transactionFact(next, row.status), by }] : [];
    });
    return { result: after, facts };
  });
}

function afterMove({ row, status, failure, providerReference }: Move, now: Date): TransactionRow {
  return {
    ...row,
    status,
    failureCode: failure?.code ?? null,
    declineCode: failure?.declineCode ?? null,
    providerReference: providerReference ?? row.providerReference,
    settledAt: status === 'SUCCEEDED' ? now : row.settledAt,
  };
}

/** Takes unfinished transactions whose time has come, and puts them off so that no other worker takes them too. */
export async function leaseDue({ query }: Pick<Queryable, 'query'>, now: Date, limit: number): Promise<string[]> {
  // Doubling delays, from 10 s to about 5 minutes: a provider that is down is not helped by being asked more.
  const { rows } = await query<{ id: string }>(
    `update transactions set attempts = attempts + 1, due_at = $1::timestamptz + interval '10 seconds' * power(2, least(attempts, 5))
      where id in (select id from transactions where status = any($2) and due_at <= $1
                    order by due_at limit $3 for update skip locked)
     returning id`,
    [now, UNFINISHED, limit],
  );
  return rows.map(({ id }) => id);
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
        types ? inArray(t.type, [...types] as SagaType[]) : undefined,
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
    and(eq(t.destinationOwnerId, userId), inArray(t.status, [...MOVED])),
  );
}
