import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartupError } from '../startup-error.ts';
import { findBinaries } from './binaries.ts';
import { ensureCluster, locateDataFolder } from './data-folder.ts';
import { holdOwnerLock, isWrongPassword, serverUrl } from './owner-lock.ts';
import { clearPreviousServer } from './previous-server.ts';
import { chooseRunAs } from './run-as.ts';
import { lastWords, type Server, spawnServer } from './server.ts';

export { AlreadyRunning } from './previous-server.ts';

/** Recovery after a crash replays up to `max_wal_size` of log before the server accepts connections. */
const READY_MAX_MS = 120_000;
const READY_POLL_INTERVAL_MS = 15;
/** A start fails for passing reasons: the port was taken meanwhile, a killed server's children still end. */
const START_ATTEMPTS_MAX = 5;
const START_RETRY_DELAY_MS = 300;

export interface EmbeddedPostgresOptions {
  /** Created when missing. The server's log is kept beside it, in `<dataDir>.log`. */
  dataDir: string;
  /** Of the superuser `paygraph`; fixed when the data folder is created. */
  password: string;
  /** False gives up surviving a crash of the machine, for speed: tests only. */
  durable?: boolean;
}

export interface EmbeddedPostgres extends AsyncDisposable {
  /** Of the superuser, on the database `postgres`. Contains the password. */
  url: string;
  /** Resolves when the server ends, be it by `stop` or on its own. */
  exited: Promise<void>;
  /** Open transactions are rolled back. May be called more than once. */
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL server on a free port of 127.0.0.1 that lives as long as this process. A server that
 * a killed process left behind is stopped first. StartupError (AlreadyRunning among them) when it cannot be.
 */
export const startEmbeddedPostgres = async (options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> => {
  const { password, durable = true } = options;
  const dataDir = await locateDataFolder(options.dataDir);
  const binaries = await findBinaries();
  const deps = { binaries, runAs: await chooseRunAs(binaries, dataDir) };
  await ensureCluster(deps, { dataDir, password, durable });

  const logFile = `${dataDir}.log`;
  for (let attempt = 1; attempt <= START_ATTEMPTS_MAX; attempt += 1) {
    await clearPreviousServer(dataDir, password);
    const port = await findFreePort();
    const server = spawnServer(deps, { dataDir, port, logFile, durable });
    const owned = await becomeOwner(server, serverUrl(port, password), dataDir);
    if (owned) return owned;
    await sleep(START_RETRY_DELAY_MS);
  }
  throw new StartupError(`PostgreSQL does not start in ${dataDir}: ${await lastWords(logFile)} (${logFile})`);
};

/** Waits until the server accepts connections. Undefined when it ended instead. */
const becomeOwner = async (server: Server, url: string, dataDir: string): Promise<EmbeddedPostgres | undefined> => {
  const stopping = new AbortController();
  for (const end = Date.now() + READY_MAX_MS; !server.hasExited(); await sleep(READY_POLL_INTERVAL_MS)) {
    try {
      await holdOwnerLock(url, stopping.signal);
      break;
    } catch (error) {
      if (!isWrongPassword(error) && Date.now() < end) continue;
      await server.stop();
      throw new StartupError(
        isWrongPassword(error)
          ? `The data folder ${dataDir} was made with another password. Use that one, or set DATA_DIR to another folder.`
          : `PostgreSQL was started in ${dataDir} and does not answer.`,
        { cause: error },
      );
    }
  }
  if (server.hasExited()) return undefined;

  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopping.abort();
    stopped ??= server.stop();
    return stopped;
  };
  return { url, exited: server.exited, stop, [Symbol.asyncDispose]: stop };
};

const findFreePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve, reject) => probe.once('listening', resolve).once('error', reject));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
};
