import type { Tx } from '@paygraph/postgres';
import { contentOf } from './content.ts';
import type { Memory } from './memory.ts';
import type { Operation } from './operation.ts';
import type { Decision, PostedBatch } from './posting.ts';
import type { Turn } from './turn.ts';

/** Sends what a batch decided to be written. `before` is what it was decided from. */
export function writeBatch(
  tx: Tx,
  batch: PostedBatch,
  before: Pick<Memory, 'accounts' | 'numbers'>,
  turn: Pick<Turn, 'now' | 'lastNumber'>,
): void {
  const refused = [...batch.decided].filter(([, { refusal }]) => refusal !== null);
  if (refused.length > 0) writeRefusals(tx, refused, turn.now);
  if (batch.entries.length === 0) return;
  writeEntries(tx, batch, before, turn);
  if (batch.holds.length > 0) writeHolds(tx, batch);
}

function writeRefusals(tx: Tx, refused: readonly (readonly [string, Decision])[], now: Date): void {
  tx.send(
    {
      text: `insert into refusals (id, content_hash, refusal, content, decided_at)
             select *, $5::timestamptz from unnest($1::text[], $2::uuid[], $3::text[], $4::jsonb[])`,
    },
    [
      refused.map(([id]) => id),
      refused.map(([, each]) => each.contentHash),
      refused.map(([, each]) => each.refusal),
      refused.map(([, { operation }]) => JSON.stringify(contentOf(operation))),
      now,
    ],
  );
}

/**
 * Accounts are written only as they were read, whatever memory said: otherwise it fails, and the batch is run again.
 * The numbers of the entries are taken.
 */
const UPDATE_ACCOUNTS = {
  name: 'ledger_update_accounts',
  text: `
  with updated as (
    update accounts
       set debits_posted = a.debits_posted, credits_posted = a.credits_posted,
           debits_pending = a.debits_pending, credits_pending = a.credits_pending, version = a.version
      from unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[])
           as a (number, version_before, version, debits_posted, credits_posted, debits_pending, credits_pending)
     where accounts.number = a.number and accounts.version = a.version_before and closed_at is null
    returning 1
  )
  select setval('journal_entries_number_seq', $1), expect_rows((select count(*) from updated), cardinality($2))`,
};

/** Numbers follow the last one, in order. */
const INSERT_ENTRIES = {
  name: 'ledger_insert_entries',
  text: `
  insert into journal_entries (number, id, kind, transaction_id, description, metadata, reverses, hold_id, content_hash, effective_at, recorded_at)
         overriding system value
  select $2 + position, id, kind, transaction_id, description, metadata, reverses, hold_id, content_hash, coalesce(effective_at, $1), $1
    from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::jsonb[], $8::text[], $9::text[], $10::uuid[], $11::timestamptz[])
         with ordinality as e (id, kind, transaction_id, description, metadata, reverses, hold_id, content_hash, effective_at, position)`,
};

const INSERT_POSTINGS = {
  name: 'ledger_insert_postings',
  text: `
  insert into postings (entry_number, leg, kind, minor, debit_account, debit_version, debit_posted, debit_pending,
                        credit_account, credit_version, credit_posted, credit_pending, recorded_at)
  select *, $1 from unnest($2::bigint[], $3::int[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[],
                           $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[])`,
};

const INSERT_HOLDS = {
  name: 'ledger_insert_holds',
  text: `
  insert into holds (id, debit_account_id, credit_account_id, currency, minor, remaining, status, expires_at)
  select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::text[], $8::timestamptz[])`,
};

/** Without a name: its first plan would be that of a table with nothing in it. */
const UPDATE_HOLDS = {
  text: `
  update holds set remaining = h.remaining, status = h.status
    from unnest($1::text[], $2::bigint[], $3::text[]) as h (id, remaining, status) where holds.id = h.id`,
};

