import type { Database } from '@paygraph/postgres';
import type { Page } from '@paygraph/subgraph';
import { and, desc, eq, exists, gte, inArray, lt, or, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import { journalEntries, transfers } from './tables.ts';

export type JournalEntryRow = typeof journalEntries.$inferSelect;
export type TransferRow = typeof transfers.$inferSelect;

type Store = Pick<Database, 'db'>;

export interface TimeRange {
  readonly from: Date;
  readonly to: Date;
}

export interface JournalFilter {
  readonly accountId?: string | null;
  readonly transactionId?: string | null;
  readonly range?: TimeRange | null;
}

export async function entriesById({ db }: Store, ids: readonly string[]): Promise<Map<string, JournalEntryRow>> {
  const rows = await db
    .select()
    .from(journalEntries)
    .where(inArray(journalEntries.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row]));
}

/** Entries, newest first; one more than the page, when there is one. */
export function listEntries({ db }: Store, { limit, after }: Page, filter: JournalFilter): Promise<JournalEntryRow[]> {
  const { accountId, transactionId, range } = filter;
  return db
    .select()
    .from(journalEntries)
    .where(
      and(
        after === undefined ? undefined : lt(journalEntries.number, BigInt(after)),
        transactionId ? eq(journalEntries.transactionId, transactionId) : undefined,
        range ? and(gte(journalEntries.postedAt, range.from), lt(journalEntries.postedAt, range.to)) : undefined,
        accountId
          ? exists(
              db
                .select({ one: sql`1` })
                .from(transfers)
                .where(
                  and(
                    eq(transfers.entryId, journalEntries.id),
                    or(eq(transfers.debitAccountId, accountId), eq(transfers.creditAccountId, accountId)),
                  ),
                ),
            )
          : undefined,
      ),
    )
    .orderBy(desc(journalEntries.number))
    .limit(limit + 1);
}

export async function entriesByTransaction(
  { db }: Store,
  ids: readonly string[],
): Promise<Map<string, JournalEntryRow[]>> {
  const rows = await db
    .select()
    .from(journalEntries)
    .where(inArray(journalEntries.transactionId, [...ids]))
    .orderBy(journalEntries.number);
  return Map.groupBy(rows, (row) => row.transactionId ?? '');
}

export async function transfersByEntry({ db }: Store, ids: readonly string[]): Promise<Map<string, TransferRow[]>> {
  const rows = await db
    .select()
    .from(transfers)
    .where(inArray(transfers.entryId, [...ids]))
    .orderBy(transfers.entryId, transfers.leg);
  return Map.groupBy(rows, (row) => row.entryId);
}

/** A transfer as one account saw it. */
export interface StatementLine {
  readonly entryId: string;
  readonly direction: 'DEBIT' | 'CREDIT';
  readonly currency: string;
  readonly minor: bigint;
  readonly balanceAfter: bigint;
  readonly version: bigint;
  readonly postedAt: Date;
}

/** Lines of one account, newest first; one more than the page, when there is one. Each side reads its own index. */
export function statementLines(
  { db }: Store,
  accountId: string,
  { limit, after }: Page,
  range?: TimeRange | null,
): Promise<StatementLine[]> {
  const side = (direction: 'DEBIT' | 'CREDIT') => {
    const [account, version, balanceAfter] =
      direction === 'DEBIT'
        ? ([transfers.debitAccountId, transfers.debitVersion, transfers.debitBalanceAfter] as const)
        : ([transfers.creditAccountId, transfers.creditVersion, transfers.creditBalanceAfter] as const);
    return db
      .select({
        entryId: transfers.entryId,
        direction: sql<'DEBIT' | 'CREDIT'>`${direction}`.as('direction'),
        currency: transfers.currency,
        minor: transfers.minor,
        balanceAfter: sql<bigint>`${balanceAfter}`.mapWith(transfers.minor).as('balance_after'),
        version: sql<bigint>`${version}`.mapWith(transfers.minor).as('version'),
        postedAt: transfers.postedAt,
      })
      .from(transfers)
      .where(
        and(
          eq(account, accountId),
          after === undefined ? undefined : lt(version, BigInt(after)),
          range ? and(gte(transfers.postedAt, range.from), lt(transfers.postedAt, range.to)) : undefined,
        ),
      )
      .orderBy(desc(version))
      .limit(limit + 1);
  };
  return unionAll(side('DEBIT'), side('CREDIT'))
    .orderBy(sql`version desc`)
    .limit(limit + 1);
}
