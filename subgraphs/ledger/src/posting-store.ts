import { type Database, inTransaction, type Queryable, type Tx } from '@paygraph/postgres';
import type { AccountState } from './account.ts';
import { contentOf } from './content.ts';
import { decidedContents } from './decided-content-store.ts';
import { contentHash, type ExpireOperation, type Operation, type Transfer } from './operation.ts';
import {
  type Decision,
  type HoldState,
  type Outcome,
  type PostedBatch,
  post,
  type Result,
  type ReversibleEntry,
} from './posting.ts';
import { takeTurn } from './turn.ts';

/** Holds whose time is over that one batch lets go of on the way. */
const DUE_HOLDS_MAX = 100;

/**
 * Runs a batch of operations in one database transaction. Results are in the order of `operations`; null
 * means done. Holds whose time is over are let go of first, so that nobody waits for a sweeper.
 */
export async function postBatch(database: Database, operations: readonly Operation[]): Promise<readonly Result[]> {
  return inTransaction(database, async (tx) => {
    await takeTurn(tx);
    const due = await dueHolds(tx, DUE_HOLDS_MAX);
    const results = await postInTurn(tx, [...due.map(expire), ...operations]);
    return results.slice(due.length);
  });
}

async function postInTurn(tx: Tx, operations: readonly Operation[]): Promise<readonly Result[]> {
  const holds = await readHolds(
    tx,
    operations.flatMap((each) => ('holdId' in each ? [each.holdId] : [])),
  );
  const entries = await readReversible(
    tx,
    operations.flatMap((each) => ('entryId' in each ? [each.entryId] : [])),
  );
  const { accounts, numbers, now } = await readAccounts(tx, accountsOf(operations, holds, entries));
  const outcomes = await readOutcomes(tx, operations);
  const batch = post({ accounts, entries, holds, outcomes }, operations, now);
  await writeBatch(tx, batch, numbers, now);
  return batch.results;
}

/** Ids of open holds whose time is over, longest overdue first. */
export async function dueHolds(database: Queryable, limit: number): Promise<string[]> {
  const { rows } = await database.query<{ id: string }>(
    `select id from holds where status = 'OPEN' and expires_at <= clock_timestamp() order by expires_at limit $1`,
    [limit],
  );
  return rows.map(({ id }) => id);
}

/** The operation that lets go of a hold whose time is over; the same id for everybody who notices. */
export function expire(holdId: string): ExpireOperation {
  return {
    kind: 'EXPIRE',
    id: `${holdId}:expiry`,
    holdId,
    transactionId: null,
    description: 'Hold expired',
    metadata: null,
  };
}

