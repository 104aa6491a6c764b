import type { AddressInfo } from 'node:net';
import { freePort } from '@paygraph/testing';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mountWebhookProxy } from '../src/webhook-proxy.ts';

async function listen(app: FastifyInstance): Promise<string> {
  await app.listen({ host: '127.0.0.1', port: 0 });
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
}

describe('a webhook at the gateway', () => {
  const transactions = fastify();
  const gateway = fastify();
  const lonely = fastify();
  const received: unknown[] = [];
  let url: string;
  beforeAll(async () => {
    transactions.removeAllContentTypeParsers();
    transactions.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    transactions.post<{ Params: { provider: string } }>(
      '/webhooks/:provider',
      async ({ params, headers, body }, reply) => {
        received.push({
          provider: params.provider,
          signature: headers['acme-signature'],
          cookie: headers.cookie,
          body,
        });
        return params.provider === 'acme' ? { received: true } : reply.status(404).send({});
      },
    );
    mountWebhookProxy(gateway, await listen(transactions));
    mountWebhookProxy(lonely, `http://127.0.0.1:${await freePort()}`);
    url = await listen(gateway);
  });
  afterAll(async () => {
    await Promise.all([gateway.close(), transactions.close(), lonely.close()]);
  });
  const post = (to: string, body: string) =>
    fetch(to, { method: 'POST', body, headers: { 'acme-signature': 't=1,v1=00', cookie: 'a=b' } });

  test('reaches transactions byte for byte, with its signature and nothing else', async () => {
    expect((await post(`${url}/webhooks/acme`, '{ "id" : 1.0 }')).status).toBe(200);
    expect(received).toEqual([{ provider: 'acme', signature: 't=1,v1=00', cookie: undefined, body: '{ "id" : 1.0 }' }]);
    expect((await post(`${url}/webhooks/other`, '{}')).status).toBe(404);
  });

  test('is refused when it is longer than any notice', async () => {
    expect((await post(`${url}/webhooks/acme`, ' '.repeat(64 * 1024 + 1))).status).toBe(413);
  });

  test('is to be sent again while transactions is away', async () => {
    expect((await post(`${await listen(lonely)}/webhooks/acme`, '{}')).status).toBe(503);
  });
});
