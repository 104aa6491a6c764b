import { once } from 'node:events';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@paygraph/telemetry';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { followSupergraph } from '../src/generations/follow-supergraph.ts';
import { type SupergraphSource, supergraphSource } from '../src/generations/supergraph-source.ts';
import { eventually } from './eventually.ts';

/** Never, while a test runs. */
const RARELY_S = 3_600;

let taken: string[];
const errors = vi.fn();
const logger = Object.assign(createLogger('silent', 'gateway'), { error: errors });
beforeEach(() => {
  taken = [];
  errors.mockClear();
});
const follow = (source: SupergraphSource) => {
  const reload = async (sdl: string) => {
    taken.push(sdl);
    return 'swapped' as const;
  };
  const unfollow = followSupergraph({ source, reload, logger });
  onTestFinished(unfollow);
  return unfollow;
};

describe('a file', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'paygraph-supergraph-'));
    path = join(folder, 'supergraph.graphql');
    await writeFile(path, 'one');
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('is taken whenever it is written or replaced, and only when it is another', async () => {
    const source = supergraphSource(path, RARELY_S);
    expect(await source.read()).toBe('one');
    follow(source);
    await writeFile(path, 'two');
    await eventually(() => expect(taken).toEqual(['two']));
    await writeFile(path, 'two');
    await writeFile(join(folder, 'other'), 'three');
    await rename(join(folder, 'other'), path);
    await eventually(() => expect(taken).toEqual(['two', 'three']));
  });

  test('is asked every so often as well, for folders that tell of nothing', async () => {
    const source = supergraphSource(path, 0.05);
    await source.read();
    follow({ ...source, watch: (changed) => source.watch(changed) });
    await writeFile(path, 'two');
    await eventually(() => expect(taken).toEqual(['two']));
  });

  test('that is gone is told to the log, and taken when it is back', async () => {
    const source = supergraphSource(path, RARELY_S);
    await source.read();
    follow(source);
    await rm(path);
    await eventually(() => expect(errors).toHaveBeenCalled());
    await writeFile(path, 'two');
    await eventually(() => expect(taken).toEqual(['two']));
  });

  test('is looked at on SIGHUP, and no more once nobody follows', async () => {
    const source = supergraphSource(path, RARELY_S);
    await source.read();
    const unfollow = follow({ ...source, watch: () => () => {} });
    await writeFile(path, 'two');
    process.kill(process.pid, 'SIGHUP');
    await eventually(() => expect(taken).toEqual(['two']));
    unfollow();
    expect(process.listenerCount('SIGHUP')).toBe(0);
  });
});

describe('a URL', () => {
  test('is asked with its ETag, and taken when it answers something else', async () => {
    const state = { text: 'one', status: 200 };
    const asked: IncomingMessage['headers'][] = [];
    const server = createServer((request, response) => {
      asked.push(request.headers);
      const etag = `"${state.text}"`;
      if (request.headers['if-none-match'] === etag) return response.writeHead(304).end();
      return response.writeHead(state.status, { etag }).end(state.text);
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const source = supergraphSource(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, 0.02);
    expect(await source.read()).toBe('one');
    follow(source);
    await eventually(() => expect(asked.length).toBeGreaterThan(2));
    expect(asked[1]?.['if-none-match']).toBe('"one"');
    expect(taken).toEqual([]);

    Object.assign(state, { text: 'two', status: 500 });
    await eventually(() => expect(errors).toHaveBeenCalled());
    expect(taken).toEqual([]);
    state.status = 200;
    await eventually(() => expect(taken).toEqual(['two']));
  });

  test('that answers more than any supergraph is refused', async () => {
    const server = createServer((_request, response) => response.end('x'.repeat(21 * 1024 * 1024))).listen(
      0,
      '127.0.0.1',
    );
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const source = supergraphSource(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, RARELY_S);
    await expect(source.read()).rejects.toThrow('answers more than');
  });
});
