import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, inTransaction, openDatabase, startEmbeddedPostgres } from '@paygraph/postgres';
import { openAccounts } from '../../subgraphs/ledger/src/account-store.ts';
import type { Operation } from '../../subgraphs/ledger/src/operation.ts';
import { postBatch } from '../../subgraphs/ledger/src/posting-store.ts';
import { ledger } from '../../subgraphs/ledger/src/subgraph.ts';
import { ACCOUNTS, accountId } from './workloads.ts';

const PROVIDER_ID = 'acc_bench_provider';
const FUNDS_MINOR = 1_000_000_000n;
const CONNECTIONS_MAX = 20;
const CHUNK = 1_000;
/** Rounds of history that one statement writes: 100,000 entries. */
const ROUNDS_AT_ONCE = 10;

/** A durable PostgreSQL server of its own in a temporary folder, with a ledger whose accounts have money. */
export async function openBooks(): Promise<Database> {
  await using opening = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'paygraph-bench-'));
  opening.defer(() => rm(folder, { recursive: true, force: true }));
  const server = opening.use(await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), password: 'bench' }));
  const { migrationsFolder } = ledger;
  const database = opening.use(
    await openDatabase({ url: server.url, database: 'ledger', migrationsFolder, connectionsMax: CONNECTIONS_MAX }),
  );
  await fund(database);
  const opened = opening.move();
  return { ...database, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

async function fund(database: Database): Promise<void> {
  const shape = { currency: 'USD', name: 'Benchmark', ownerId: null, floorMinor: 0n };
  await openAccounts(database, [{ ...shape, id: PROVIDER_ID, code: '1100' }], new Date());
  for (let first = 0; first < ACCOUNTS; first += CHUNK) {
    const ids = Array.from({ length: CHUNK }, (_, index) => accountId(first + index));
    await openAccounts(
      database,
      ids.map((id) => ({ ...shape, id, code: '2000' })),
      new Date(),
    );
    const operations = ids.map(
      (id): Operation => ({
        kind: 'POST',
        id: `${id}-funds`,
        transactionId: null,
        description: 'Funds',
        metadata: null,
        effectiveAt: null,
        transfers: [{ debitAccountId: PROVIDER_ID, creditAccountId: id, currency: 'USD', minor: FUNDS_MINOR }],
      }),
    );
    await postBatch(database, operations);
  }
}

/**
 * Adds entries by the set, as if they had been posted: in every round each account pays 1 to another one and
 * is paid 1 by a third, so books and versions stay right.
 */
export async function addHistory(database: Database, entries: number, progress: (done: number) => void): Promise<void> {
  const rounds = Math.ceil(entries / ACCOUNTS);
  for (let done = 0; done < rounds; done += ROUNDS_AT_ONCE) {
    await inTransaction(database, async (tx) => {
      await tx.query('set local statement_timeout = 0');
      // The planner cannot know how many rows a round has, and would compare each with each.
      await tx.query('set local enable_nestloop = off');
      await tx.query(
        `with ring as materialized (
           select number, version, credits_posted - debits_posted held, debits_pending pending,
                  row_number() over (order by number) - 1 as position
             from accounts where id like 'wal_bench_%'
         ), moves as materialized (
           select 'history-' || pg_current_xact_id() || '-' || lpad(round::text, 4, '0') || '-' || lpad(d.position::text, 8, '0') id,
                  d.number debit_account, d.version + 2 * round + 1 debit_version, d.held - 1 debit_posted, d.pending debit_pending,
                  c.number credit_account, c.version + 2 * round + 2 credit_version, c.held credit_posted, c.pending credit_pending
             from generate_series(0, $1::int - 1) round
             cross join ring d join ring c on c.position = (d.position + 1 + round) % $2
            order by round, d.position
         ), entries as (
           insert into journal_entries (id, kind, transaction_id, description, content_hash, effective_at, recorded_at)
           select id, 'POST', id, 'History', gen_random_uuid(), now(), now() from moves returning number, id
         ), totals as (
           update accounts set debits_posted = debits_posted + $1, credits_posted = credits_posted + $1, version = version + 2 * $1
            where number in (select number from ring)
         )
         insert into postings (entry_number, leg, kind, minor, debit_account, debit_version, debit_posted, debit_pending,
                               credit_account, credit_version, credit_posted, credit_pending, recorded_at)
         select number, 0, 'POST', 1, debit_account, debit_version, debit_posted, debit_pending,
                credit_account, credit_version, credit_posted, credit_pending, now()
           from moves join entries using (id)`,
        [ROUNDS_AT_ONCE, ACCOUNTS],
      );
    });
    progress((done + ROUNDS_AT_ONCE) * ACCOUNTS);
  }
}

/** Leaves nothing of the past to be cleaned up while something is measured. */
export async function settle(database: Database): Promise<void> {
  const client = await database.pool.connect();
  try {
    await client.query('set statement_timeout = 0');
    await client.query('vacuum analyze');
    await client.query('checkpoint');
  } finally {
    client.release(true);
  }
}
