import { Counter } from '@paygraph/telemetry';
import fastify from 'fastify';
import { describe, expect, test } from 'vitest';
import { mountMetrics } from './mount-metrics.ts';

new Counter({ name: 'paygraph_test_total', help: 'Tests that ran.' }).inc();

/** What `/metrics` answers to somebody at `remoteAddress`. */
const read = (token: string | undefined, remoteAddress: string, headers: Record<string, string> = {}) => {
  const app = fastify();
  mountMetrics(app, token);
  return app.inject({ url: '/metrics', remoteAddress, headers });
};

describe('metrics', () => {
  test('are told in the text format of Prometheus', async () => {
    const { statusCode, headers, body } = await read(undefined, '127.0.0.1');
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toContain('text/plain');
    expect(body).toContain('# TYPE paygraph_test_total counter\npaygraph_test_total 1');
  });

  test.each(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])('go to this machine: %s', async (address) => {
    expect((await read(undefined, address)).statusCode).toBe(200);
  });

  test.each(['10.0.0.1', '::ffff:10.0.0.1', '2001:db8::1'])(
    'and, without a token, nowhere else: %s',
    async (address) => {
      const { statusCode, body } = await read(undefined, address, { 'x-forwarded-for': '127.0.0.1' });
      expect(statusCode).toBe(404);
      expect(body).not.toContain('paygraph');
    },
  );

  test('go to whoever has the token, and to nobody else, wherever they are', async () => {
    expect((await read('secret', '10.0.0.1', { authorization: 'Bearer secret' })).statusCode).toBe(200);
    for (const authorization of ['Bearer secre', 'Bearer secret2', 'secret'])
      expect((await read('secret', '127.0.0.1', { authorization })).statusCode).toBe(404);
    expect((await read('secret', '127.0.0.1')).statusCode).toBe(404);
  });
});
