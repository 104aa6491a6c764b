import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SUBGRAPH_NAMES } from '@paygraph/config';
import { freePort } from '@paygraph/testing';
import {
  GATEWAY_NAMES,
  PROCESSES,
  PROVIDER_NAMES,
  type ProcessName,
  type ProcessSpec,
  secretVariable,
  urlVariable,
} from './processes.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const READY_TIMEOUT_MS = 90_000;
const READY_POLL_MS = 50;
const HOST = '127.0.0.1';

export interface Servers {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly smtpUrl: string;
}

/** Our processes of docker-compose.yml, on free ports of this machine. */
export interface DistributedPlatform {
  readonly actorSecret: string;
  urlOf(name: ProcessName): string;
  /** Everything all of them printed so far. */
  output(): string;
  /** Ends a process, as a crash does with SIGKILL and Docker with SIGTERM; the answer is its exit code. */
  end(name: ProcessName, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>;
  /** Sends a signal that does not end it. */
  signal(name: ProcessName, signal: 'SIGHUP'): void;
  /** Starts it, and waits until it is ready. */
  start(name: ProcessName): Promise<void>;
  /** Ends all as `docker compose stop` does; the answer is their exit codes. */
  stop(): Promise<Record<string, number | null>>;
  /** Those that are still there. */
  alive(): ProcessName[];
}

interface Running {
  readonly spec: ProcessSpec;
  readonly child: ChildProcess;
  output: string;
}

/** What may be different from docker-compose.yml. */
interface Differences {
  /** Not started. */
  readonly without?: readonly ProcessName[];
  /** Taken instead of free ones. */
  readonly ports?: Readonly<Partial<Record<ProcessName, number>>>;
  /** Given to every process, whatever else it would be given. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts all of them, gateways last. Throws, with what was printed, when one ends instead; then none is left. */
export async function startDistributed(
  servers: Servers,
  { without = [], ports = {}, environment = {} }: Differences = {},
): Promise<DistributedPlatform> {
  const urls = new Map<ProcessName, string>();
  for (const { name } of PROCESSES) urls.set(name, `http://${HOST}:${ports[name] ?? (await freePort())}`);
  const urlOf = (name: ProcessName) => urls.get(name) ?? '';
  const shared = sharedEnvironment(servers, urlOf);
  const wanted = (names: readonly ProcessName[]) => names.filter((name) => !without.includes(name));
  const running = new Map<ProcessName, Running>();
  const ended: Running[] = [];

  const start = async (name: ProcessName) => {
    const spec = PROCESSES.find((each) => each.name === name) as ProcessSpec;
    const process = launch(spec, { ...shared, PORT: new URL(urlOf(name)).port }, environment);
    running.set(name, process);
    await untilReady(process, urlOf(name));
  };
  const stop = async () => {
    const codes = [...running].map(async ([name, { child }]) => [name, await endWith(child, 'SIGTERM')] as const);
    return Object.fromEntries(await Promise.all(codes));
  };
  try {
    await Promise.all(wanted(PROVIDER_NAMES).map(start));
    await Promise.all(wanted(SUBGRAPH_NAMES).map(start));
    await Promise.all(wanted(GATEWAY_NAMES).map(start));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    actorSecret: shared.ACTOR_SECRET ?? '',
    urlOf,
    output: () => [...ended, ...running.values()].map(({ spec, output }) => `--- ${spec.name}\n${output}`).join('\n'),
    async end(name, signal) {
      const process = running.get(name) as Running;
      running.delete(name);
      ended.push(process);
      return endWith(process.child, signal);
    },
    signal: (name, signal) => void running.get(name)?.child.kill(signal),
    start,
    stop,
    alive: () => [...running].filter(([, { child }]) => isAlive(child)).map(([name]) => name),
  };
}

/** A value for every variable of the table but PORT; each process is handed those of its row. */
function sharedEnvironment(
  { databaseUrl, redisUrl, smtpUrl }: Servers,
  urlOf: (name: ProcessName) => string,
): Record<string, string> {
  const { privateKey } = generateKeyPairSync('ed25519');
  return {
    HOST,
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    SMTP_URL: smtpUrl,
    PUBLIC_URL: urlOf('gateway-a'),
    TRUST_PROXY: '127.0.0.1',
    PAYGRAPH_DEMO: '1',
    ACTOR_SECRET: randomBytes(32).toString('base64'),
    VAULT_KEY: randomBytes(32).toString('base64'),
    // On one line, as an .env file holds it.
    JWT_PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().replaceAll('\n', '\\n'),
    ...Object.fromEntries([...SUBGRAPH_NAMES, ...PROVIDER_NAMES].map((name) => [urlVariable(name), urlOf(name)])),
    ...Object.fromEntries(PROVIDER_NAMES.map((name) => [secretVariable(name), randomBytes(32).toString('hex')])),
  };
}

function launch(
  spec: ProcessSpec,
  values: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string>>,
): Running {
  const own = spec.variables.map((variable) => {
    const value = values[variable];
    if (value === undefined) throw new Error(`${spec.name} is given ${variable}, which has no value here`);
    return [variable, value];
  });
  const child = spawn(process.execPath, [...spec.command], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, ...Object.fromEntries(own), ...given },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const running: Running = { spec, child, output: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      running.output += chunk;
    });
  }
  return running;
}

async function untilReady(running: Running, url: string): Promise<void> {
  const { spec, child } = running;
  // A gateway is ready before its demo users are there; its last line says that it has done all.
  for (const deadline = Date.now() + READY_TIMEOUT_MS; !running.output.includes('listens at'); ) {
    if (!isAlive(child) || Date.now() > deadline) throw new Error(`${spec.name} did not get ready:\n${running.output}`);
    await sleep(READY_POLL_MS);
  }
  const { status } = await fetch(`${url}/ready`);
  if (status !== 200) throw new Error(`${spec.name} answers ${status} at /ready:\n${running.output}`);
}

async function endWith(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (isAlive(child)) {
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
  }
  return child.exitCode;
}

function isAlive(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}
