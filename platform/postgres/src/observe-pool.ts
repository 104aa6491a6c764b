import { activeTraceparent, Gauge, inSpan, isTracing } from '@paygraph/telemetry';
import type pg from 'pg';

const pools = new Map<pg.Pool, string>();

new Gauge({
  name: 'paygraph_postgres_connections',
  help: 'Connections of a pool to its database, idle or lent; and how many callers wait for one.',
  labelNames: ['database', 'state'],
  collect() {
    this.reset();
    for (const [pool, database] of pools) {
      this.inc({ database, state: 'idle' }, pool.idleCount);
      this.inc({ database, state: 'lent' }, pool.totalCount - pool.idleCount);
      this.inc({ database, state: 'awaited' }, pool.waitingCount);
    }
  },
});

/** Shows a pool in the metrics until it is closed, and its statements in the traces of those who send them. */
export function observePool(pool: pg.Pool, database: string): { stop(): void } {
  pools.set(pool, database);
  if (isTracing()) {
    traceQueries(pool, database);
    pool.on('connect', (client) => traceQueries(client, database));
  }
  return { stop: () => void pools.delete(pool) };
}

type Query = (...args: unknown[]) => unknown;

/** What nobody's trace leads to, such as a worker that looks whether there is work, is not traced. */
function traceQueries(queryable: pg.Pool | pg.PoolClient, database: string): void {
  const query = queryable.query.bind(queryable) as Query;
  const traced: Query = (...args) => {
    // The pool asks its clients with a callback, from within its own span.
    if (typeof args.at(-1) === 'function' || !activeTraceparent()) return query(...args);
    const statement = args[0] as string | { readonly text?: string };
    const text = (typeof statement === 'string' ? statement : statement.text) ?? '';
    const attributes = { 'db.system.name': 'postgresql', 'db.namespace': database, 'db.query.text': text };
    return inSpan(`sql ${/\w+/.exec(text)?.[0] ?? ''}`, { kind: 'client', attributes }, () => query(...args));
  };
  queryable.query = traced as typeof queryable.query;
}
