import { join } from 'node:path';
import { startRedis } from '@paygraph/testing/redis-server';
import { startDistributed } from '../../e2e/distributed/distributed-platform.ts';
import { openMailSink } from '../../e2e/distributed/mail-sink.ts';
import { PROVIDER_NAMES } from '../../e2e/distributed/processes.ts';
import { exitOf, type PlatformProcess, startPlatform, UNMETERED } from '../../e2e/platform/platform.ts';

/** Servers that live on, and what is known before the platform starts. */
export interface Surroundings {
  readonly databaseUrl: string;
  /** For whatever is to be gone afterwards. */
  readonly folder: string;
  /** Where providers send their webhooks. */
  readonly port: number;
  readonly providerVariables: Readonly<Record<string, string>>;
  readonly resources: AsyncDisposableStack;
}

/** What is killed while people pay. */
export interface Target {
  /** Of the gateway. */
  readonly url: string;
  kill(): Promise<void>;
  /** Resolves when it is ready again. */
  restart(): Promise<void>;
}

/** All of `npm start`, in one process. */
export async function wholePlatform(surroundings: Surroundings): Promise<Target> {
  const { databaseUrl, folder, port, providerVariables, resources } = surroundings;
  const environment = {
    ...{ DATABASE_URL: databaseUrl, DATA_DIR: join(folder, 'data'), PORT: String(port), LOG_LEVEL: 'error' },
    ...providerVariables,
  };
  const kill = async (process: PlatformProcess) => {
    process.child.kill('SIGKILL');
    await exitOf(process);
  };
  let platform = await startPlatform(environment);
  resources.defer(() => kill(platform));
  return {
    url: platform.url,
    kill: () => kill(platform),
    async restart() {
      platform = await startPlatform(environment);
    },
  };
}

/** One process per service, of which transactions is killed and the others go on. Throws where there is no Redis. */
export async function transactionsAlone(surroundings: Surroundings): Promise<Target> {
  const { databaseUrl, port, providerVariables, resources } = surroundings;
  const redis = await startRedis();
  if (!redis) throw new Error('redis-server is needed: a process of its own does not run without it');
  resources.defer(() => redis.stop());
  const mails = resources.use(await openMailSink());
  const platform = await startDistributed(
    { databaseUrl, redisUrl: redis.url, smtpUrl: mails.url },
    {
      without: ['gateway-b', ...PROVIDER_NAMES],
      ports: { transactions: port },
      environment: { ...UNMETERED, ...providerVariables },
    },
  );
  resources.defer(async () => void (await platform.stop()));
  return {
    url: platform.urlOf('gateway-a'),
    kill: async () => void (await platform.end('transactions', 'SIGKILL')),
    restart: () => platform.start('transactions'),
  };
}
