import { fileURLToPath } from 'node:url';
import { readSettings, SettingsError } from '@paygraph/config';
import { StartupError } from '@paygraph/postgres';
import { openStored } from '@paygraph/process';
import { rebuildStats } from './src/statistics/stats-store.ts';

const USAGE = `The payments of a platform, on the database of DATABASE_URL, or on the embedded one of DATA_DIR while nothing runs on it.

  npm run transactions -- rebuild-stats    makes the statistics anew from the outbox; the platform may run meanwhile
`;
const STORED = {
  database: 'paygraph_transactions',
  migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)),
};

process.exitCode = await main(process.argv.slice(2));

async function main([command, ...more]: readonly string[]): Promise<number> {
  if (command === '--help' || command === '-h') {
    process.stdout.write(USAGE);
    return 0;
  }
  if (command !== 'rebuild-stats' || more.length > 0) {
    process.stderr.write(USAGE);
    return 2;
  }
  await using resources = new AsyncDisposableStack();
  try {
    const database = await openStored(resources, readSettings(process.env), STORED);
    console.log(`The statistics were made anew from ${await rebuildStats(database)} events.`);
    return 0;
  } catch (error) {
    console.error(error instanceof StartupError || error instanceof SettingsError ? error.message : error);
    return 1;
  }
}
