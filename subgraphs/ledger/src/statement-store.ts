import type { Queryable } from '@paygraph/postgres';
import { versionBefore } from './account-version.ts';
import type { TimeRange } from './journal-store.ts';
import type { StatementEntry, StatementHead } from './statement.ts';

const PAGE_ROWS = 1_000;

interface StatementAccount {
  readonly id: string;
  readonly number: bigint;
  readonly name: string;
  readonly currency: string;
}

/** A statement whose lines are read as they are asked for. What is posted meanwhile does not change it. */
export interface OpenStatement {
  readonly head: StatementHead;
  /** Oldest first, in pages, so that memory does not grow with the length. */
  readonly pages: AsyncIterable<readonly StatementEntry[]>;
}

export async function openStatement(
  database: Queryable,
  { id, number, name, currency }: StatementAccount,
  { from, to }: TimeRange,
  now: Date,
): Promise<OpenStatement> {
  const { rows } = await database.query<{ before: bigint; last: bigint }>(
    `select ${versionBefore('$1::bigint', '$2::timestamptz')} before, ${versionBefore('$1::bigint', '$3::timestamptz')} last`,
    [number, from, to],
  );
  const { before = 0n, last = 0n } = rows[0] ?? {};
  const [openingMinor, closingMinor] = await Promise.all([
    postedAtVersion(database, number, before),
    postedAtVersion(database, number, last),
  ]);
  return {
    head: {
      accountId: id,
      accountName: name,
      currency,
      from,
      // What is not over yet is told up to now.
      to: from < now && now < to ? now : to,
      openingMinor,
      closingMinor,
      createdAt: now,
    },
    pages: entriesBetween(database, number, before, last),
  };
}

async function postedAtVersion(database: Queryable, account: bigint, version: bigint): Promise<bigint> {
  const { rows } = await database.query<{ posted: bigint }>(
    `select debit_posted posted from postings where debit_account = $1 and debit_version = $2
     union all
     select credit_posted from postings where credit_account = $1 and credit_version = $2`,
    [account, version],
  );
  return rows[0]?.posted ?? 0n;
}

/** Settled lines of the versions after `before` up to `last`. */
async function* entriesBetween(
  database: Queryable,
  account: bigint,
  before: bigint,
  last: bigint,
): AsyncGenerator<readonly StatementEntry[]> {
  const side = (name: 'debit' | 'credit') =>
    `(select entry_number, '${name.toUpperCase()}' direction, minor, ${name}_posted balance_after, ${name}_version as version
        from postings
       where ${name}_account = $1 and ${name}_version > $2 and ${name}_version <= $3 and kind in ('POST', 'CAPTURE')
       order by ${name}_version limit ${PAGE_ROWS})`;
  for (let after = before; after < last; ) {
    const { rows } = await database.query<StatementEntry & Record<string, unknown>>(
      `select version, e.id "entryId", e.transaction_id "transactionId", e.kind, e.description, direction, minor,
              balance_after "balanceAfterMinor", e.recorded_at "recordedAt", e.effective_at "effectiveAt"
         from (select * from (${side('debit')} union all ${side('credit')}) both_sides order by version limit ${PAGE_ROWS}) lines
         join journal_entries e on e.number = lines.entry_number
        order by version`,
      [account, after, last],
    );
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE_ROWS) return;
    after = rows.at(-1)?.version ?? last;
  }
}
