import { type Database, inTransaction } from '@paygraph/postgres';

const HOT = 1;
const ACCOUNTS = 1_000;

/**
 * Fills an empty ledger as a long time would have: one hot account on the debit side of every entry, a thousand
 * others in turn on the credit side, a batch of 100 entries each second. Entry n is the hot account's version n.
 */
export async function fillJournal(database: Database, entries: number): Promise<void> {
  await inTransaction(database, async (tx) => {
    await tx.query(`set local statement_timeout = 0`);
    await tx.query(
      `insert into accounts (id, code, name, currency, normal_side, "constraint", created_at)
       select 'acc_' || n, '1100', 'Account ' || n, 'USD', 'DEBIT', 'NONE', '2026-01-01' from generate_series(1, $1::int) n order by n`,
      [ACCOUNTS + HOT],
    );
    await tx.query(
      `insert into journal_entries (id, kind, transaction_id, description, content_hash, effective_at, recorded_at)
       select 'txn_' || n, 'POST', 'txn_' || n, 'Transfer', gen_random_uuid(), time, time
         from generate_series(1, $1::int) n, lateral (select timestamptz '2026-01-01' + (n / 100) * interval '1 s' as time) t order by n`,
      [entries],
    );
    await tx.query(
      `insert into postings (entry_number, leg, kind, minor, debit_account, debit_version, debit_posted, debit_pending,
                             credit_account, credit_version, credit_posted, credit_pending, recorded_at)
       select n, 0, 'POST', 1, 1, n, n, 0, 2 + n % $1::int, 1 + (n - 1) / $1::int, -1 - (n - 1) / $1::int, 0, recorded_at
         from (select number n, recorded_at from journal_entries) e order by n`,
      [ACCOUNTS],
    );
    await tx.query(
      `update accounts a set debits_posted = t.debits, credits_posted = t.credits, version = t.debits + t.credits
         from (select account, sum(debit)::bigint debits, sum(credit)::bigint credits
                 from (select debit_account account, 1 debit, 0 credit from postings
                       union all select credit_account, 0, 1 from postings) legs group by account) t
        where a.number = t.account`,
    );
  });
  await database.query('analyze');
}
