import { type Database, inTransaction } from '@paygraph/postgres';
import { testDatabase } from '@paygraph/testing';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { sealNextBlock } from '../src/chain-sealer.ts';
import { checkOnce } from '../src/check-job.ts';
import { checkLedger, checkLedgerAlone } from '../src/check-ledger.ts';
import { LEDGER_CHECKS } from '../src/ledger-checks.ts';
import { SEALED_LOGS } from '../src/sealed-log.ts';
import { ledger } from '../src/subgraph.ts';
import { fillBooks } from './random-books.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase({ migrationsFolder: ledger.migrationsFolder, name: 'check_ledger' });
  await fillBooks(database, 7);
});
afterAll(() => database.close());

const findings = async (books: Database) => (await checkLedger(books)).filter((result) => result.findings.length > 0);

test('books that were only posted to are right', async () => {
  expect(await findings(database)).toEqual([]);
});

test('books with nothing in them are right', async () => {
  await using empty = await testDatabase({ migrationsFolder: ledger.migrationsFolder, name: 'check_empty' });
  expect(await findings(empty)).toEqual([]);
});

/** What somebody with all rights might do by hand, and what then disagrees. */
const TAMPERINGS: readonly (readonly [name: string, deed: string, found: readonly string[]])[] = [
  [
    'a balance raised',
    `update accounts set credits_posted = credits_posted + 5 where id = 'wal_ada-USD'`,
    ['balanced', 'totals'],
  ],
  [
    'money moved from account to account',
    `update accounts set credits_posted = credits_posted + case id when 'wal_ada-USD' then 1 else -1 end where id in ('wal_ada-USD', 'acc_fees-USD')`,
    ['totals'],
  ],
  ['a version skipped', `update accounts set version = version + 1 where id = 'wal_ada-USD'`, ['versions']],
  [
    'an amount changed',
    `update postings set minor = minor + 1 where ctid = (select min(ctid) from postings)`,
    ['totals', 'balances after'],
  ],
  [
    'a balance after changed',
    `update postings set debit_posted = debit_posted + 1 where ctid = (select min(ctid) from postings)`,
    ['balances after'],
  ],
  [
    'a posting deleted',
    `delete from postings where entry_number = (select min(number) from journal_entries)`,
    ['totals', 'versions', 'balances after', 'entries'],
  ],
  ['an entry deleted', `delete from journal_entries where id = 'fund-USD-0'`, ['postings']],
  [
    'an entry made of nothing',
    `insert into journal_entries (id, kind, description, content_hash, effective_at, recorded_at)
     values ('forged', 'POST', '', gen_random_uuid(), now(), now())`,
    ['entries'],
  ],
  ['an entry of another kind', `update journal_entries set kind = 'HOLD' where id = 'fund-USD-0'`, ['entries']],
  [
    'a time set back',
    `update journal_entries set recorded_at = recorded_at - interval '1 hour' where id = 'fund-USD-0'`,
    ['postings'],
  ],
  [
    'times out of order',
    `with late as (select max(entry_number) number from postings where kind = 'POST'),
          entry as (update journal_entries set recorded_at = '2020-01-01' where number = (select number from late))
     update postings set recorded_at = '2020-01-01' where entry_number = (select number from late)`,
    ['times'],
  ],
  [
    'an account in another currency',
    `update accounts set currency = 'EUR' where id = 'wal_credit-USD'`,
    ['balanced', 'one currency', 'holds'],
  ],
  [
    'a hold that holds less',
    `update holds set remaining = remaining - 1 where id = (select min(id) from holds where status = 'OPEN' and remaining > 1)`,
    ['pending', 'captures', 'held between accounts'],
  ],
  [
    'a hold captured beyond its amount',
    `update postings set minor = minor + 100000 where kind = 'CAPTURE' and entry_number = (select min(entry_number) from postings where kind = 'CAPTURE')`,
    ['totals', 'balances after', 'captures', 'held between accounts'],
  ],
  [
    'a capture that tells another hold',
    `update journal_entries set hold_id = (select min(id) from holds where id <> hold_id)
      where number = (select min(number) from journal_entries where kind = 'CAPTURE')`,
    ['captures', 'named holds'],
  ],
  [
    'a capture that does not tell its hold',
    `update journal_entries set hold_id = null where number = (select min(number) from journal_entries where kind = 'CAPTURE')`,
    ['captures', 'named holds'],
  ],
  [
    'a hold that does not name itself',
    `update journal_entries set hold_id = null where number = (select max(number) from journal_entries where kind = 'HOLD')`,
    ['named holds'],
  ],
  [
    'a transfer that names a hold',
    `update journal_entries set hold_id = (select min(id) from holds) where id = 'fund-USD-0'`,
    ['named holds'],
  ],
  ['a hold of another amount', `update holds set minor = minor + 1 where id = (select min(id) from holds)`, ['holds']],
  [
    'a hold deleted',
    `delete from holds where id = (select min(id) from holds where status = 'OPEN')`,
    ['pending', 'holds', 'captures', 'held between accounts'],
  ],
  [
    'a reversal of another entry',
    `update journal_entries set reverses = (
       select min(id) from journal_entries e where kind = 'POST' and not exists (select from journal_entries r where r.reverses = e.id))
      where id = (select min(id) from journal_entries where kind = 'REVERSE')`,
    ['reversals'],
  ],
  [
    'a refusal of what was posted',
    `insert into refusals (id, content_hash, refusal, decided_at) values ('fund-USD-0', gen_random_uuid(), 'INSUFFICIENT_FUNDS', now())`,
    ['decided once'],
  ],
  [
    'an account beyond its constraint',
    `alter table accounts drop constraint accounts_constraint_held;
     update accounts set debits_posted = credits_posted + 1 where id = 'wal_ada-USD'`,
    ['balanced', 'totals', 'constraints', 'guards'],
  ],
  [
    'an account of money closed',
    `update accounts set closed_at = now() where id = 'acc_provider-USD'`,
    ['constraints'],
  ],
  [
    'an account freed of its constraint',
    `update accounts set "constraint" = 'NONE' where id = 'wal_ada-USD'`,
    ['chart'],
  ],
  ['a guard taken away', 'drop trigger postings_immutable on postings', ['guards']],
  ['a guard switched off', 'alter table journal_entries disable trigger journal_entries_immutable', ['guards']],
];

