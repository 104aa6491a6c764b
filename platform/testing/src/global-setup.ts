import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@paygraph/postgres';
import type { TestProject } from 'vitest/node';
import { startRedis } from './redis-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string;
    redisUrl: string | undefined;
  }
}

/** Starts the servers that all tests of a run share, and returns what stops them. */
const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  await using startingUp = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'paygraph-test-'));
  startingUp.defer(() => rm(folder, { recursive: true, force: true }));
  const postgres = startingUp.use(
    await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), password: 'test', durable: false }),
  );
  project.provide('postgresUrl', postgres.url);

  const redis = process.env.TEST_REDIS_URL ? undefined : await startRedis();
  startingUp.defer(async () => redis?.stop());
  const redisUrl = process.env.TEST_REDIS_URL || redis?.url;
  project.provide('redisUrl', redisUrl);
  if (!redisUrl) console.log('Redis tests are skipped: no redis-server on the PATH, and TEST_REDIS_URL is not set.');

  const running = startingUp.move();
  return () => running.disposeAsync();
};

export default setup;
