import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { developmentSecrets, readSettings } from '@paygraph/config';
import { openDatabase, startEmbeddedPostgres } from '@paygraph/postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addCard, createWallet, deposit, freshKey, type Person, signUp, transfer } from './people.ts';
import { type PlatformProcess, startPlatform, temporaryFolder } from './platform.ts';

const CLI = fileURLToPath(new URL('../../subgraphs/transactions/cli.ts', import.meta.url));
const MIGRATIONS = fileURLToPath(new URL('../../subgraphs/transactions/migrations', import.meta.url));
const AMOUNT = { amount: '100.00', currency: 'USD' };

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let platform: PlatformProcess | undefined;
let till: string;

/** A merchant who has spent what they were paid before it is disputed owes it, and the fee. */
beforeAll(async () => {
  folder = await temporaryFolder();
  platform = await startPlatform({ DATA_DIR: folder.at('data') });
  const [ada, shop] = [await signUp(platform.url, 'Ada'), await signUp(platform.url, 'Shop')];
  const dollars = await createWallet(ada);
  till = await openTill(shop);
  await deposit(ada, dollars, await addCard(ada), '500.00');
  const { pay } = await ada.data<{ pay: { transaction: { id: string } } }>(
    'mutation ($input: PayInput!) { pay(input: $input) { transaction { id } } }',
    { input: { fromWalletId: dollars, merchantWalletId: till, amount: AMOUNT, idempotencyKey: freshKey() } },
  );
  await transfer(shop, till, dollars, '100.00');
  await ada.data('mutation ($input: DisputeInput!) { openDispute(input: $input) { dispute { id } } }', {
    input: { transactionId: pay.transaction.id, reason: 'DUPLICATE', idempotencyKey: freshKey() },
  });
  const owed = await shop.data('query ($id: ID!) { wallet(id: $id) { debt { owed { amount } } } }', { id: till });
  expect(owed).toEqual({ wallet: { debt: { owed: { amount: '115.00' } } } });
  await platform.interrupt();
}, 120_000);
afterAll(async () => {
  await platform?.interrupt();
  await folder?.[Symbol.asyncDispose]();
});

async function openTill(shop: Person): Promise<string> {
  const { createWallet: created } = await shop.data<{ createWallet: { wallet: { id: string } } }>(
    'mutation ($input: CreateWalletInput!) { createWallet(input: $input) { wallet { id } } }',
    { input: { currency: 'USD', name: 'Till', type: 'MERCHANT' } },
  );
  return created.wallet.id;
}

function check() {
  return new Promise<{ code: number; lines: string[]; stderr: string }>((done) => {
    const env = { PATH: process.env.PATH, DATA_DIR: folder.at('data') };
    const child = execFile(process.execPath, [CLI, 'check'], { env }, (_, stdout, stderr) =>
      done({ code: child.exitCode ?? -1, lines: stdout.trim().split('\n'), stderr }),
    );
  });
}

/** As somebody does who gets at the database itself. */
async function tamper(...statements: readonly string[]): Promise<void> {
  const { databasePassword: password } = await developmentSecrets(readSettings({ DATA_DIR: folder.at('data') }));
  await using postgres = await startEmbeddedPostgres({ dataDir: folder.at('data/postgres'), password });
  const stored = { url: postgres.url, database: 'paygraph_transactions', migrationsFolder: MIGRATIONS };
  await using database = await openDatabase(stored);
  for (const statement of statements) await database.query(statement);
}

test('what is owed and unclaimed is what the ledger has, until somebody changes it by hand', async () => {
  expect(await check()).toEqual({
    ...{ code: 0, stderr: '' },
    lines: ['What merchants owe and what is unclaimed is what the ledger has.'],
  });
  await tamper(
    `update merchant_debts set owed_minor = owed_minor - 1500`,
    `insert into unclaimed (id, transaction_id, entry_id, owner_id, currency, minor, reason, status, payouts, created_at, due_at)
     values ('ucl_1', 'txn_1', 'txn_1:unclaimed', 'usr_eve', 'USD', 700, 'RETURNED', 'OPEN', 0, now(), now())`,
  );
  expect(await check()).toEqual({
    ...{ code: 1, stderr: '' },
    lines: [
      `acc_due_${till}_usd: 100.00 USD is written down, the ledger has 115.00`,
      'acc_unclaimed_usd: 7.00 USD is written down, the ledger has 0.00',
      'The ledger has something else in 2 accounts.',
    ],
  });
  await tamper('delete from merchant_debts', 'delete from unclaimed');
  expect(await check()).toMatchObject({
    code: 1,
    lines: [`acc_due_${till}_usd: 0.00 USD is written down, the ledger has 115.00`, expect.any(String)],
  });
}, 120_000);
