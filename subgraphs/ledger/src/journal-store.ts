import type { Queryable } from '@paygraph/postgres';
import type { Page } from '@paygraph/subgraph';
import { and, desc, eq, gte, inArray, lt, type SQL, sql } from 'drizzle-orm';
import type { TransferKind } from './account.ts';
import { entryNumbersOfAccount } from './account-journal-store.ts';
import { versionBefore } from './account-version.ts';
import { journalEntries } from './tables.ts';

export type JournalEntryRow = typeof journalEntries.$inferSelect;

export interface TimeRange {
  readonly from: Date;
  readonly to: Date;
}

export interface JournalFilter {
  readonly accountId?: string | null;
  readonly transactionId?: string | null;
  readonly range?: TimeRange | null;
}

export async function entriesById({ db }: Queryable, ids: readonly string[]): Promise<Map<string, JournalEntryRow>> {
  const rows = await db
    .select()
    .from(journalEntries)
    .where(inArray(journalEntries.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row]));
}

export async function entriesByNumber(
  { db }: Queryable,
  numbers: readonly bigint[],
): Promise<Map<bigint, JournalEntryRow>> {
  const rows = await db
    .select()
    .from(journalEntries)
    .where(inArray(journalEntries.number, [...numbers]));
  return new Map(rows.map((row) => [row.number, row]));
}

/** Entries, newest first; one more than the page, when there is one. A page costs the same at any depth. */
export async function listEntries(
  database: Queryable,
  page: Page,
  { accountId, transactionId, range }: JournalFilter,
): Promise<JournalEntryRow[]> {
  if (accountId && !transactionId) {
    const numbers = await entryNumbersOfAccount(database, page, accountId, range);
    const rows = await entriesByNumber(database, numbers);
    return numbers.flatMap((number) => rows.get(number) ?? []);
  }
  const { number, recordedAt } = journalEntries;
  // By time when a time is asked for: numbers of batches that were written at once are not quite in its order.
  const byTime = range && !transactionId;
  const after = page.after === undefined ? null : BigInt(page.after);
  return database.db
    .select()
    .from(journalEntries)
    .where(
      and(
        after === null ? undefined : byTime ? isEarlierThan(after) : lt(number, after),
        transactionId ? eq(journalEntries.transactionId, transactionId) : undefined,
        range ? and(gte(recordedAt, range.from), lt(recordedAt, range.to)) : undefined,
        accountId ? touches(accountId) : undefined,
      ),
    )
    .orderBy(...(byTime ? [desc(recordedAt)] : []), desc(number))
    .limit(page.limit + 1);
}

function isEarlierThan(after: bigint): SQL {
  const { number, recordedAt } = journalEntries;
  const time = sql`(select e.recorded_at from journal_entries e where e.number = ${after})`;
  return sql`${recordedAt} <= ${time} and (${recordedAt} < ${time} or ${number} < ${after})`;
}

function touches(accountId: string): SQL {
  const account = sql`(select number from accounts where id = ${accountId})`;
  return sql`exists (select from postings p where p.entry_number = ${journalEntries.number}
                      and (p.debit_account = ${account} or p.credit_account = ${account}))`;
}

export async function entriesByTransaction(
  { db }: Queryable,
  ids: readonly string[],
): Promise<Map<string, JournalEntryRow[]>> {
  const rows = await db
    .select()
    .from(journalEntries)
    .where(inArray(journalEntries.transactionId, [...ids]))
    .orderBy(journalEntries.number);
  return Map.groupBy(rows, (row) => row.transactionId ?? '');
}

/** A posting with its accounts by id. */
export interface PostingRow {
  readonly entryNumber: bigint;
  readonly leg: number;
  readonly kind: TransferKind;
  readonly debitAccountId: string;
  readonly creditAccountId: string;
  readonly currency: string;
  readonly minor: bigint;
}

/** Postings of entries, by the entry's number. */
export async function postingsByEntry(
  database: Queryable,
  numbers: readonly bigint[],
): Promise<Map<bigint, PostingRow[]>> {
  const { rows } = await database.query<PostingRow & Record<string, unknown>>(
    `select p.entry_number "entryNumber", p.leg, p.kind, d.id "debitAccountId", c.id "creditAccountId", d.currency, p.minor
       from postings p join accounts d on d.number = p.debit_account join accounts c on c.number = p.credit_account
      where p.entry_number = any($1) order by p.entry_number, p.leg`,
    [numbers],
  );
  return Map.groupBy(rows, (row) => row.entryNumber);
}

/** A settled posting as one account saw it. */
export interface StatementLine {
  readonly entryNumber: bigint;
  readonly direction: 'DEBIT' | 'CREDIT';
  readonly currency: string;
  readonly minor: bigint;
  readonly balanceAfter: bigint;
  readonly version: bigint;
  readonly recordedAt: Date;
}

/**
 * Settled lines of one account, newest first; one more than the page, when there is one. Each side of the
 * account is read by its own index, so a page costs the same at any depth and size of the history.
 */
export async function statementLines(
  database: Queryable,
  account: { readonly number: bigint; readonly currency: string },
  { limit, after }: Page,
  range?: TimeRange | null,
): Promise<StatementLine[]> {
  const side = (name: 'debit' | 'credit') =>
    `(select entry_number, '${name.toUpperCase()}' direction, minor, ${name}_posted balance_after, ${name}_version as version, recorded_at
        from postings
       where ${name}_account = $1 and kind in ('POST', 'CAPTURE')
         and ${name}_version < (select newer from bounds) and ${name}_version > (select oldest from bounds)
       order by ${name}_version desc limit $5)`;
  const { rows } = await database.query<StatementLine & Record<string, unknown>>(
    `with bounds as materialized (
       select least($2::bigint, ${versionBefore('$1::bigint', '$4::timestamptz')} + 1) newer,
              ${versionBefore('$1::bigint', '$3::timestamptz')} oldest
     )
     select entry_number "entryNumber", direction, $6::text currency, minor, balance_after "balanceAfter", version, recorded_at "recordedAt"
       from (${side('debit')} union all ${side('credit')}) lines order by version desc limit $5`,
    [account.number, after ?? null, range?.from ?? '-infinity', range?.to ?? 'infinity', limit + 1, account.currency],
  );
  return rows;
}
