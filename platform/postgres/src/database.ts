import './int8.ts';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { createDatabaseIfMissing } from './create-database.ts';
import { migrateDatabase } from './migrate.ts';
import { observePool } from './observe-pool.ts';
import { CONNECT_TIMEOUT_MS, withDatabase } from './server-address.ts';
import { endStatementsByDeadline, STATEMENT_TIMEOUT_MS } from './statement-timeout.ts';

/** A transaction in which nothing happens for this long was forgotten; the server ends it. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 15_000;
const IDLE_CONNECTION_TIMEOUT_MS = 30_000;
const CONNECTIONS_MAX = 10;
/** Of an SSD. PostgreSQL's own is that of a turning disk, with which it reads whole tables to find some hundred rows. */
const RANDOM_PAGE_COST = 1.1;

/**
 * What a store needs: a `Database` outside of a transaction, a `Tx` inside. A store function takes it as its
 * first argument and so works in both. int8 comes back as bigint, timestamptz as Date from `query`.
 * `db` has no `transaction`: there is one way to begin one, `inTransaction`.
 */
export interface Queryable {
  readonly db: Omit<NodePgDatabase, 'transaction'>;
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<pg.QueryResult<Row>>;
}

export interface Database extends Queryable, AsyncDisposable {
  readonly pool: pg.Pool;
  /** Waits for queries in flight, then closes every connection. May be called more than once. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** A PostgreSQL server; any database on it that may be connected to, to create `database` from. */
  url: string;
  database: string;
  /** As written by drizzle-kit: `meta/_journal.json` and one SQL file per entry. */
  migrationsFolder: string;
  /** Upper bound of the pool. A query that finds no free connection within 5 s fails. */
  connectionsMax?: number;
}

/**
 * Connects to `database`, creating and migrating it as needed. Safe when several processes start at once.
 * StartupError when the server cannot be reached within about 5 s, or when the database carries migrations
 * this version does not know.
 */
export const openDatabase = async (options: DatabaseOptions): Promise<Database> => {
  const url = withDatabase(options.url, options.database);
  await createDatabaseIfMissing(options.url, options.database);
  await migrateDatabase(url, options.migrationsFolder);
  return connectPool(url, options.database, options.connectionsMax ?? CONNECTIONS_MAX);
};

const connectPool = (url: string, database: string, connectionsMax: number): Database => {
  const pool = new pg.Pool({
    connectionString: url,
    max: connectionsMax,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_CONNECTION_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    options: `-c random_page_cost=${RANDOM_PAGE_COST}`,
    keepAlive: true,
    // What a transaction asks for at once travels at once; answers are in the order of the questions.
    pipeline: true,
  });
  // A connection may break while idle (the pool drops it by itself) or between two queries of a transaction
  // (the next query fails). Both are noticed where they matter; unheard, either would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const observed = observePool(pool, database);
  endStatementsByDeadline(pool);

  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closed ??= pool.end().finally(observed.stop);
    return closed;
  };
  return {
    pool,
    db: drizzle(pool),
    query: (text, values) => pool.query(text, values),
    close,
    [Symbol.asyncDispose]: close,
  };
};