class Undo extends Error {}

/** Does the deed with the triggers asleep, checks within the same transaction, and undoes everything. */
async function foundAfter(deed: string): Promise<string[]> {
  const found: string[] = [];
  const tampering = inTransaction(database, async (tx) => {
    await tx.query('set local session_replication_role = replica');
    await tx.query(deed);
    for (const { name, sql } of LEDGER_CHECKS) if ((await tx.query(sql)).rows.length > 0) found.push(name);
    throw new Undo();
  });
  await tampering.catch((error) => {
    if (!(error instanceof Undo)) throw error;
  });
  return found;
}

test.each(TAMPERINGS)('finds %s', async (_, deed, found) => {
  expect(await foundAfter(deed)).toEqual(found);
});

test('every check has found something', () => {
  const found = new Set(TAMPERINGS.flatMap(([, , names]) => names));
  expect(LEDGER_CHECKS.map(({ name }) => name).filter((name) => !found.has(name))).toEqual([]);
});

test('finds an entry that is not as it was sealed', async () => {
  await using sealed = await testDatabase({ migrationsFolder: ledger.migrationsFolder, name: 'check_sealed' });
  await fillBooks(sealed, 5, 40);
  // What any transaction of the server may still precede is not sealed yet, such as those of other tests.
  await vi.waitFor(async () => {
    const block = await sealNextBlock(sealed, SEALED_LOGS.JOURNAL, new Date());
    expect(block?.entryIds).toContain('fund-USD-0');
  }, 5_000);
  expect(await findings(sealed)).toEqual([]);
  await inTransaction(sealed, async (tx) => {
    await tx.query('set local session_replication_role = replica');
    await tx.query(`update journal_entries set description = 'Gift' where id = 'fund-USD-0'`);
  });
  expect(await findings(sealed)).toMatchObject([{ name: 'journal chain', findings: [{ subject: 'fund-USD-0' }] }]);
});

describe('in books that are wrong', () => {
  let wrong: Database;
  beforeAll(async () => {
    wrong = await testDatabase({ migrationsFolder: ledger.migrationsFolder, name: 'check_wrong' });
    await wrong.query(
      `insert into accounts (id, code, name, currency, normal_side, "constraint", created_at)
       select 'acc_' || n, '1100', '', 'USD', 'CREDIT', 'NONE', now() from generate_series(1, 25) n`,
    );
  });
  afterAll(() => wrong.close());

  test('shows the first findings of a check, and that there are more', async () => {
    const chart = (await checkLedger(wrong)).find(({ name }) => name === 'chart');
    expect(chart?.findings).toHaveLength(20);
    expect(chart?.more).toBe(true);
    expect(chart?.findings[0]).toEqual({ subject: 'acc_1', detail: '1100: CREDIT, NONE' });
  });

  test('the job logs an error', async () => {
    const logger = { error: vi.fn(), info: vi.fn() };
    await checkOnce({ database: wrong, logger: logger as never });
    expect(logger.error).toHaveBeenCalledOnce();
    expect(logger.error.mock.calls[0]?.[0]).toMatchObject({ check: 'chart', more: true });
  });
});

describe('the job', () => {
  test('leaves the books to the replica that is already at them', async () => {
    const meanwhile: unknown[] = [];
    const first = await checkLedgerAlone(database, {
      onResult: async () => void meanwhile.push(await checkLedgerAlone(database)),
    });
    expect(meanwhile).toEqual(first?.map(() => null));
    expect(await checkLedgerAlone(database)).not.toBeNull();
  });

  test('says nothing when the books are right', async () => {
    const logger = { error: vi.fn(), info: vi.fn() };
    await checkOnce({ database, logger: logger as never });
    expect(logger.error).not.toHaveBeenCalled();
    expect(logger.info).toHaveBeenCalledOnce();
  });

  test('ends at once when it is stopped', async () => {
    const stopped = new AbortController();
    const logger = { error: vi.fn(), info: vi.fn() };
    const running = checkOnce({ database, logger: logger as never }, stopped.signal);
    stopped.abort();
    await running;
    expect(logger.error).not.toHaveBeenCalled();
    expect(logger.info).not.toHaveBeenCalled();
  });
});
