import { type Database, inTransaction, type Queryable } from '@paygraph/postgres';
import { type BookedEntry, type BookedLeg, hledgerAccount, hledgerHeader, hledgerTransaction } from './hledger.ts';

const PAGE_ROWS = 1_000;

/**
 * Hands the whole journal to `consume`, as an hledger journal at one moment: what is posted meanwhile is not in
 * it. Holds are not in it either: they move nothing. Read in pages, as fast as it is consumed.
 */
export function exportHledger(
  database: Database,
  consume: (text: AsyncIterable<string>) => Promise<void>,
): Promise<void> {
  return inTransaction(
    database,
    async (tx) => {
      await tx.query('set transaction read only');
      // Whoever reads may take any time, such as a pager.
      await tx.query('set local idle_in_transaction_session_timeout = 0');
      await tx.query('set local statement_timeout = 0');
      await consume(journalText(tx));
    },
    { isolation: 'repeatable read', attemptsMax: 1 },
  );
}

async function* journalText(database: Queryable): AsyncGenerator<string> {
  const { rows } = await database.query<{ currency: string }>(
    'select distinct currency from accounts order by currency',
  );
  yield hledgerHeader(rows.map(({ currency }) => currency));
  for await (const page of accountPages(database)) yield page.map(hledgerAccount).join('');
  yield '\n';
  for await (const page of entryPages(database)) yield page.map(hledgerTransaction).join('');
}

interface AccountRow {
  readonly number: bigint;
  readonly id: string;
  readonly code: string;
}

async function* accountPages(database: Queryable): AsyncGenerator<readonly AccountRow[]> {
  for (let after = 0n; ; ) {
    const { rows } = await database.query<AccountRow & Record<string, unknown>>(
      `select number, id, code from accounts where number > $1 order by number limit ${PAGE_ROWS}`,
      [after],
    );
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE_ROWS) return;
    after = rows.at(-1)?.number ?? after;
  }
}

interface EntryRow extends Omit<BookedEntry, 'legs'> {
  readonly number: bigint;
}

/** In the order of their numbers: that of the versions of every account they touch. */
async function* entryPages(database: Queryable): AsyncGenerator<readonly BookedEntry[]> {
  for (let after = 0n; ; ) {
    const { rows } = await database.query<EntryRow & Record<string, unknown>>(
      `select number, id, kind, transaction_id "transactionId", description, recorded_at "recordedAt", effective_at "effectiveAt"
         from journal_entries where number > $1 and kind in ('POST', 'CAPTURE', 'REVERSE') order by number limit ${PAGE_ROWS}`,
      [after],
    );
    const last = rows.at(-1)?.number;
    if (last === undefined) return;
    const legs = await legsBetween(database, after, last);
    yield rows.map((row) => ({ ...row, legs: legs.get(row.number) ?? [] }));
    after = last;
  }
}

/** Settled legs of the entries after `after` up to `last`: of each posting what was debited, then what was credited. */
async function legsBetween(database: Queryable, after: bigint, last: bigint): Promise<Map<bigint, BookedLeg[]>> {
  const { rows } = await database.query<BookedLeg & { entryNumber: bigint }>(
    `select entry_number "entryNumber", a.id, a.code, a.currency, sign * minor minor,
            case a.normal_side when 'DEBIT' then posted else -posted end "balanceAfterMinor"
       from postings
      cross join lateral (values (1, debit_account, debit_posted), (-1, credit_account, credit_posted)) sides (sign, account, posted)
       join accounts a on a.number = account
      where entry_number > $1 and entry_number <= $2 and kind in ('POST', 'CAPTURE')
      order by entry_number, leg, sign desc`,
    [after, last],
  );
  return Map.groupBy(rows, ({ entryNumber }) => entryNumber);
}
