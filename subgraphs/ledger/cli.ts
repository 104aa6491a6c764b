import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readSettings, SettingsError } from '@paygraph/config';
import { type Database, StartupError } from '@paygraph/postgres';
import { openStored } from '@paygraph/process';
import { type CheckResult, checkLedger } from './src/check-ledger.ts';
import { exportHledger } from './src/hledger-export.ts';
import { parseExpectedBlocks, verifyChains } from './src/verify-command.ts';

/** By convention, 128 and the number of SIGINT. */
const INTERRUPTED = 130;
const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));

const USAGE = `The books of a platform, on the database of DATABASE_URL, or on the embedded one of DATA_DIR while nothing runs on it.

  npm run ledger -- check                      derives everything anew and prints what does not agree; exit code 1 when something does not
  npm run ledger -- export --format hledger    writes the whole journal to standard output, for hledger
  npm run ledger -- verify-chain               computes the hash chains of journal and audit trail anew and names the first entry that was
                                               tampered with; exit code 1 when one was. --expect JOURNAL:120:9f86… also checks the hash of a
                                               block as an earlier run printed it
`;

process.exitCode = await main();

async function main(): Promise<number> {
  await using resources = new AsyncDisposableStack();
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort()).once('SIGTERM', () => interrupted.abort());
  const { signal } = interrupted;
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        expect: { type: 'string', multiple: true },
        format: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    const [command] = positionals;
    if (values.help) {
      process.stdout.write(USAGE);
      return 0;
    }
    const isExport = command === 'export' && (values.format ?? 'hledger') === 'hledger';
    const expected = parseExpectedBlocks(values.expect ?? []);
    const isVerify = command === 'verify-chain' && expected !== undefined;
    if (positionals.length !== 1 || !(command === 'check' || isExport || isVerify)) {
      process.stderr.write(USAGE);
      return 2;
    }
    const books = { database: 'paygraph_ledger', migrationsFolder: MIGRATIONS };
    const database = await openStored(resources, readSettings(process.env), books);
    if (isVerify) return (await verifyChains(database, expected, console.log)) ? 0 : 1;
    return isExport ? await exportJournal(database, signal) : await check(database, signal);
  } catch (error) {
    if (signal.aborted) return INTERRUPTED;
    const expected = error instanceof StartupError || error instanceof SettingsError || isUsageError(error);
    console.error(expected ? error.message : error);
    return 1;
  }
}

async function check(database: Database, signal: AbortSignal): Promise<number> {
  const results = await checkLedger(database, { onResult: printResult, signal });
  const wrong = results.filter(({ findings }) => findings.length > 0).length;
  console.log(
    wrong === 0
      ? `\nThe books are right: ${results.length} checks.`
      : `\nThe books are wrong: ${wrong} of ${results.length} checks.`,
  );
  return wrong === 0 ? 0 : 1;
}

function printResult({ name, proves, findings, more }: CheckResult): void {
  console.log(`${findings.length === 0 ? 'ok   ' : 'wrong'}  ${name.padEnd(14)}  ${proves}`);
  for (const { subject, detail } of findings) console.log(`         ${subject}: ${detail}`);
  if (more) console.log('         and others');
}

async function exportJournal(database: Database, signal: AbortSignal): Promise<number> {
  try {
    await exportHledger(database, (text) => pipeline(text, process.stdout, { end: false, signal }));
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
