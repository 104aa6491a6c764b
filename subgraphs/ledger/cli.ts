import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { developmentSecrets, readSettings, SettingsError } from '@paygraph/config';
import { type Database, openDatabase, StartupError, startEmbeddedPostgres } from '@paygraph/postgres';
import { type CheckResult, checkLedger } from './src/check-ledger.ts';
import { exportHledger } from './src/hledger-export.ts';
import { ledger } from './src/subgraph.ts';

const USAGE = `The books of a platform, on the database of DATABASE_URL, or on the embedded one of DATA_DIR while nothing runs on it.

  npm run ledger -- check                      derives everything anew and prints what does not agree; exit code 1 when something does not
  npm run ledger -- export --format hledger    writes the whole journal to standard output, for hledger
`;

process.exitCode = await main();

async function main(): Promise<number> {
  await using resources = new AsyncDisposableStack();
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { format: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
    const [command] = positionals;
    if (values.help) {
      process.stdout.write(USAGE);
      return 0;
    }
    const isExport = command === 'export' && (values.format ?? 'hledger') === 'hledger';
    if (positionals.length !== 1 || !(command === 'check' || isExport)) {
      process.stderr.write(USAGE);
      return 2;
    }
    const database = await openBooks(resources);
    return isExport ? await exportJournal(database) : await check(database);
  } catch (error) {
    const expected = error instanceof StartupError || error instanceof SettingsError || isUsageError(error);
    console.error(expected ? error.message : error);
    return 1;
  }
}

async function openBooks(resources: AsyncDisposableStack): Promise<Database> {
  const settings = readSettings(process.env);
  const url = settings.databaseUrl ?? (await startEmbedded(resources, settings));
  const { name, migrationsFolder } = ledger;
  return resources.use(await openDatabase({ url, database: `paygraph_${name}`, migrationsFolder }));
}

async function startEmbedded(
  resources: AsyncDisposableStack,
  settings: ReturnType<typeof readSettings>,
): Promise<string> {
  const dataDir = join(settings.dataDir, 'postgres');
  if (!existsSync(dataDir)) {
    throw new StartupError(
      `There are no books in ${settings.dataDir}. Set DATABASE_URL or DATA_DIR, or begin with: npm start`,
    );
  }
  const { databasePassword } = await developmentSecrets(settings);
  return resources.use(await startEmbeddedPostgres({ dataDir, password: databasePassword })).url;
}

async function check(database: Database): Promise<number> {
  const results = await checkLedger(database, { onResult: printResult });
  const wrong = results.filter(({ findings }) => findings.length > 0).length;
  console.log(
    wrong === 0
      ? `\nThe books are right: ${results.length} checks.`
      : `\nThe books are wrong: ${wrong} of ${results.length} checks.`,
  );
  return wrong === 0 ? 0 : 1;
}

function printResult({ check: { name, proves }, findings, more }: CheckResult): void {
  console.log(`${findings.length === 0 ? 'ok   ' : 'wrong'}  ${name.padEnd(14)}  ${proves}`);
  for (const { subject, detail } of findings) console.log(`         ${subject}: ${detail}`);
  if (more) console.log('         and others');
}

async function exportJournal(database: Database): Promise<number> {
  try {
    await exportHledger(database, (text) => pipeline(text, process.stdout, { end: false }));
    if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
    return 0;
  } catch (error) {
    // Nobody reads on, as with `| head`.
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') return 0;
    throw error;
  }
}

function isUsageError(error: unknown): error is Error {
  return error instanceof Error && String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS');
}
