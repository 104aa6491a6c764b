import { setTimeout as sleep } from 'node:timers/promises';
import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import type { Database, Queryable } from './database.ts';
import { sqlState } from './sql-state.ts';

/** A transaction in progress. Valid until the function it was passed to returns. */
export interface Tx extends Queryable {
  readonly client: pg.PoolClient;
}

export interface TransactionOptions {
  /** The server's default is read committed, under which only deadlocks are retried. */
  isolation?: 'repeatable read' | 'serializable';
  attemptsMax?: number;
}

const ATTEMPTS_MAX = 5;
const BACKOFF_FIRST_MS = 5;
const BACKOFF_MAX_MS = 500;

/** Serialization failure and deadlock: the server chose us to lose, and asks us to try again. */
const RETRYABLE = new Set(['40001', '40P01']);

/**
 * Runs `work` in one transaction and returns its result once committed. A throw rolls back and is passed on.
 * Lost serialization races and deadlocks run `work` again, up to `attemptsMax` times (5) with random backoff,
 * so `work` must do nothing but talk to the database. When the connection breaks during the commit the
 * outcome is unknown to us: the error is thrown, and the caller's idempotency key tells on the next try.
 */
export const inTransaction = async <Result>(
  database: Pick<Database, 'pool'>,
  work: (tx: Tx) => Promise<Result>,
  { isolation, attemptsMax = ATTEMPTS_MAX }: TransactionOptions = {},
): Promise<Result> => {
  const begin = isolation ? `begin isolation level ${isolation}` : 'begin';
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptOnce(database.pool, begin, work);
    } catch (error) {
      if (attempt >= attemptsMax || !RETRYABLE.has(sqlState(error) ?? '')) throw error;
      await sleep(Math.random() * Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** attempt));
    }
  }
};

const attemptOnce = async <Result>(
  pool: pg.Pool,
  begin: string,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> => {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query(begin);
    const result = await work(txOn(client));
    const commit = await client.query('commit');
    // When `work` swallowed a failed query, PostgreSQL answers the commit with a rollback and no error.
    if (commit.command !== 'COMMIT') throw new Error('The transaction was rolled back: a query in it had failed.');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    // A connection that cannot even roll back is destroyed rather than lent to somebody else.
    client.release(broken);
  }
};

const txByClient = new WeakMap<pg.PoolClient, Tx>();

const txOn = (client: pg.PoolClient): Tx => {
  const existing = txByClient.get(client);
  if (existing) return existing;
  const tx: Tx = { client, db: drizzle(client), query: (text, values) => client.query(text, values) };
  txByClient.set(client, tx);
  return tx;
};
