import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import type pg from 'pg';
import { connectOnce } from './server-address.ts';
import { sqlState } from './sql-state.ts';
import { StartupError } from './startup-error.ts';

// Any constant does, as long as nothing else in the database takes the same advisory lock.
const MIGRATION_LOCK = 7_290_114_001;
/** How long a replica waits for another one that is migrating, and a migration for a table in use. */
const LOCK_TIMEOUT_MS = 60_000;
const LOCK_NOT_AVAILABLE = '55P03';

type Entry = { tag: string; when: number };

const readJournal = async (migrationsFolder: string): Promise<Entry[]> => {
  const path = join(migrationsFolder, 'meta', '_journal.json');
  try {
    const journal = JSON.parse(await readFile(path, 'utf8')) as { entries: Entry[] };
    return journal.entries;
  } catch (error) {
    throw new StartupError(`There are no migrations to run: ${path} cannot be read.`, { cause: error });
  }
};

const readApplied = async (client: pg.Client): Promise<Set<number>> => {
  const table = await client.query<{ found: boolean }>(
    `select to_regclass('drizzle.__drizzle_migrations') is not null as found`,
  );
  if (!table.rows[0]?.found) return new Set();
  const applied = await client.query<{ created_at: string | bigint }>(
    'select created_at from drizzle.__drizzle_migrations',
  );
  return new Set(applied.rows.map((row) => Number(row.created_at)));
};

/**
 * Brings the database at `url` up to the migrations of the folder, in one transaction. Replicas that start
 * together take turns. A database ahead of the folder is refused: an old version must not write into a newer
 * schema. StartupError when refused, when another replica migrates for longer than a minute, or when a
 * migration was slipped in behind one already applied (the migrator would leave it out without a word).
 */
export const migrateDatabase = async (url: string, migrationsFolder: string): Promise<void> => {
  const journal = await readJournal(migrationsFolder);
  const client = await connectOnce(url);
  try {
    await client.query(`set lock_timeout = ${LOCK_TIMEOUT_MS}`);
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);

    const known = new Set(journal.map((entry) => entry.when));
    const unknown = [...(await readApplied(client))].filter((when) => !known.has(when));
    if (unknown.length > 0) {
      throw new StartupError(
        `The database ${client.database} carries ${unknown.length} migration(s) that this version does not know. Run the version that made them, or a newer one.`,
      );
    }

    await migrate(drizzle(client), { migrationsFolder });

    const applied = await readApplied(client);
    const skipped = journal.find((entry) => !applied.has(entry.when));
    if (skipped) {
      throw new StartupError(
        `The migration ${skipped.tag} is older than one the database ${client.database} already has, so it never ran. Generate it again.`,
      );
    }
  } catch (error) {
    if (sqlState(error) === LOCK_NOT_AVAILABLE) {
      throw new StartupError(
        `The database ${client.database} is being migrated or locked by somebody else for too long.`,
        {
          cause: error,
        },
      );
    }
    throw error;
  } finally {
    // Ending the session releases the advisory lock.
    await client.end();
  }
};
