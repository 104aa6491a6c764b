import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { developmentSecrets, readSettings } from '@paygraph/config';
import { type EmbeddedPostgres, openDatabase, startEmbeddedPostgres } from '@paygraph/postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ledger } from '../src/subgraph.ts';
import { fillBooks } from './random-books.ts';

const CLI = fileURLToPath(new URL('../cli.ts', import.meta.url));

let folder: string;
let password: string;
let postgres: EmbeddedPostgres | undefined;
const open = (url: string) =>
  openDatabase({ url, database: 'paygraph_ledger', migrationsFolder: ledger.migrationsFolder });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paygraph-books-'));
  password = (await developmentSecrets(readSettings({ DATA_DIR: folder }))).databasePassword;
  postgres = await startServer();
  await using database = await open(postgres.url);
  await fillBooks(database, 3, 60);
}, 60_000);
afterAll(async () => {
  await postgres?.stop();
  await rm(folder, { recursive: true });
});

const startServer = () => startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), password, durable: false });

function cli(args: readonly string[], environment: Record<string, string>) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((done) => {
    const env = { PATH: process.env.PATH, ...environment };
    const child = execFile(process.execPath, [CLI, ...args], { env }, (_, stdout, stderr) =>
      done({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

test('checks the books of a server, and ends with 1 when they are wrong', async () => {
  const url = postgres?.url ?? '';
  const right = await cli(['check'], { DATABASE_URL: url });
  expect(right).toMatchObject({ code: 0, stderr: '' });
  expect(right.stdout).toMatch(/^ok {5}balanced /m);
  expect(right.stdout).toMatch(/The books are right: \d+ checks\./);

  await using database = await open(url);
  await database.query(`update accounts set version = version + 1 where id = 'wal_ada-USD'`);
  const wrong = await cli(['check'], { DATABASE_URL: url });
  await database.query(`update accounts set version = version - 1 where id = 'wal_ada-USD'`);
  expect(wrong.code).toBe(1);
  expect(wrong.stdout).toMatch(/^wrong {2}versions .*\n +wal_ada-USD: is at version \d+, its last posting at \d+\n/m);
}, 30_000);

test('says in one line what to do while the platform runs on its folder', async () => {
  const { code, stderr } = await cli(['check'], { DATA_DIR: folder });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^Paygraph is already running .*Stop it first.*\n$/);
}, 30_000);

test('starts the database of a folder that nothing runs on, and stops it again', async () => {
  await postgres?.stop();
  const { code, stdout, stderr } = await cli(['export', '--format', 'hledger'], { DATA_DIR: folder });
  postgres = await startServer();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^decimal-mark \.\n/);
  expect(stdout).toContain('assets:1100:acc_provider-USD');
}, 60_000);

test.each([[[]], [['books']], [['export', '--format', 'pdf']]])('%j shows how it is used', async (args) => {
  const { code, stderr } = await cli(args, { DATA_DIR: folder });
  expect(code).toBe(2);
  expect(stderr).toContain('npm run ledger -- check');
});

test('makes no books where there are none', async () => {
  const { code, stderr } = await cli(['check'], { DATA_DIR: join(folder, 'nothing') });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^There is no platform in .*\n$/);
});
