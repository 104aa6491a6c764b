import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.ts';

const READY_MAX_MS = 5_000;
const READY_POLL_INTERVAL_MS = 20;

export interface RedisServer {
  url: string;
  stop(): Promise<void>;
}

/** Starts the machine's `redis-server`, which keeps nothing on disk; undefined when it is not installed. */
export const startRedis = async (): Promise<RedisServer | undefined> => {
  const port = await freePort();
  const args = ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no'];
  const child = spawn('redis-server', args, { stdio: 'ignore', cwd: '/tmp' });
  const started = await once(child, 'spawn').then(
    () => true,
    () => false,
  );
  if (!started) return undefined;

  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  for (const end = Date.now() + READY_MAX_MS; !(await accepts(port)); await sleep(READY_POLL_INTERVAL_MS)) {
    if (Date.now() < end && child.exitCode === null) continue;
    await stop();
    throw new Error(`redis-server did not start on port ${port}.`);
  }
  return { url: `redis://127.0.0.1:${port}`, stop };
};

const accepts = async (port: number): Promise<boolean> => {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
};