/** Each is sent when it is made, so that PostgreSQL is at it while the next is made; first the one that may fail. */
function writeEntries(
  tx: Tx,
  { entries, postings, accounts, decided }: PostedBatch,
  before: Pick<Memory, 'accounts' | 'numbers'>,
  { now, lastNumber }: Pick<Turn, 'now' | 'lastNumber'>,
): void {
  const accountNumber = (id: string) => before.numbers.get(id);
  tx.send(UPDATE_ACCOUNTS, [
    lastNumber + BigInt(entries.length),
    numberList(accounts.map(({ id }) => accountNumber(id))),
    numberList(accounts.map(({ id }) => before.accounts.get(id)?.version)),
    numberList(accounts.map(({ version }) => version)),
    numberList(accounts.map(({ debitsPosted }) => debitsPosted)),
    numberList(accounts.map(({ creditsPosted }) => creditsPosted)),
    numberList(accounts.map(({ debitsPending }) => debitsPending)),
    numberList(accounts.map(({ creditsPending }) => creditsPending)),
  ]);
  tx.send(INSERT_ENTRIES, [
    now,
    lastNumber,
    entries.map(({ id }) => id),
    entries.map(({ kind }) => kind),
    entries.map(({ transactionId }) => transactionId),
    entries.map(({ description }) => description),
    entries.map(({ metadata }) => (metadata == null ? null : JSON.stringify(metadata))),
    entries.map((each) => (each.kind === 'REVERSE' ? each.entryId : null)),
    entries.map(holdIdOf),
    entries.map(({ id }) => decided.get(id)?.contentHash),
    entries.map((each) => (each.kind === 'POST' ? each.effectiveAt : null)),
  ]);
  const entryNumbers = new Map(entries.map(({ id }, index) => [id, lastNumber + BigInt(index + 1)]));
  tx.send(INSERT_POSTINGS, [
    now,
    numberList(postings.map(({ entryId }) => entryNumbers.get(entryId))),
    numberList(postings.map(({ leg }) => leg)),
    wordList(postings.map(({ kind }) => kind)),
    numberList(postings.map(({ minor }) => minor)),
    numberList(postings.map(({ debitAccountId }) => accountNumber(debitAccountId))),
    numberList(postings.map(({ debitVersion }) => debitVersion)),
    numberList(postings.map(({ debitPosted }) => debitPosted)),
    numberList(postings.map(({ debitPending }) => debitPending)),
    numberList(postings.map(({ creditAccountId }) => accountNumber(creditAccountId))),
    numberList(postings.map(({ creditVersion }) => creditVersion)),
    numberList(postings.map(({ creditPosted }) => creditPosted)),
    numberList(postings.map(({ creditPending }) => creditPending)),
  ]);
}

function writeHolds(tx: Tx, { holds, entries }: PostedBatch): void {
  const ids = new Set(entries.map(({ id }) => id));
  const placed = holds.filter(({ id }) => ids.has(id));
  if (placed.length > 0) {
    tx.send(INSERT_HOLDS, [
      placed.map(({ id }) => id),
      placed.map(({ debitAccountId }) => debitAccountId),
      placed.map(({ creditAccountId }) => creditAccountId),
      placed.map(({ currency }) => currency),
      numberList(placed.map(({ minor }) => minor)),
      numberList(placed.map(({ remaining }) => remaining)),
      wordList(placed.map(({ status }) => status)),
      placed.map(({ expiresAt }) => expiresAt),
    ]);
  }
  const changed = holds.filter(({ id }) => !ids.has(id));
  if (changed.length > 0) {
    tx.send(UPDATE_HOLDS, [
      changed.map(({ id }) => id),
      numberList(changed.map(({ remaining }) => remaining)),
      wordList(changed.map(({ status }) => status)),
    ]);
  }
}

function holdIdOf(operation: Operation): string | null {
  if (operation.kind === 'HOLD') return operation.id;
  return 'holdId' in operation ? operation.holdId : null;
}

/** An array as PostgreSQL reads it: the driver would look in each for what has to be escaped. */
function numberList(values: readonly (bigint | number | undefined)[]): string {
  return `{${values.join(',')}}`;
}

const wordList = (words: readonly Uppercase<string>[]): string => `{${words.join(',')}}`;
