import { timeLeft_ms } from '@paygraph/deadline';
import type pg from 'pg';

/** Bounds every statement: a query that takes this long holds locks others wait for. */
export const STATEMENT_TIMEOUT_MS = 10_000;

/**
 * The statement that bounds those of a transaction by the time that somebody waits for it, in whole seconds, rounded
 * up. Undefined when every statement is bounded by as much anyway, as most are: then it costs nothing.
 */
export function boundByDeadline(): string | undefined {
  const left_ms = timeLeft_ms();
  const timeout_s = left_ms === undefined ? Number.POSITIVE_INFINITY : Math.ceil(left_ms / 1000);
  return timeout_s * 1000 < STATEMENT_TIMEOUT_MS ? `set local statement_timeout = '${timeout_s}s'` : undefined;
}

type Query = (...args: unknown[]) => Promise<pg.QueryResult>;

/** Lets single statements of a pool end when nobody waits for them any more, as those in transactions do. */
export function endStatementsByDeadline(pool: pg.Pool): void {
  const query = pool.query.bind(pool) as Query;
  const bounded: Query = (...args) => {
    const bound = boundByDeadline();
    return bound === undefined || typeof args.at(-1) === 'function' ? query(...args) : runBounded(pool, bound, args);
  };
  pool.query = bounded as typeof pool.query;
}

/** In a transaction of its own, whose parts are sent at once: it takes no longer than the statement alone. */
async function runBounded(pool: pg.Pool, bound: string, args: unknown[]): Promise<pg.QueryResult> {
  const client = await pool.connect();
  let broken = true;
  try {
    const answer = (client.query as Query).bind(client);
    const answers = [answer(`begin; ${bound}`), answer(...args), answer('commit')] as const;
    const [, , committed] = await Promise.allSettled(answers);
    broken = committed.status === 'rejected';
    const [, result] = await Promise.all(answers);
    return result;
  } finally {
    // A connection that cannot even end a transaction is destroyed rather than lent to somebody else.
    client.release(broken);
  }
}
