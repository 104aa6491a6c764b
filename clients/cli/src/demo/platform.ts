import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const PROBE_TIMEOUT_MS = 2_000;
const READY_MAX_MS = 90_000;
const READY_POLL_INTERVAL_MS = 100;
const STOP_MAX_MS = 20_000;
const WELCOME = /is ready/;
/** Its last words, in characters, in case it does not start. */
const LOG_TAIL_MAX = 2_000;

export interface Platform extends AsyncDisposable {
  readonly url: string;
}

/** Whether a platform is ready there. */
export async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(new URL('/ready', url), { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

/** A platform that starts from nothing, and leaves nothing when it is disposed of. */
export async function startPlatform(signal: AbortSignal): Promise<Platform> {
  await using starting = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), 'paygraph-demo-'));
  starting.defer(() => rm(dataDir, { recursive: true, force: true }));
  const port = await freePort();
  const child = spawn(process.execPath, ['start.ts'], {
    cwd: ROOT,
    // Nothing else of the environment: it may name a database that is somebody's.
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: String(port), DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C is for us to pass on: a second one would not let it close in order.
    detached: true,
  });
  let log = '';
  for (const output of [child.stdout, child.stderr]) {
    output.on('data', (chunk) => {
      log = (log + chunk).slice(-LOG_TAIL_MAX);
    });
  }
  const exited = once(child, 'exit');
  starting.defer(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGINT');
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_MAX_MS);
    await exited;
    clearTimeout(late);
  });

  const url = `http://localhost:${port}`;
  const end_ms = performance.now() + READY_MAX_MS;
  // It answers a little before its demo users are there; its welcome comes after them.
  while (!WELCOME.test(log) || !(await answers(url))) {
    signal.throwIfAborted();
    if (child.exitCode !== null) throw new Error(`The platform did not start:\n${log.trim()}`);
    if (performance.now() > end_ms) {
      throw new Error(`The platform was not ready within ${READY_MAX_MS / 1000} s:\n${log.trim()}`);
    }
    await sleep(READY_POLL_INTERVAL_MS);
  }
  const running = starting.move();
  return { url, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, 'localhost');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('A TCP server has an address and a port');
  return address.port;
}
