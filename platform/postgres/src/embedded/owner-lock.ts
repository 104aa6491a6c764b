import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { sqlState } from '../sql-state.ts';
import { SUPERUSER } from './data-folder.ts';

// A session-level advisory lock, held on one connection for as long as a Paygraph lives. The server drops it
// the moment that process dies, however it dies, which no file can promise.
const OWNER_LOCK = 729_011_402;
const CONNECT_TIMEOUT_MS = 2_000;
const RELOCK_INTERVAL_MS = 500;
const WRONG_PASSWORD = '28P01';

export const serverUrl = (port: number, password: string): string =>
  `postgres://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;

/** `unref` exists, and its type does not: @types/pg leaves it out. */
type Client = pg.Client & { unref(): void };

const connect = async (url: string): Promise<Client> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS }) as Client;
  client.on('error', () => {});
  await client.connect();
  return client;
};

export const isWrongPassword = (error: unknown): boolean => sqlState(error) === WRONG_PASSWORD;

export interface Occupant {
  dataDir: string;
  /** The process that started the server; undefined for a server that is not Paygraph's. */
  ownerPid: number | undefined;
  locked: boolean;
}

/** Who runs the server at `url`. Throws when it does not answer, or not to this password. */
export const inspect = async (url: string): Promise<Occupant> => {
  const client = await connect(url);
  try {
    const { rows } = await client.query<{ dir: string; name: string; locked: boolean }>(
      `select current_setting('data_directory') as dir,
              current_setting('cluster_name') as name,
              exists (
                select from pg_locks
                where locktype = 'advisory' and classid = 0 and objid = $1 and objsubid = 1 and granted
              ) as locked`,
      [OWNER_LOCK],
    );
    const [row] = rows;
    const ownerPid = Number(/^paygraph-(\d+)$/.exec(row?.name ?? '')?.[1]) || undefined;
    return { dataDir: row?.dir ?? '', ownerPid, locked: row?.locked ?? false };
  } finally {
    await client.end();
  }
};

/**
 * Takes the lock and keeps it until `signal` aborts. Rejects when the server does not answer. A connection
 * that breaks later (the server resets all of them when one of its processes crashes) is made anew.
 */
export const holdOwnerLock = async (url: string, signal: AbortSignal): Promise<void> => {
  const client = await connect(url);
  await client.query('select pg_advisory_lock($1)', [OWNER_LOCK]);
  client.unref();
  const release = () => void client.end().catch(() => {});
  signal.addEventListener('abort', release, { once: true });
  client.once('end', async () => {
    signal.removeEventListener('abort', release);
    while (!signal.aborted) {
      await sleep(RELOCK_INTERVAL_MS, undefined, { ref: false });
      if (signal.aborted) return;
      const held = await holdOwnerLock(url, signal).then(
        () => true,
        () => false,
      );
      if (held) return;
    }
  });
};