function accountsOf(
  operations: readonly Operation[],
  holds: ReadonlyMap<string, HoldState>,
  entries: ReadonlyMap<string, ReversibleEntry>,
): string[] {
  const ids = new Set<string>();
  const add = ({ debitAccountId, creditAccountId }: Transfer) => ids.add(debitAccountId).add(creditAccountId);
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

interface Accounts {
  readonly accounts: ReadonlyMap<string, AccountState>;
  readonly numbers: ReadonlyMap<string, bigint>;
  readonly now: Date;
}

/**
 * Accounts, and the time by the database's clock. It never runs back: were it set back, what an account held at
 * a moment would no longer be what its last posting up to then left.
 */
async function readAccounts(tx: Tx, ids: readonly string[]): Promise<Accounts> {
  const { rows } = await tx.query<AccountState & { number: bigint; now: Date }>(
    `select clock.now, id, number, currency, normal_side "normalSide", "constraint", floor_minor "floorMinor",
            debits_posted "debitsPosted", credits_posted "creditsPosted",
            debits_pending "debitsPending", credits_pending "creditsPending", version, closed_at is not null closed
       from (select greatest(clock_timestamp(), (select recorded_at from journal_entries order by number desc limit 1)) now) clock
       left join accounts on id = any($1)`,
    [ids],
  );
  const found = rows.filter(({ id }) => id !== null);
  return {
    accounts: new Map(found.map((row) => [row.id, row])),
    numbers: new Map(found.map((row) => [row.id, row.number])),
    now: rows[0]?.now ?? new Date(),
  };
}

async function readHolds(tx: Tx, ids: readonly string[]): Promise<Map<string, HoldState>> {
  if (ids.length === 0) return new Map();
  const { rows } = await tx.query<HoldState>(
    `select id, debit_account_id "debitAccountId", credit_account_id "creditAccountId", currency, minor, remaining,
            status, expires_at "expiresAt"
       from holds where id = any($1)`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

async function readReversible(tx: Tx, ids: readonly string[]): Promise<Map<string, ReversibleEntry>> {
  if (ids.length === 0) return new Map();
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
  const byId = Map.groupBy(rows, ({ id }) => id);
  return new Map([...byId].map(([id, transfers]) => [id, { transfers, reversedBy: transfers[0]?.reversedBy ?? null }]));
}

async function readOutcomes(tx: Tx, operations: readonly Operation[]): Promise<Map<string, Outcome>> {
  const { rows } = await tx.query<Omit<Outcome, 'content'> & { id: string }>(
    `select id, content_hash "contentHash", null refusal from journal_entries where id = any($1)
     union all
     select id, content_hash, refusal from refusals where id = any($1)`,
    [operations.map(({ id }) => id)],
  );
  const known = new Map(rows.map((row) => [row.id, row]));
  const other = operations.filter(
    (each) => known.has(each.id) && known.get(each.id)?.contentHash !== contentHash(each),
  );
  const contents = other.length > 0 ? await decidedContents(tx, [...new Set(other.map(({ id }) => id))]) : new Map();
  return new Map(rows.map((row) => [row.id, { ...row, content: contents.get(row.id) ?? null }]));
}

async function writeBatch(tx: Tx, batch: PostedBatch, numbers: ReadonlyMap<string, bigint>, now: Date): Promise<void> {
  const refused = [...batch.decided].filter(([, { refusal }]) => refusal !== null);
  if (refused.length > 0) await writeRefusals(tx, refused, now);
  if (batch.entries.length > 0) await writeEntries(tx, batch, numbers, now);
  if (batch.holds.length > 0) await writeHolds(tx, batch.holds);
}

async function writeRefusals(tx: Tx, refused: readonly (readonly [string, Decision])[], now: Date): Promise<void> {
  await tx.query(
    `insert into refusals (id, content_hash, refusal, content, decided_at)
     select *, $5::timestamptz from unnest($1::text[], $2::uuid[], $3::text[], $4::jsonb[])`,
    [
      refused.map(([id]) => id),
      refused.map(([, each]) => each.contentHash),
      refused.map(([, each]) => each.refusal),
      refused.map(([, { operation }]) => JSON.stringify(contentOf(operation))),
      now,
    ],
  );
}

/** Entries, postings and the accounts' new totals, in one statement and one round trip. */
async function writeEntries(
  tx: Tx,
  { entries, postings, accounts, decided }: PostedBatch,
  numbers: ReadonlyMap<string, bigint>,
  now: Date,
): Promise<void> {
  await tx.query(
    `with new_entries as (
       insert into journal_entries (id, kind, transaction_id, description, metadata, reverses, hold_id, content_hash, effective_at, recorded_at)
       select id, kind, transaction_id, description, metadata, reverses, hold_id, content_hash, coalesce(effective_at, $9), $9
         from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::jsonb[], $6::text[], $28::text[], $7::uuid[], $8::timestamptz[])
              with ordinality as e (id, kind, transaction_id, description, metadata, reverses, hold_id, content_hash, effective_at, position)
        order by position
       returning number, id
     ), new_totals as (
       update accounts
          set debits_posted = a.debits_posted, credits_posted = a.credits_posted,
              debits_pending = a.debits_pending, credits_pending = a.credits_pending, version = a.version
         from unnest($22::bigint[], $23::bigint[], $24::bigint[], $25::bigint[], $26::bigint[], $27::bigint[])
              as a (number, debits_posted, credits_posted, debits_pending, credits_pending, version)
        where accounts.number = a.number
     )
     insert into postings (entry_number, leg, kind, minor, debit_account, debit_version, debit_posted, debit_pending,
                             credit_account, credit_version, credit_posted, credit_pending, recorded_at)
       select e.number, leg, kind, minor, debit_account, debit_version, debit_posted, debit_pending,
              credit_account, credit_version, credit_posted, credit_pending, $9
         from unnest($10::text[], $11::int[], $12::text[], $13::bigint[], $14::bigint[], $15::bigint[], $16::bigint[], $17::bigint[],
                     $18::bigint[], $19::bigint[], $20::bigint[], $21::bigint[])
              as p (entry_id, leg, kind, minor, debit_account, debit_version, debit_posted, debit_pending,
                    credit_account, credit_version, credit_posted, credit_pending)
         join new_entries e on e.id = p.entry_id`,
    [
      entries.map(({ id }) => id),
      entries.map(({ kind }) => kind),
      entries.map(({ transactionId }) => transactionId),
      entries.map(({ description }) => description),
      entries.map(({ metadata }) => (metadata == null ? null : JSON.stringify(metadata))),
      entries.map((each) => (each.kind === 'REVERSE' ? each.entryId : null)),
      entries.map(({ id }) => decided.get(id)?.contentHash),
      entries.map((each) => (each.kind === 'POST' ? each.effectiveAt : null)),
      now,
      postings.map(({ entryId }) => entryId),
      numberList(postings.map(({ leg }) => leg)),
      postings.map(({ kind }) => kind),
      numberList(postings.map(({ minor }) => minor)),
      numberList(postings.map(({ debitAccountId }) => numbers.get(debitAccountId))),
      numberList(postings.map(({ debitVersion }) => debitVersion)),
      numberList(postings.map(({ debitPosted }) => debitPosted)),
      numberList(postings.map(({ debitPending }) => debitPending)),
      numberList(postings.map(({ creditAccountId }) => numbers.get(creditAccountId))),
      numberList(postings.map(({ creditVersion }) => creditVersion)),
      numberList(postings.map(({ creditPosted }) => creditPosted)),
      numberList(postings.map(({ creditPending }) => creditPending)),
      numberList(accounts.map(({ id }) => numbers.get(id))),
      numberList(accounts.map(({ debitsPosted }) => debitsPosted)),
      numberList(accounts.map(({ creditsPosted }) => creditsPosted)),
      numberList(accounts.map(({ debitsPending }) => debitsPending)),
      numberList(accounts.map(({ creditsPending }) => creditsPending)),
      numberList(accounts.map(({ version }) => version)),
      entries.map(holdIdOf),
    ],
  );
}

function holdIdOf(operation: Operation): string | null {
  if (operation.kind === 'HOLD') return operation.id;
  return 'holdId' in operation ? operation.holdId : null;
}

/** Numbers as PostgreSQL reads an array of them: the driver would look in each for what has to be escaped. */
function numberList(values: readonly (bigint | number | undefined)[]): string {
  return `{${values.join(',')}}`;
}

async function writeHolds(tx: Tx, holds: readonly HoldState[]): Promise<void> {
  await tx.query(
    `insert into holds (id, debit_account_id, credit_account_id, currency, minor, remaining, status, expires_at)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::text[], $8::timestamptz[])
     on conflict (id) do update set remaining = excluded.remaining, status = excluded.status`,
    [
      holds.map(({ id }) => id),
      holds.map(({ debitAccountId }) => debitAccountId),
      holds.map(({ creditAccountId }) => creditAccountId),
      holds.map(({ currency }) => currency),
      holds.map(({ minor }) => minor),
      holds.map(({ remaining }) => remaining),
      holds.map(({ status }) => status),
      holds.map(({ expiresAt }) => expiresAt),
    ],
  );
}
