import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startTracing } from '@paygraph/telemetry';
import { expect, onTestFinished, test } from 'vitest';
import { observedTransport } from './observed-transport.ts';

test('a trace shows what is asked, and no value that is written into it', async () => {
  const sent: Buffer[] = [];
  const collector = createServer(async (request, response) => {
    for await (const chunk of request) sent.push(chunk);
    response.setHeader('content-type', 'application/json').end('{}');
  });
  await new Promise<void>((done) => collector.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    collector.closeAllConnections();
    collector.close();
  });
  const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  const tracing = await startTracing({ service: 'paygraph-test', endpoint, sampleRatio: 1, onError: () => {} });
  const users = observedTransport('users', {
    execute: async () => ({ data: {} }),
    subscribe: () => Promise.reject(new Error('nobody subscribes')),
    async close() {},
  });
  const texts = ['"hunter2"', '"hunter2 \\" } \\\\"', '"""hunter2 " \\""" }"""', '""'];
  for (const text of texts) {
    const query = `mutation{logIn(input:{password:${text},email:"ada@pay.example"}){session{id}}}`;
    await users.execute({ query, actor: { kind: 'anonymous', requestId: 'req_1' } });
  }
  await tracing.stop();

  const documents = [
    ...Buffer.concat(sent)
      .toString()
      .matchAll(/"graphql.document","value":\{"stringValue":"(.*?[^\\])"\}/g),
  ];
  expect(documents.map(([, text]) => text)).toEqual(
    texts.map(() => String.raw`mutation{logIn(input:{password:\"\",email:\"\"}){session{id}}}`),
  );
});
