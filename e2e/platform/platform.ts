import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '@paygraph/testing';

const START = fileURLToPath(new URL('../../start.ts', import.meta.url));
const READY_TIMEOUT_MS = 60_000;
const READY_POLL_MS = 50;

/** One machine is everybody here: what callers may spend over time is tested at the gateway. */
export const UNMETERED = { COST_BUCKET: '0', ANONYMOUS_REQUESTS_PER_MINUTE: '0' };

/** `npm start` as a process of its own, without the installing. */
export interface PlatformProcess {
  readonly url: string;
  readonly dataDir: string;
  readonly child: ChildProcess;
  /** Everything it printed so far, stdout and stderr. */
  output(): string;
  /** Ends it as Ctrl-C does; the answer is its exit code. */
  interrupt(): Promise<number | null>;
}

/** Starts the process and gives it as it is: ready or not. */
export async function spawnPlatform(environment: Record<string, string>): Promise<PlatformProcess> {
  const { PORT = String(await freePort()), DATA_DIR = '' } = environment;
  const child = spawn(process.execPath, [START], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...UNMETERED, ...environment, PORT },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return {
    url: `http://127.0.0.1:${PORT}`,
    dataDir: DATA_DIR,
    child,
    output: () => output,
    async interrupt() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGINT');
        await once(child, 'exit');
      }
      return child.exitCode;
    },
  };
}

/** Starts the platform and waits until it has said that it is ready. Throws with its output when it ends instead. */
export async function startPlatform(environment: Record<string, string>): Promise<PlatformProcess> {
  const platform = await spawnPlatform(environment);
  for (
    const deadline = Date.now() + READY_TIMEOUT_MS;
    !platform.output().includes('is ready');
    await sleep(READY_POLL_MS)
  ) {
    if (platform.child.exitCode === null && Date.now() < deadline) continue;
    platform.child.kill('SIGKILL');
    throw new Error(`the platform did not start:\n${platform.output()}`);
  }
  return platform;
}

export async function exitOf({ child }: PlatformProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

/** A folder for one test file, gone when disposed. */
export async function temporaryFolder(): Promise<
  AsyncDisposable & { readonly path: string; at(name: string): string }
> {
  const path = await mkdtemp(join(tmpdir(), 'paygraph-e2e-'));
  return {
    path,
    at: (name) => join(path, name),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}
