import { fileURLToPath } from 'node:url';
import { readSettings, SettingsError } from '@paygraph/config';
import { StartupError } from '@paygraph/postgres';
import { openAllStored, openStored } from '@paygraph/process';
import { checkBooks, differenceText } from './src/check-books.ts';
import { rebuildStats } from './src/statistics/stats-store.ts';

const USAGE = `The payments of a platform, on the database of DATABASE_URL, or on the embedded one of DATA_DIR while nothing runs on it.

  npm run transactions -- check            compares what merchants owe and what is unclaimed with the ledger; exit code 1 and a line for
                                           each account that differs. The platform may run meanwhile
  npm run transactions -- rebuild-stats    makes the statistics anew from the outbox; the platform may run meanwhile
`;
const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const TRANSACTIONS = { database: 'paygraph_transactions', migrationsFolder: folder('./migrations') };
const LEDGER = { database: 'paygraph_ledger', migrationsFolder: folder('../ledger/migrations') };

process.exitCode = await main(process.argv.slice(2));

async function main([command, ...more]: readonly string[]): Promise<number> {
  if (command === '--help' || command === '-h') {
    process.stdout.write(USAGE);
    return 0;
  }
  if (!(command === 'check' || command === 'rebuild-stats') || more.length > 0) {
    process.stderr.write(USAGE);
    return 2;
  }
  await using resources = new AsyncDisposableStack();
  try {
    return command === 'check' ? await check(resources) : await rebuild(resources);
  } catch (error) {
    console.error(error instanceof StartupError || error instanceof SettingsError ? error.message : error);
    return 1;
  }
}

async function check(resources: AsyncDisposableStack): Promise<number> {
  const stored = { transactions: TRANSACTIONS, ledger: LEDGER };
  const differences = await checkBooks(await openAllStored(resources, readSettings(process.env), stored));
  for (const difference of differences) console.log(differenceText(difference));
  console.log(
    differences.length === 0
      ? 'What merchants owe and what is unclaimed is what the ledger has.'
      : `The ledger has something else in ${differences.length} accounts.`,
  );
  return differences.length === 0 ? 0 : 1;
}

async function rebuild(resources: AsyncDisposableStack): Promise<number> {
  const database = await openStored(resources, readSettings(process.env), TRANSACTIONS);
  console.log(`The statistics were made anew from ${await rebuildStats(database)} events.`);
  return 0;
}
