import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Database, openDatabase } from '@paygraph/postgres';
import pg from 'pg';
import { testServerUrl } from './servers.ts';

const TEMPLATE_LOCK = 729_011_403;
const HASH_CHARACTERS = 16;
const CONNECTIONS_MAX = 5;

/**
 * A database of its own for one test file, migrated, empty, and dropped on `close` or dispose. `name` only
 * makes it recognisable. The migrations run once per test run: each database is a copy of a template.
 */
export const testDatabase = async (options: { migrationsFolder: string; name: string }): Promise<Database> => {
  const { migrationsFolder } = options;
  const url = testServerUrl();
  const template = `template_${await hashFolder(migrationsFolder)}`;
  const database = `${options.name.toLowerCase().replaceAll(/\W/g, '_').slice(0, 40)}_${randomBytes(4).toString('hex')}`;

  await onServer(url, async (client) => {
    // Test files run in several processes; the first to come builds the template, the others wait for it.
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    await buildTemplate(client, { url, template, migrationsFolder });
    await client.query(`create database ${database} template ${template}`);
  });

  const opened = await openDatabase({ url, database, migrationsFolder, connectionsMax: CONNECTIONS_MAX });
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closed ??= opened
      .close()
      .then(() => onServer(url, (client) => client.query(`drop database if exists ${database} with (force)`)))
      .then(() => undefined);
    return closed;
  };
  return { ...opened, close, [Symbol.asyncDispose]: close };
};

const buildTemplate = async (
  client: pg.Client,
  { url, template, migrationsFolder }: { url: string; template: string; migrationsFolder: string },
): Promise<void> => {
  const found = await client.query('select from pg_database where datname = $1', [template]);
  if (found.rowCount === 1) return;
  // Renamed when complete: a migration that fails leaves no template behind for the next file to trust.
  const building = `${template}_building`;
  await client.query(`drop database if exists ${building}`);
  const migrated = await openDatabase({ url, database: building, migrationsFolder });
  await migrated.close();
  await client.query(`alter database ${building} rename to ${template}`);
};

const hashFolder = async (folder: string): Promise<string> => {
  const hash = createHash('sha256');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const path of paths.toSorted()) hash.update(`${path}\0`).update(await readFile(path));
  return hash.digest('hex').slice(0, HASH_CHARACTERS);
};

const onServer = async <Result>(url: string, use: (client: pg.Client) => Promise<Result>): Promise<Result> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
};
