import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { freePort } from '@paygraph/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientOf } from './client.ts';
import { availableOf, logIn, logInOperator } from './people.ts';
import { exitOf, type PlatformProcess, spawnPlatform, startPlatform, temporaryFolder } from './platform.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const running: PlatformProcess[] = [];
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(async () => {
  await Promise.all(running.map((platform) => platform.interrupt()));
  await folder[Symbol.asyncDispose]();
});

const start = async (environment: Record<string, string> = {}) => {
  const platform = await startPlatform({ DATA_DIR: folder.at('data'), ...environment });
  running.push(platform);
  return platform;
};

/** Processes whose command line names the data folder: the embedded database, and anything else left behind. */
const processesOf = (path: string) =>
  spawnSync('ps', ['-eo', 'stat,args'], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter((line) => line.includes(path) && !line.startsWith('Z'));

describe('npm start', () => {
  test('serves, keeps its data between runs, and Ctrl-C leaves no process behind', async () => {
    const first = await start();
    expect(first.output()).toContain('GraphiQL');
    expect(first.output()).toContain('operator@paygraph.test');
    for (const path of ['/health', '/ready', '/live', '/.well-known/jwks.json', '/graphiql/', '/mailbox', '/errors']) {
      expect([path, (await fetch(first.url + path)).status]).toEqual([path, 200]);
    }
    expect(await first.interrupt()).toBe(0);
    expect(processesOf(folder.path)).toEqual([]);

    const second = await start();
    const user = await logIn(second.url, 'user@paygraph.test', 'paygraph-demo');
    const { me } = await user.data<{ me: { wallets: { edges: { node: { id: string; name: string } }[] } } }>(
      '{ me { wallets { edges { node { id name } } } } }',
    );
    expect(me.wallets.edges.map(({ node }) => node.name)).toEqual(['Travel', 'Everyday']);
    const everyday = me.wallets.edges[1]?.node.id ?? '';
    expect(await availableOf(user, everyday)).toBe('393.40');
    expect(await second.interrupt()).toBe(0);
  });

  test('recovers after kill -9', async () => {
    const killed = await start();
    killed.child.kill('SIGKILL');
    await once(killed.child, 'exit');
    const next = await start();
    const operator = await logInOperator(next.url);
    expect(await operator.data('{ trialBalance { balanced } }')).toEqual({ trialBalance: { balanced: true } });
    expect(await next.interrupt()).toBe(0);
    expect(processesOf(folder.path)).toEqual([]);
  });

  test('does not take over the data folder of one that runs', async () => {
    const first = await start();
    const second = await spawnPlatform({ DATA_DIR: folder.at('data') });
    expect(await exitOf(second)).toBe(1);
    expect(second.output().trim().split('\n')).toEqual([expect.stringContaining('already running')]);
    expect((await clientOf(first.url).ask('{ __typename }')).status).toBe(200);
    await first.interrupt();
  });
});

describe('what stands in the way is said in a line, with exit code 1', () => {
  const refused = async (environment: Record<string, string>) => {
    const platform = await spawnPlatform({ DATA_DIR: folder.at('other'), ...environment });
    expect(await exitOf(platform)).toBe(1);
    return platform.output().trim().split('\n');
  };

  test('a busy port', async () => {
    const occupant: Server = createServer().listen(0, '127.0.0.1');
    await once(occupant, 'listening');
    const { port } = occupant.address() as { port: number };
    expect(await refused({ PORT: String(port) })).toEqual([expect.stringContaining(`Port ${port} is in use`)]);
    occupant.close();
  });

  test('an unreachable DATABASE_URL, without its password', async () => {
    const port = await freePort();
    const lines = await refused({ DATABASE_URL: `postgres://somebody:hidden@127.0.0.1:${port}/postgres` });
    expect(lines).toEqual([expect.stringContaining(`127.0.0.1:${port}`)]);
    expect(lines.join()).not.toContain('hidden');
  });

  test('an unreachable REDIS_URL', async () => {
    const port = await freePort();
    expect(await refused({ REDIS_URL: `redis://127.0.0.1:${port}` })).toEqual([
      expect.stringContaining(`127.0.0.1:${port}`),
    ]);
  });

  test('a data folder of a newer PostgreSQL', async () => {
    const platform = await start({ DATA_DIR: folder.at('newer') });
    await platform.interrupt();
    const versionFile = folder.at('newer/postgres/PG_VERSION');
    const version = Number(await readFile(versionFile, 'utf8'));
    await writeFile(versionFile, `${version + 1}\n`);
    expect(await refused({ DATA_DIR: folder.at('newer') })).toEqual([expect.stringContaining(String(version + 1))]);
  });

  test('settings that are wrong, all of them together', async () => {
    const lines = await refused({ PORT: 'many', LOG_LEVEL: 'loud' });
    expect(lines).toEqual([expect.stringContaining('PORT'), expect.stringContaining('LOG_LEVEL')]);
  });

  test('production without what production needs', async () => {
    const lines = await refused({ NODE_ENV: 'production', PAYGRAPH_DEMO: '1' });
    expect(lines).toEqual([
      expect.stringContaining('PAYGRAPH_DEMO is refused'),
      expect.stringContaining('DATABASE_URL is required'),
    ]);
  });
});
