import { once } from 'node:events';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readMetrics } from '@paygraph/telemetry';
import { expect, onTestFinished, test } from 'vitest';
import { remoteCalls } from './remote-calls.ts';

const FAILURES_MAX = 20;

type Answer = (response: ServerResponse) => void;

/** A subgraph that hangs up on the first `broken` calls. */
async function openSubgraph(broken: number, give: Answer = (response) => response.end('{"data":{}}')) {
  let calls = 0;
  const answer: RequestListener = (request, response) => {
    calls++;
    if (calls <= broken) request.socket.destroy();
    else give(response);
  };
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`);
  const remote = remoteCalls('clocks', url);
  onTestFinished(async () => {
    await remote.close();
    server.close();
  });
  return { remote, calls: () => calls };
}

test('a query whose connection broke is sent once more', async () => {
  const { remote, calls } = await openSubgraph(1);
  expect(await remote.send('{}', [], true)).toEqual({ data: {} });
  expect(calls()).toBe(2);
});

test('a mutation whose connection broke is not: it may have been done', async () => {
  const { remote, calls } = await openSubgraph(1);
  await expect(remote.send('{}', [], false)).rejects.toThrow();
  expect(calls()).toBe(1);
});

test('a subgraph that fails again and again is left alone for a moment', async () => {
  const { remote, calls } = await openSubgraph(FAILURES_MAX);
  for (let call = 0; call < FAILURES_MAX; call++) await expect(remote.send('{}', [], false)).rejects.toThrow();
  await expect(remote.send('{}', [], false)).rejects.toThrow('breaker');
  expect(calls()).toBe(FAILURES_MAX);
  const { text } = await readMetrics();
  expect(text).toContain('paygraph_subgraph_breaker_open{subgraph="clocks"} 1');
  expect(text).toContain('paygraph_subgraph_calls{subgraph="clocks",state="waiting"} 0');
});

test('a call that nobody waits for any more is not sent, and one that is under way ends', async () => {
  const { remote, calls } = await openSubgraph(0, () => {});
  await expect(remote.send('{}', [], true, Date.now())).rejects.toThrow('over');
  expect(calls()).toBe(0);
  await expect(remote.send('{}', [], true, Date.now() + 100)).rejects.toThrow('Timeout');
  expect(calls()).toBe(1);
});

test('calls that nobody waits for any more do not count against the subgraph', async () => {
  const { remote } = await openSubgraph(0);
  for (let call = 0; call <= FAILURES_MAX; call++)
    await expect(remote.send('{}', [], true, Date.now())).rejects.toThrow('over');
  expect(await remote.send('{}', [], true)).toEqual({ data: {} });
});

test('an answer in pieces is read as one', async () => {
  const text = Buffer.from('{"data":{"name":"Zoë €"}}');
  const half = text.length - 6; // within the last sign
  const { remote } = await openSubgraph(0, (response) => {
    response.write(text.subarray(0, half));
    setImmediate(() => response.end(text.subarray(half)));
  });
  expect(await remote.send('{}', [], true)).toEqual({ data: { name: 'Zoë €' } });
});

test.each(['not JSON', '{}', 'null', '7'])('what is no answer to a GraphQL request is a fault: %s', async (text) => {
  const { remote } = await openSubgraph(0, (response) => response.writeHead(502).end(text));
  await expect(remote.send('{}', [], true)).rejects.toThrow();
});
