import type { Tx } from '@paygraph/postgres';
import type { AccountState } from './account.ts';
import { decidedContents } from './decided-content-store.ts';
import type { Memory } from './memory.ts';
import { contentHash, type Operation, type Transfer } from './operation.ts';
import type { Decision, HoldState, Outcome, ReversibleEntry } from './posting.ts';

type Books = Pick<Memory, 'accounts' | 'numbers' | 'holds'>;

/** Adds to books and entries what operations need of them and is not there yet. */
export async function readBooks(
  tx: Tx,
  operations: readonly Operation[],
  books: Books,
  entries: Map<string, ReversibleEntry>,
): Promise<void> {
  const holdIds = operations.flatMap((each) =>
    'holdId' in each && !books.holds.has(each.holdId) ? [each.holdId] : [],
  );
  const entryIds = operations.flatMap((each) =>
    'entryId' in each && !entries.has(each.entryId) ? [each.entryId] : [],
  );
  await Promise.all([
    readAccounts(tx, unknownAccounts(operations, books, entries), books),
    readHolds(tx, holdIds, books),
    readReversible(tx, entryIds, entries),
  ]);
  // Only now it is known between which accounts those were.
  if (holdIds.length + entryIds.length > 0) await readAccounts(tx, unknownAccounts(operations, books, entries), books);
}

/** What was decided about the ids of operations before. */
export async function readOutcomes(tx: Tx, operations: readonly Operation[]): Promise<Map<string, Outcome | Decision>> {
  const { rows } = await tx.query<Omit<Outcome, 'content'> & { id: string }>(
    `select id, content_hash "contentHash", null refusal from journal_entries where id = any($1)
     union all
     select id, content_hash, refusal from refusals where id = any($1)`,
    [operations.map(({ id }) => id)],
  );
  if (rows.length === 0) return new Map();
  const known = new Map(rows.map((row) => [row.id, row]));
  const other = operations.filter(
    (each) => known.has(each.id) && known.get(each.id)?.contentHash !== contentHash(each),
  );
  const contents = other.length > 0 ? await decidedContents(tx, [...new Set(other.map(({ id }) => id))]) : new Map();
  return new Map(rows.map((row) => [row.id, { ...row, content: contents.get(row.id) ?? null }]));
}

function unknownAccounts(
  operations: readonly Operation[],
  { accounts, holds }: Books,
  entries: ReadonlyMap<string, ReversibleEntry>,
): string[] {
  const ids = new Set<string>();
  const add = ({ debitAccountId, creditAccountId }: Transfer) => {
    if (!accounts.has(debitAccountId)) ids.add(debitAccountId);
    if (!accounts.has(creditAccountId)) ids.add(creditAccountId);
  };
  for (const operation of operations) {
    if (operation.kind === 'POST') operation.transfers.forEach(add);
    else if (operation.kind === 'HOLD') add(operation.transfer);
    else if (operation.kind === 'REVERSE') entries.get(operation.entryId)?.transfers.forEach(add);
    else {
      const hold = holds.get(operation.holdId);
      if (hold) add(hold);
    }
  }
  return [...ids];
}

async function readAccounts(tx: Tx, ids: readonly string[], { accounts, numbers }: Books): Promise<void> {
  if (ids.length === 0) return;
  const { rows } = await tx.query<AccountState & { number: bigint }>(
    `select id, number, currency, normal_side "normalSide", "constraint", floor_minor "floorMinor",
            debits_posted "debitsPosted", credits_posted "creditsPosted",
            debits_pending "debitsPending", credits_pending "creditsPending", version, closed_at is not null closed
       from accounts where id = any($1)`,
    [ids],
  );
  for (const { number, ...account } of rows) {
    accounts.set(account.id, account);
    numbers.set(account.id, number);
  }
}

async function readHolds(tx: Tx, ids: readonly string[], { holds }: Books): Promise<void> {
  if (ids.length === 0) return;
  const { rows } = await tx.query<HoldState>(
    `select id, debit_account_id "debitAccountId", credit_account_id "creditAccountId", currency, minor, remaining,
            status, expires_at "expiresAt"
       from holds where id = any($1)`,
    [ids],
  );
  for (const row of rows) holds.set(row.id, row);
}

async function readReversible(tx: Tx, ids: readonly string[], entries: Map<string, ReversibleEntry>): Promise<void> {
  if (ids.length === 0) return;
  const { rows } = await tx.query<Transfer & { id: string; reversedBy: string | null }>(
    `select e.id, r.id "reversedBy", d.id "debitAccountId", c.id "creditAccountId", d.currency, p.minor
       from journal_entries e
       join postings p on p.entry_number = e.number and p.kind in ('POST', 'CAPTURE')
       join accounts d on d.number = p.debit_account
       join accounts c on c.number = p.credit_account
       left join journal_entries r on r.reverses = e.id
      where e.id = any($1) order by e.number, p.leg`,
    [ids],
  );
  for (const [id, transfers] of Map.groupBy(rows, (row) => row.id))
    entries.set(id, { transfers, reversedBy: transfers[0]?.reversedBy ?? null });
}
