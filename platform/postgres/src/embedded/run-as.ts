import { execFile } from 'node:child_process';
import { chown, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { StartupError } from '../startup-error.ts';
import type { Binaries } from './binaries.ts';

/**
 * How to run PostgreSQL's programs, which refuse to run as root. `prefix` goes before the program, `account`
 * goes into spawn's options. Neither is needed for an ordinary user.
 */
export interface RunAs {
  prefix: string[];
  account?: { uid: number; gid: number };
  /** Of the server's programs, e.g. 18. */
  majorVersion: number;
}

type Way = Omit<RunAs, 'majorVersion'>;

/** No locale, time zone or PG* variable of the caller may reach the server. */
export const SERVER_ENV = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };

const PROBE_TIMEOUT_MS = 10_000;
const NOBODY = 65_534;
// In a fresh user namespace root is nobody to PostgreSQL's check, and still owns root's files to the kernel.
// So this works in a folder that only root may enter, where no other account could.
const NAMESPACE: Way = { prefix: ['unshare', '--user'] };

const isRoot = process.geteuid?.() === 0;

const ways = async (binaries: Binaries, dataDir: string): Promise<Way[]> => {
  if (!isRoot) return [{ prefix: [] }];
  const [data, programs] = await Promise.all([stat(dataDir).catch(() => undefined), stat(binaries.postgres)]);
  const account = (uid = 0, gid = 0): Way[] => (uid === 0 ? [] : [{ prefix: [], account: { uid, gid } }]);
  return [
    // Whoever owns the data keeps it: root must not lock out the user who made it.
    ...account(data?.uid, data?.gid),
    NAMESPACE,
    ...account(programs.uid, programs.gid),
    ...account(NOBODY, NOBODY),
  ];
};

/** Finds a way by trying: the programs must load, and the folder around the data must let us in. */
export const chooseRunAs = async (binaries: Binaries, dataDir: string): Promise<RunAs> => {
  let lastError: unknown;
  for (const way of await ways(binaries, dataDir)) {
    try {
      const [program = 'sh', ...args] = [
        ...way.prefix,
        ...['sh', '-c', 'test -x "$1" && exec "$2" --version', 'sh', dirname(dataDir), binaries.postgres],
      ];
      const options = { ...way.account, env: SERVER_ENV, cwd: '/', timeout: PROBE_TIMEOUT_MS };
      const { stdout } = await promisify(execFile)(program, args, options);
      return { ...way, majorVersion: Number(/\) (\d+)/.exec(stdout)?.[1]) };
    } catch (error) {
      lastError = error;
    }
  }
  throw new StartupError(
    isRoot
      ? 'PostgreSQL refuses to run as root, and neither a user namespace nor another account can run it here. Start Paygraph as an ordinary user, or set DATABASE_URL.'
      : 'The embedded PostgreSQL does not run on this machine. Set DATABASE_URL to a PostgreSQL server instead.',
    { cause: lastError },
  );
};

/** Makes `path` and all below it belong to the account the server will run as. Only root can, or needs to. */
export const adopt = async ({ account }: RunAs, path: string): Promise<void> => {
  if (!isRoot) return;
  const { uid, gid } = account ?? { uid: 0, gid: 0 };
  if ((await stat(path)).uid === uid) return;
  const entries = await readdir(path, { recursive: true });
  for (const entry of entries) await chown(join(path, entry), uid, gid);
  // Last, so that an interrupted run is seen and done again.
  await chown(path, uid, gid);
};
