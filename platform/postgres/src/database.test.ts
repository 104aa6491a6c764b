import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDatabase, testServerUrl } from '@paygraph/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from './database.ts';
import { StartupError } from './startup-error.ts';

let folder: string;
let migrationsFolder: string;

const FIRST = { tag: '0000_first', when: 1_000, sql: 'create table coins (id int primary key, minor int8 not null)' };
const SECOND = { tag: '0001_second', when: 2_000, sql: 'alter table coins add column note text' };

const writeMigrations = async (name: string, migrations: (typeof FIRST)[]): Promise<string> => {
  const path = join(folder, name);
  await mkdir(join(path, 'meta'), { recursive: true });
  const entries = migrations.map(({ tag, when }, idx) => ({ idx, version: '7', when, tag, breakpoints: true }));
  await writeFile(
    join(path, 'meta', '_journal.json'),
    JSON.stringify({ version: '7', dialect: 'postgresql', entries }),
  );
  for (const migration of migrations) await writeFile(join(path, `${migration.tag}.sql`), migration.sql);
  return path;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paygraph-migrations-'));
  migrationsFolder = await writeMigrations('current', [FIRST, SECOND]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('opening a database', () => {
  test('creates and migrates it once, however many processes race', async () => {
    const database = 'raced';
    const open = () => openDatabase({ url: testServerUrl(), database, migrationsFolder, connectionsMax: 2 });
    const opened: Database[] = await Promise.all(Array.from({ length: 6 }, open));
    const applied = await opened[0]?.query('select from drizzle.__drizzle_migrations');
    await Promise.all(opened.map((one) => one.close()));
    expect(applied?.rowCount).toBe(2);
  });

  test('refuses a database with migrations it does not know', async () => {
    const options = { url: testServerUrl(), database: 'newer' };
    await using _newer = await openDatabase({ ...options, migrationsFolder });
    const older = await writeMigrations('older', [FIRST]);
    await expect(openDatabase({ ...options, migrationsFolder: older })).rejects.toThrow(
      'The database newer carries 1 migration(s) that this version does not know',
    );
  });

  test('refuses a migration that came too late to run', async () => {
    const options = { url: testServerUrl(), database: 'late' };
    await using _open = await openDatabase({
      ...options,
      migrationsFolder: await writeMigrations('without', [SECOND_ALONE]),
    });
    const slippedIn = await writeMigrations('slipped-in', [FIRST, SECOND_ALONE]);
    await expect(openDatabase({ ...options, migrationsFolder: slippedIn })).rejects.toThrow('0000_first is older');
  });

  test('refuses a folder without migrations', async () => {
    const open = openDatabase({ url: testServerUrl(), database: 'none', migrationsFolder: join(folder, 'missing') });
    await expect(open).rejects.toThrow(StartupError);
  });

  test('names the server it cannot reach, and never its password', async () => {
    const url = 'postgres://someone:secret@127.0.0.1:1/postgres';
    const error = await openDatabase({ url, database: 'any', migrationsFolder }).catch((caught) => caught);
    expect(error).toBeInstanceOf(StartupError);
    expect(error.message).toContain('127.0.0.1:1');
    expect(error.message).not.toContain('secret');
  });

  test('gives up on a server that accepts and says nothing', { timeout: 10_000 }, async () => {
    const mute = createServer().listen(0, '127.0.0.1');
    try {
      await new Promise((resolve) => mute.once('listening', resolve));
      const { port } = mute.address() as { port: number };
      const url = `postgres://someone:secret@127.0.0.1:${port}/postgres`;
      await expect(openDatabase({ url, database: 'any', migrationsFolder })).rejects.toThrow(`127.0.0.1:${port}`);
    } finally {
      mute.close();
    }
  });

  test('refuses what is not a PostgreSQL URL without repeating it', async () => {
    const open = openDatabase({ url: 'mysql://a:secret@b/c', database: 'any', migrationsFolder });
    await expect(open).rejects.toThrow(/^The PostgreSQL URL is not valid(?!.*secret)/);
  });
});

const SECOND_ALONE = { ...SECOND, sql: 'create table notes ()' };

describe('an open database', () => {
  test('reads int8 as bigint, with and without drizzle', async () => {
    await using database = await testDatabase({ migrationsFolder, name: 'int8' });
    const text = `select 9007199254740993::int8 as minor, '{1,NULL,-3}'::int8[] as list`;
    const expected = { minor: 9_007_199_254_740_993n, list: [1n, null, -3n] };
    expect((await database.query(text)).rows[0]).toEqual(expected);
    expect((await database.db.execute(sql.raw(text))).rows[0]).toEqual(expected);
  });

  test('survives the loss of an idle connection', async () => {
    await using database = await testDatabase({ migrationsFolder, name: 'idle' });
    const { rows } = await database.query<{ pid: number }>('select pg_backend_pid() as pid');
    await using other = await testDatabase({ migrationsFolder, name: 'killer' });
    await other.query('select pg_terminate_backend($1, 1000)', [rows[0]?.pid]);
    expect((await database.query('select 1')).rowCount).toBe(1);
  });

  test('may be closed twice', async () => {
    const database = await testDatabase({ migrationsFolder, name: 'closed' });
    await database.close();
    await database.close();
  });
});
