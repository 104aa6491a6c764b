import { execFile } from 'node:child_process';
import { access, constants, mkdir, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { StartupError } from '../startup-error.ts';
import type { Binaries } from './binaries.ts';
import { isAlive } from './postmaster-pid.ts';
import { adopt, type RunAs, SERVER_ENV } from './run-as.ts';

export const SUPERUSER = 'paygraph';
const INITDB_TIMEOUT_MS = 120_000;

export const unwritable = (path: string, error: unknown): StartupError =>
  new StartupError(
    `${path} cannot be written (${(error as NodeJS.ErrnoException).code}). Set DATA_DIR to a folder you own.`,
    { cause: error },
  );

/** The folder's one true path, its parents made. The server is told apart from others by this path. */
export const locateDataFolder = async (given: string): Promise<string> => {
  const path = resolve(given);
  try {
    await mkdir(dirname(path), { recursive: true });
    await access(dirname(path), constants.W_OK | constants.X_OK);
    return join(await realpath(dirname(path)), basename(path));
  } catch (error) {
    throw unwritable(path, error);
  }
};

const readVersion = async (dataDir: string): Promise<number | undefined> => {
  try {
    return Number(await readFile(join(dataDir, 'PG_VERSION'), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unwritable(dataDir, error);
  }
};

/** Makes sure that `dataDir` holds a database cluster this server can open, and creates it when missing. */
export const ensureCluster = async (
  deps: { binaries: Binaries; runAs: RunAs },
  { dataDir, password, durable }: { dataDir: string; password: string; durable: boolean },
): Promise<void> => {
  // Looked at before the version: in the other order, a cluster that appears in between would seem foreign.
  const entries = await readdir(dataDir).catch(() => []);
  const version = await readVersion(dataDir);
  if (version === undefined && entries.length > 0) {
    throw new StartupError(
      `The data folder ${dataDir} is not empty and holds no PostgreSQL data. Set DATA_DIR to another folder.`,
    );
  }
  if (version === undefined) return initialise(deps, { dataDir, password, durable });
  if (version !== deps.runAs.majorVersion) {
    throw new StartupError(
      `The data folder ${dataDir} was written by PostgreSQL ${version}, and this is PostgreSQL ${deps.runAs.majorVersion}. Dump it with the old version and restore it, or set DATA_DIR to another folder.`,
    );
  }
  await access(dataDir, constants.W_OK | constants.X_OK).catch((error) => {
    throw unwritable(dataDir, error);
  });
  await adopt(deps.runAs, dataDir);
};

const initialise = async (
  { binaries, runAs }: { binaries: Binaries; runAs: RunAs },
  { dataDir, password, durable }: { dataDir: string; password: string; durable: boolean },
): Promise<void> => {
  await removeAbandoned(dataDir);
  // Built aside and renamed when complete, so that a crash in between leaves no half-made data folder.
  const workshop = `${dataDir}.initdb-${process.pid}`;
  try {
    await mkdir(workshop, { mode: 0o700 });
    await writeFile(join(workshop, 'password'), password, { mode: 0o600 });
    await adopt(runAs, workshop);
    const [program = binaries.initdb, ...args] = [
      ...runAs.prefix,
      binaries.initdb,
      ...['--pgdata', join(workshop, 'data'), '--username', SUPERUSER],
      ...['--auth', 'scram-sha-256', '--pwfile', join(workshop, 'password')],
      // Strings compare by code point: the same order on every machine, unlike the operating system's locales.
      ...['--encoding', 'UTF8', '--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
      ...(durable ? [] : ['--no-sync']),
    ];
    const options = { ...runAs.account, env: SERVER_ENV, cwd: '/', timeout: INITDB_TIMEOUT_MS };
    await promisify(execFile)(program, args, options);
    await rename(join(workshop, 'data'), dataDir);
  } catch (error) {
    // Another process may have been faster; its data folder is as good as ours.
    if ((await readVersion(dataDir)) !== undefined) return;
    throw explain(dataDir, error);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
};

/** Work folders of processes that were killed. */
const removeAbandoned = async (dataDir: string): Promise<void> => {
  const prefix = `${basename(dataDir)}.initdb-`;
  for (const name of await readdir(dirname(dataDir))) {
    if (!name.startsWith(prefix) || isAlive(Number(name.slice(prefix.length)))) continue;
    await rm(join(dirname(dataDir), name), { recursive: true, force: true });
  }
};

const explain = (dataDir: string, error: unknown): StartupError => {
  const { code, stderr } = error as { code?: string | number; stderr?: string };
  if (typeof code === 'string') return unwritable(dataDir, error);
  const why = stderr?.split('\n').find((line) => line.includes('error:') || line.includes('FATAL:'));
  return new StartupError(`The data folder ${dataDir} could not be initialised: ${why ?? String(error)}`, {
    cause: error,
  });
};
