import { setTimeout as sleep } from 'node:timers/promises';
import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import type { Database, Queryable } from './database.ts';
import { sqlState } from './sql-state.ts';
import { boundByDeadline } from './statement-timeout.ts';

/** A transaction in progress. Valid until the function it was passed to returns. */
export interface Tx extends Queryable {
  readonly client: pg.PoolClient;
  /**
   * Sends a statement and does not wait: for what is written and answers nothing, so that the next one is made
   * meanwhile and the commit travels along. When it fails, nothing is committed and the transaction throws its error.
   * A statement with a name is planned once for a connection: for one that is run again and again, and whose best plan
   * stays the best however much the tables grow.
   */
  send(statement: { readonly text: string; readonly name?: string }, values?: unknown[]): void;
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
      const bound = boundByDeadline();
      return await attemptOnce(database.pool, bound ? `${begin}; ${bound}` : begin, work);
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
    // Sent together with the first query of `work`: nothing but a broken connection keeps it from beginning.
    const begun = client.query(begin);
    begun.catch(() => undefined);
    const answers: Promise<pg.QueryResult>[] = [begun];
    const result = await work(txOn(client, answers));
    answers.push(client.query('commit'));
    // All of them, so that the connection is at rest; then the first that failed.
    await Promise.allSettled(answers);
    const commit = (await Promise.all(answers)).at(-1);
    // When `work` swallowed a failed query, PostgreSQL answers the commit with a rollback and no error.
    if (commit?.command !== 'COMMIT') throw new Error('The transaction was rolled back: a query in it had failed.');
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

const dbByClient = new WeakMap<pg.PoolClient, Tx['db']>();

const txOn = (client: pg.PoolClient, answers: Promise<pg.QueryResult>[]): Tx => {
  const db = dbByClient.get(client) ?? drizzle(client);
  dbByClient.set(client, db);
  return {
    ...{ client, db },
    query: (text, values) => client.query(text, values),
    send(statement, values) {
      const answer = client.query(statement, values);
      // Heard of at the end; unheard, it would end the process.
      answer.catch(() => undefined);
      answers.push(answer);
    },
  };
};
