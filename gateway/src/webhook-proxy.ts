import type { FastifyInstance } from 'fastify';

const BODY_BYTES_MAX = 64 * 1024;
const ANSWER_TIMEOUT_MS = 10_000;

/** Hands webhooks on to a transactions subgraph in a process of its own: the bytes that came, and their signature. */
export function mountWebhookProxy(app: FastifyInstance, transactionsUrl: string): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_BYTES_MAX }, (_request, body, done) =>
      done(null, body),
    );
    scope.post<{ Params: { provider: string } }>('/webhooks/:provider', async (request, reply) => {
      const url = new URL(`/webhooks/${encodeURIComponent(request.params.provider)}`, transactionsUrl);
      const signatures = Object.entries(request.headers).filter(([name]) => name.endsWith('-signature'));
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: {
            'content-type': request.headers['content-type'] ?? 'application/json',
            ...Object.fromEntries(signatures.map(([name, value]) => [name, String(value)])),
          },
          body: Buffer.isBuffer(request.body) ? new Uint8Array(request.body) : null,
          redirect: 'error',
          signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
        });
        return reply
          .status(response.status)
          .type('application/json')
          .send(await response.text());
      } catch {
        // The provider sends it again.
        return reply.status(503).send({ error: { code: 'SUBGRAPH_UNAVAILABLE' } });
      }
    });
  });
}
