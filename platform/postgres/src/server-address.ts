import pg from 'pg';
import { StartupError } from './startup-error.ts';

export const CONNECT_TIMEOUT_MS = 5_000;

const parse = (url: string): URL => {
  try {
    const parsed = new URL(url);
    if (parsed.protocol === 'postgres:' || parsed.protocol === 'postgresql:') return parsed;
  } catch {
    // Falls through: the parser's own message would repeat the URL, and the URL carries the password.
  }
  throw new StartupError('The PostgreSQL URL is not valid. It looks like postgres://user:password@host:5432/postgres');
};

/** The same server, another database on it. Connection parameters (`?sslmode=…`) are kept. */
export const withDatabase = (url: string, database: string): string => {
  const parsed = parse(url);
  parsed.pathname = `/${encodeURIComponent(database)}`;
  return parsed.href;
};

const hostAndPort = (url: string): string => {
  const parsed = parse(url);
  return `${parsed.searchParams.get('host') ?? (parsed.hostname || 'localhost')}:${parsed.port || '5432'}`;
};

const reason = (error: unknown): string => {
  if (error instanceof AggregateError && error.errors.length > 0) return reason(error.errors[0]);
  return error instanceof Error ? error.message.replaceAll('\n', ' ') : String(error);
};

/**
 * One connection outside any pool, for what a pool's limits do not suit: creating databases, migrating.
 * The caller ends it. A server that cannot be reached within `CONNECT_TIMEOUT_MS` is a StartupError.
 */
export const connectOnce = async (url: string): Promise<pg.Client> => {
  const address = hostAndPort(url);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  // A connection that breaks fails the query in flight; without a listener it would end the process as well.
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    throw new StartupError(`PostgreSQL at ${address} cannot be used: ${reason(error)}`, { cause: error });
  }
};
