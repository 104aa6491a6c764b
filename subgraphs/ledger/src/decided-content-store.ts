import type { Queryable } from '@paygraph/postgres';
import { type Content, contentOf } from './content.ts';
import { entriesById, type JournalEntryRow, type PostingRow, postingsByEntry } from './journal-store.ts';
import { contentHash, type Operation, type Transfer } from './operation.ts';

/** What was once asked for under ids that were decided, by id. What was refused before contents were kept is missing. */
export async function decidedContents(database: Queryable, ids: readonly string[]): Promise<Map<string, Content>> {
  const refused = await database.query<{ id: string; content: Content }>(
    'select id, content from refusals where id = any($1) and content is not null',
    [ids],
  );
  const entries = [...(await entriesById(database, ids)).values()];
  const postings = await postingsByEntry(
    database,
    entries.map(({ number }) => number),
  );
  const expiries = await database.query<{ id: string; expiresAt: Date | null }>(
    'select id, expires_at "expiresAt" from holds where id = any($1)',
    [ids],
  );
  const expiresAt = new Map(expiries.rows.map((row) => [row.id, row.expiresAt]));
  return new Map([
    ...refused.rows.map(({ id, content }) => [id, content] as const),
    ...entries.map((entry) => {
      const candidates = candidatesOf(entry, postings.get(entry.number) ?? [], expiresAt.get(entry.id) ?? null);
      const asked = candidates.find((each) => contentHash(each) === entry.contentHash) ?? candidates[0];
      return [entry.id, contentOf(asked)] as const;
    }),
  ]);
}

/**
 * Operations that an entry can have come from: of some fields it keeps what they led to, such as the amount of a
 * capture of all that was left. The hash tells which one it was.
 */
function candidatesOf(
  entry: JournalEntryRow,
  postings: readonly PostingRow[],
  expiresAt: Date | null,
): readonly [Operation, ...Operation[]] {
  const { id, kind, transactionId, description, metadata, effectiveAt } = entry;
  const requested = { id, transactionId, description, metadata };
  const transfers = postings.map(toTransfer);
  const [first = { debitAccountId: '', creditAccountId: '', currency: '', minor: 0n }] = transfers;
  const holdId = entry.holdId ?? '';
  switch (kind) {
    case 'POST': {
      const post = { ...requested, kind, transfers };
      return [
        { ...post, effectiveAt: null },
        { ...post, effectiveAt },
      ];
    }
    case 'HOLD':
      return [{ ...requested, kind, transfer: first, expiresAt }];
    case 'CAPTURE': {
      const capture = { ...requested, kind, holdId };
      const { minor, currency } = first;
      return [
        { ...capture, amount: { minor, currency }, final: true },
        { ...capture, amount: { minor, currency }, final: false },
        { ...capture, amount: null, final: true },
        { ...capture, amount: null, final: false },
      ];
    }
    case 'VOID':
    case 'EXPIRE':
      return [{ ...requested, kind, holdId }];
    case 'REVERSE':
      return [{ ...requested, kind, entryId: entry.reverses ?? '' }];
  }
}

function toTransfer({ debitAccountId, creditAccountId, currency, minor }: PostingRow): Transfer {
  return { debitAccountId, creditAccountId, currency, minor };
}
