import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { expect, test } from 'vitest';
import { mountStatementProxy } from '../src/statement-proxy.ts';

async function proxyTo(ledger: RequestListener) {
  const server = createServer(ledger).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const app = fastify();
  mountStatementProxy(app, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await app.close();
    },
  };
}

test('hands a statement on as it comes, with what a browser needs to know of it', async () => {
  const firstWasRead = Promise.withResolvers<void>();
  await using proxy = await proxyTo(async (request, response) => {
    response.setHeader('content-type', 'text/csv');
    response.setHeader('content-disposition', 'attachment; filename="a.csv"');
    response.setHeader('cache-control', 'private, no-store');
    response.setHeader('x-internal', '1');
    response.write(`${request.url}\n`);
    await firstWasRead.promise;
    response.end('second');
  });
  const response = await fetch(`${proxy.url}/statements/abc.d-e_f`);
  expect([...response.headers.keys()]).not.toContain('x-internal');
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="a.csv"');
  expect(response.headers.get('cache-control')).toBe('private, no-store');
  const chunks: string[] = [];
  for await (const chunk of response.body ?? []) {
    chunks.push(Buffer.from(chunk).toString());
    firstWasRead.resolve();
  }
  expect(chunks).toEqual(['/statements/abc.d-e_f\n', 'second']);
});

test('asks the ledger for nothing else', async () => {
  await using proxy = await proxyTo((request, response) => response.end(request.url));
  const response = await fetch(`${proxy.url}/statements/..%2Fgraphql%3Fquery=1`);
  expect(await response.text()).toBe('/statements/..%2Fgraphql%3Fquery%3D1');
});

test('stops the ledger when the reader goes away', async () => {
  const stopped = Promise.withResolvers<void>();
  await using proxy = await proxyTo((_, response) => {
    response.write('first');
    response.once('close', () => stopped.resolve());
  });
  const reader = new AbortController();
  const response = await fetch(`${proxy.url}/statements/x`, { signal: reader.signal });
  expect(response.status).toBe(200);
  reader.abort();
  await stopped.promise;
});

test('tells what the ledger told when a link is not good', async () => {
  await using proxy = await proxyTo((_, response) => response.writeHead(410).end('expired'));
  const response = await fetch(`${proxy.url}/statements/x`);
  expect([response.status, await response.text()]).toEqual([410, 'expired']);
});
