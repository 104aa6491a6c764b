import type { Fact, Publisher } from '@paygraph/events';
import { asService, newId } from '@paygraph/identity';
import { formatMinor } from '@paygraph/money';
import type { Tx } from '@paygraph/postgres';
import {
  type AccountTotals,
  type EntryRequest,
  type Outcome,
  type PostingBatch,
  post,
  type Refusal,
} from './posting.ts';

/** Two replicas decided the same entry id at once: the batch is rolled back and decided again. */
class DecidedElsewhere extends Error {}

const ATTEMPTS_MAX = 5;

/** Posts a batch in one database transaction. Results are in the order of `entries`; null means posted. */
export async function postBatch(
  deps: { readonly publisher: Publisher; readonly now: () => Date },
  entries: readonly EntryRequest[],
): Promise<readonly (Refusal | null)[]> {
  // A batch serves many requests at once; each entry's transaction tells whose it was.
  const actor = asService('ledger', { requestId: newId('batch') });
  for (let attempt = 1; ; attempt++) {
    try {
      return await deps.publisher.commit(actor, async (tx) => {
        const accounts = await lockAccounts(tx, entries);
        // Read after the locks: whoever posted the same entry before us held them.
        const outcomes = await readOutcomes(tx, entries);
        const batch = post(accounts, outcomes, entries);
        await writeBatch(tx, batch, deps.now());
        return { result: batch.results, facts: batch.posted.map(entryPosted) };
      });
    } catch (error) {
      if (!(error instanceof DecidedElsewhere) || attempt === ATTEMPTS_MAX) throw error;
    }
  }
}

async function lockAccounts({ client }: Tx, entries: readonly EntryRequest[]): Promise<Map<string, AccountTotals>> {
  const ids = new Set<string>();
  for (const { transfers } of entries)
    for (const each of transfers) ids.add(each.debitAccountId).add(each.creditAccountId);
  // In id order, so that two batches that meet wait for each other and never deadlock.
  const { rows } = await client.query<AccountTotals>(
    `select id, currency, "constraint", debits_posted "debitsPosted", credits_posted "creditsPosted",
            debits_pending "debitsPending", credits_pending "creditsPending", version,
            closed_at is not null closed
       from accounts where id = any($1) order by id for update`,
    [[...ids].sort()],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

async function readOutcomes({ client }: Tx, entries: readonly EntryRequest[]): Promise<Map<string, Outcome>> {
  const { rows } = await client.query<Outcome & { entryId: string }>(
    'select entry_id "entryId", fingerprint, refusal from outcomes where entry_id = any($1)',
    [entries.map(({ id }) => id)],
  );
  return new Map(rows.map((row) => [row.entryId, row]));
}

async function writeBatch(tx: Tx, batch: PostingBatch, now: Date): Promise<void> {
  const decided = [...batch.decided];
  if (decided.length === 0) return;
  const { rowCount } = await tx.client.query(
    `insert into outcomes (entry_id, fingerprint, refusal, decided_at)
     select *, $4::timestamptz from unnest($1::text[], $2::text[], $3::text[]) on conflict do nothing`,
    [
      decided.map(([id]) => id),
      decided.map(([, { fingerprint }]) => fingerprint),
      decided.map(([, { refusal }]) => refusal),
      now,
    ],
  );
  if (rowCount !== decided.length) throw new DecidedElsewhere();
  if (batch.posted.length === 0) return;
  await writeAccounts(tx, batch.accounts);
  await writeEntries(tx, batch, now);
}

async function writeAccounts({ client }: Tx, accounts: readonly AccountTotals[]): Promise<void> {
  await client.query(
    `update accounts set debits_posted = new.debits_posted, credits_posted = new.credits_posted, version = new.version
       from unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[]) as new (id, debits_posted, credits_posted, version)
      where accounts.id = new.id`,
    [
      accounts.map(({ id }) => id),
      accounts.map(({ debitsPosted }) => debitsPosted),
      accounts.map(({ creditsPosted }) => creditsPosted),
      accounts.map(({ version }) => version),
    ],
  );
}

async function writeEntries({ client }: Tx, { posted, transfers }: PostingBatch, now: Date): Promise<void> {
  await client.query(
    `insert into journal_entries (id, transaction_id, description, posted_at)
     select *, $4::timestamptz from unnest($1::text[], $2::text[], $3::text[])`,
    [
      posted.map(({ id }) => id),
      posted.map((each) => each.transactionId),
      posted.map(({ description }) => description),
      now,
    ],
  );
  await client.query(
    `insert into transfers (entry_id, leg, debit_account_id, credit_account_id, currency, minor,
                            debit_balance_after, debit_version, credit_balance_after, credit_version, posted_at)
     select *, $11::timestamptz from unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[], $6::bigint[],
                                            $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[])`,
    [
      transfers.map((each) => each.entryId),
      transfers.map((each) => each.leg),
      transfers.map((each) => each.debitAccountId),
      transfers.map((each) => each.creditAccountId),
      transfers.map((each) => each.currency),
      transfers.map((each) => each.minor),
      transfers.map((each) => each.debitBalanceAfter),
      transfers.map((each) => each.debitVersion),
      transfers.map((each) => each.creditBalanceAfter),
      transfers.map((each) => each.creditVersion),
      now,
    ],
  );
}

function entryPosted({ id, transactionId, transfers }: EntryRequest): Fact {
  return {
    type: 'journal_entry.posted',
    subject: id,
    data: {
      entryId: id,
      transactionId,
      legs: transfers.map(({ debitAccountId, creditAccountId, currency, minor }) => ({
        debitAccountId,
        creditAccountId,
        currency,
        amount: formatMinor(minor, currency),
      })),
    },
  };
}
