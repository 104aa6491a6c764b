import pg from 'pg';
import { connectOnce } from './server-address.ts';
import { sqlState } from './sql-state.ts';
import { StartupError } from './startup-error.ts';

// Somebody created it between our look and our attempt: PostgreSQL answers with either of the two.
const CREATED_MEANWHILE = new Set(['42P04', '23505']);
const INSUFFICIENT_PRIVILEGE = '42501';

/** Creates `database` on the server of `url` when it is missing; any number of processes may race. */
export const createDatabaseIfMissing = async (url: string, database: string): Promise<void> => {
  const client = await connectOnce(url);
  try {
    const found = await client.query('select from pg_database where datname = $1', [database]);
    if (found.rowCount === 1) return;
    await client.query(`create database ${pg.escapeIdentifier(database)} encoding 'UTF8' template template0`);
  } catch (error) {
    const state = sqlState(error) ?? '';
    if (CREATED_MEANWHILE.has(state)) return;
    if (state === INSUFFICIENT_PRIVILEGE) {
      throw new StartupError(
        `The database ${database} does not exist and the PostgreSQL user may not create it. Create it first, or grant CREATEDB.`,
        { cause: error },
      );
    }
    throw error;
  } finally {
    await client.end();
  }
};
