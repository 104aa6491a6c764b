import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { remoteCalls } from './remote-calls.ts';

const FAILURES_MAX = 20;

/** A subgraph that hangs up on the first `broken` calls. */
async function openSubgraph(broken: number) {
  let calls = 0;
  const answer: RequestListener = (request, response) => {
    calls++;
    if (calls <= broken) request.socket.destroy();
    else response.end('{"data":{}}');
  };
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const remote = remoteCalls(new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`));
  onTestFinished(async () => {
    await remote.close();
    server.close();
  });
  return { remote, calls: () => calls };
}

test('a query whose connection broke is sent once more', async () => {
  const { remote, calls } = await openSubgraph(1);
  expect(await remote.send('{}', {}, true)).toEqual({ data: {} });
  expect(calls()).toBe(2);
});

test('a mutation whose connection broke is not: it may have been done', async () => {
  const { remote, calls } = await openSubgraph(1);
  await expect(remote.send('{}', {}, false)).rejects.toThrow();
  expect(calls()).toBe(1);
});

test('a subgraph that fails again and again is left alone for a moment', async () => {
  const { remote, calls } = await openSubgraph(FAILURES_MAX);
  for (let call = 0; call < FAILURES_MAX; call++) await expect(remote.send('{}', {}, false)).rejects.toThrow();
  await expect(remote.send('{}', {}, false)).rejects.toThrow('breaker');
  expect(calls()).toBe(FAILURES_MAX);
});
