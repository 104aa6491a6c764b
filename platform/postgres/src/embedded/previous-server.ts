import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartupError } from '../startup-error.ts';
import { inspect, isWrongPassword, type Occupant, serverUrl } from './owner-lock.ts';
import { isAlive, isServerOf, postmasterPidFile, readPostmasterPid } from './postmaster-pid.ts';
import { stopServer } from './server.ts';

/** Long enough for a server that is recovering from a crash, or shutting down. */
const ANSWER_MAX_MS = 60_000;
/** Between starting its server and taking the lock, a Paygraph that is starting looks like a dead one. */
const OWNER_GRACE_MS = 2_000;
const POLL_INTERVAL_MS = 50;

export class AlreadyRunning extends StartupError {
  override name = 'AlreadyRunning';
  constructor(dataDir: string, ownerPid: number | undefined) {
    const who = ownerPid === undefined ? '' : ` (process ${ownerPid})`;
    super(`Paygraph is already running with the data folder ${dataDir}${who}. Stop it first or set DATA_DIR.`);
  }
}

/**
 * Leaves the data folder free to start a server on. A server whose owner was killed is stopped; a living
 * owner is AlreadyRunning. No process is signalled unless it has proven to be the server of this folder.
 */
export const clearPreviousServer = async (dataDir: string, password: string): Promise<void> => {
  const start = Date.now();
  for (;;) {
    const file = await readPostmasterPid(dataDir);
    // The file of a server that is gone needs no help: PostgreSQL checks and replaces it by itself.
    if (!file || (file.pid > 0 && !isAlive(file.pid))) return;

    const occupant = await lookAt(dataDir, password, file.port);
    if (typeof occupant === 'object') {
      if (occupant.locked) throw new AlreadyRunning(dataDir, occupant.ownerPid);
      const ownerMayBeStarting = isAlive(occupant.ownerPid ?? 0) && Date.now() - start < OWNER_GRACE_MS;
      if (!ownerMayBeStarting) return stopOrphan(dataDir, file.pid);
    } else if (!(await isServerOf(dataDir, file.pid))) {
      // After a crash of the machine the number in the file may belong to any program by now. PostgreSQL
      // would take that program for a server and refuse to start.
      return rm(postmasterPidFile(dataDir), { force: true });
    } else if (occupant === 'wrong password') {
      throw new StartupError(`The data folder ${dataDir} is in use by a PostgreSQL server with another password.`);
    } else if (Date.now() - start > ANSWER_MAX_MS) {
      throw new StartupError(
        `PostgreSQL (process ${file.pid}) holds the data folder ${dataDir} and does not answer. Stop it first.`,
      );
    }
    await sleep(POLL_INTERVAL_MS);
  }
};

const lookAt = async (
  dataDir: string,
  password: string,
  port: number,
): Promise<Occupant | 'wrong password' | 'no answer'> => {
  if (!(port > 0)) return 'no answer';
  try {
    const occupant = await inspect(serverUrl(port, password));
    // The port may have gone to the server of another folder since.
    return occupant.dataDir === dataDir ? occupant : 'no answer';
  } catch (error) {
    return isWrongPassword(error) ? 'wrong password' : 'no answer';
  }
};

const stopOrphan = (dataDir: string, pid: number): Promise<void> =>
  // Going by the file as well: where nobody reaps orphans (containers), an ended process keeps its number.
  stopServer(pid, async () => !isAlive(pid) || (await readPostmasterPid(dataDir))?.pid !== pid);
