import { spawn } from 'node:child_process';
import { closeSync, fchownSync, ftruncateSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import { unwritable } from './data-folder.ts';
import { type RunAs, SERVER_ENV } from './run-as.ts';

const CONNECTIONS_MAX = 200;
const SHARED_BUFFERS_MB = 256;
const MAX_WAL_SIZE_GB = 2;

/** A fast shutdown rolls back open transactions and writes a checkpoint. */
const FAST_SHUTDOWN_MAX_MS = 20_000;
/** An immediate one writes nothing; the next start recovers from the log. */
const IMMEDIATE_SHUTDOWN_MAX_MS = 5_000;
const EXIT_POLL_INTERVAL_MS = 10;

export interface Server {
  pid: number;
  /** Resolves when the process has ended, for whatever reason. */
  exited: Promise<void>;
  hasExited(): boolean;
  stop(): Promise<void>;
}

export interface ServerOptions {
  dataDir: string;
  port: number;
  logFile: string;
  durable: boolean;
}

const settings = ({ port, durable }: ServerOptions): Record<string, string | number> => ({
  listen_addresses: '127.0.0.1',
  port,
  // None: a socket's path is limited to 107 bytes, which a data folder's path can exceed.
  unix_socket_directories: '',
  // Names the process that owns the server, to whoever finds the server running.
  cluster_name: `paygraph-${process.pid}`,
  max_connections: CONNECTIONS_MAX,
  shared_buffers: `${SHARED_BUFFERS_MB}MB`,
  max_wal_size: `${MAX_WAL_SIZE_GB}GB`,
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // The log holds what the server does, not the failed statements it already reports to their clients.
  log_min_messages: 'log',
  log_checkpoints: 'off',
  ...(durable
    ? { fsync: 'on', synchronous_commit: 'on' }
    : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
});

/** Starts the server process; returns before it accepts connections. */
export const spawnServer = (deps: { binaries: Binaries; runAs: RunAs }, options: ServerOptions): Server => {
  const [program = deps.binaries.postgres, ...args] = [
    ...deps.runAs.prefix,
    ...[deps.binaries.postgres, '-D', options.dataDir],
    ...Object.entries(settings(options)).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  const log = openLog(deps.runAs, options.logFile);
  const child = spawn(program, args, {
    ...deps.runAs.account,
    cwd: '/',
    env: SERVER_ENV,
    stdio: ['ignore', log, log],
    // A session of its own: Ctrl-C in a terminal reaches us alone, and we decide when the server stops.
    detached: true,
  });
  closeSync(log);
  // A program that ends without stop() must not hang on its database; it takes the database with it instead.
  child.unref();
  const stopOnExit = () => child.kill('SIGINT');
  process.once('exit', stopOnExit);

  const hasExited = () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  const exited = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  }).finally(() => process.off('exit', stopOnExit));

  return {
    pid: child.pid ?? 0,
    exited,
    hasExited,
    stop: () => stopServer(child.pid ?? 0, async () => hasExited()),
  };
};

const openLog = ({ account }: RunAs, logFile: string): number => {
  try {
    const log = openSync(logFile, 'a', 0o600);
    // Emptied at each start, which bounds it.
    ftruncateSync(log);
    // Whoever owns the data must be able to start on it without root the next time.
    if (account) fchownSync(log, account.uid, account.gid);
    return log;
  } catch (error) {
    throw unwritable(logFile, error);
  }
};

/** Stops the server `pid`: fast, then immediately, then by force. `hasExited` says when it is over. */
export const stopServer = async (pid: number, hasExited: () => Promise<boolean>): Promise<void> => {
  const steps = [
    { signal: 'SIGINT', wait_ms: FAST_SHUTDOWN_MAX_MS },
    { signal: 'SIGQUIT', wait_ms: IMMEDIATE_SHUTDOWN_MAX_MS },
    { signal: 'SIGKILL', wait_ms: IMMEDIATE_SHUTDOWN_MAX_MS },
  ] as const;
  for (const { signal, wait_ms } of steps) {
    if (await hasExited()) return;
    try {
      process.kill(pid, signal);
    } catch {
      // It ended on its own in the meantime, which `hasExited` will tell.
    }
    for (const end = Date.now() + wait_ms; Date.now() < end; await sleep(EXIT_POLL_INTERVAL_MS)) {
      if (await hasExited()) return;
    }
  }
};

/** Why a server ended, in its own words. */
export const lastWords = async (logFile: string): Promise<string> => {
  const lines = (await readFile(logFile, 'utf8').catch(() => '')).split('\n');
  const fatal = lines.findLast((line) => /FATAL|PANIC|error/.test(line)) ?? lines.findLast((line) => line !== '');
  return fatal?.replace(/^.*?(FATAL|PANIC): +/, '') ?? 'no reason given';
};
