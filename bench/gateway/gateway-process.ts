import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { SubgraphName } from '@paygraph/config';

/** What a gateway is told at its start. */
export interface GatewaySetting {
  readonly supergraphSdl: string;
  readonly urls: Readonly<Record<SubgraphName, string>>;
  readonly bare: boolean;
  /** How many people ask: what one of them is answered is nothing for the others. */
  readonly callers: number;
}

/** What it answers once it listens. */
interface GatewayReady {
  readonly url: string;
  /** What each caller sends as `authorization`, if they do. */
  readonly authorizations?: readonly string[];
}

interface Usage {
  readonly cpu_us: number;
  readonly rss_bytes: number;
}

export interface GatewayProcess extends GatewayReady {
  usage(): Promise<Usage>;
  close(): Promise<void>;
}

/** In the process of a gateway: says where it listens, and what it has used whenever it is asked. */
export function reportUsage(ready: GatewayReady): void {
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpu_us: user + system, rss_bytes: process.memoryUsage.rss() } satisfies Usage);
  });
  process.send?.(ready);
}

export async function startGateway(script: string, setting: GatewaySetting): Promise<GatewayProcess> {
  const child = startChild(script);
  child.send(setting);
  const ready = await nextMessage<GatewayReady>(child);
  return {
    ...ready,
    usage() {
      child.send('usage');
      return nextMessage<Usage>(child);
    },
    close: () => endChild(child),
  };
}

export function startChild(script: string): ChildProcess {
  const environment = { ...process.env, NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: '1' };
  // Nothing of theirs belongs between the lines of a report.
  return fork(new URL(script, import.meta.url), { env: environment, stdio: ['ignore', 2, 2, 'ipc'] });
}

export async function nextMessage<Message>(child: ChildProcess): Promise<Message> {
  const exited = new AbortController();
  const gone = once(child, 'exit', exited).then(() => Promise.reject(new Error('a process of the benchmark ended')));
  try {
    const [message] = await Promise.race([once(child, 'message', exited), gone]);
    return message as Message;
  } finally {
    gone.catch(() => {});
    exited.abort();
  }
}

export async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill();
  await once(child, 'exit');
}
