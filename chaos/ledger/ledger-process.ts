import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '@paygraph/testing';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const READY_MAX_MS = 30_000;
const READY_POLL_MS = 20;
const HOST = '127.0.0.1';

/** The ledger as a process of its own, on the same address every time it is started. */
export interface LedgerProcess extends AsyncDisposable {
  readonly url: string;
  /** Starts it, and waits until it is ready. Throws with its output when it ends instead. */
  start(): Promise<void>;
  /** Ends it without a word, as the machine or the kernel may. */
  kill(): Promise<void>;
}

export interface LedgerEnvironment {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly actorSecret: string;
}

export async function ledgerProcess({ databaseUrl, redisUrl, actorSecret }: LedgerEnvironment): Promise<LedgerProcess> {
  const port = await freePort();
  const url = `http://${HOST}:${port}`;
  let child: ChildProcess | undefined;
  const kill = async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  };
  const start = async () => {
    const started = spawn(process.execPath, ['subgraphs/serve.ts', 'ledger'], {
      cwd: ROOT,
      env: {
        ...{ PATH: process.env.PATH, HOST, PORT: String(port) },
        ...{ DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, ACTOR_SECRET: actorSecret },
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    let output = '';
    for (const stream of [started.stdout, started.stderr]) stream.on('data', (chunk) => (output += chunk));
    for (const end = Date.now() + READY_MAX_MS; !output.includes('listens at'); await sleep(READY_POLL_MS)) {
      if (started.exitCode !== null || Date.now() > end) throw new Error(`The ledger did not start:\n${output}`);
    }
  };
  return { url, start, kill, [Symbol.asyncDispose]: kill };
}
