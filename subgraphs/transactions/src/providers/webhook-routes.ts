import type { FastifyInstance } from 'fastify';
import type { Connector, ProviderName, ProviderNotice } from './connector.ts';
import { PROFILES } from './profiles.ts';

const BODY_BYTES_MAX = 64 * 1024;

/**
 * `POST /webhooks/<provider>`: takes what a provider signed, and hands the notice to `onNotice` before it answers.
 * When that throws, the answer is 503 and the provider sends it again; a notice may come more than once anyway.
 */
export function webhookRoutes(
  providers: { connector(name: ProviderName): Connector },
  onNotice: (provider: ProviderName, notice: ProviderNotice) => Promise<void>,
  now: () => Date,
): (app: FastifyInstance) => void {
  return (app) => {
    app.register(async (scope) => {
      // The signature is over the bytes that came, not over what they mean.
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: BODY_BYTES_MAX }, (_request, body, done) =>
        done(null, body),
      );
      scope.post<{ Params: { provider: string } }>('/webhooks/:provider', async (request, reply) => {
        const { provider } = request.params;
        if (!isProviderName(provider)) return reply.status(404).send({ error: { code: 'NOT_FOUND' } });
        const headers = Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
        );
        const body = typeof request.body === 'string' ? request.body : '';
        const notice = providers.connector(provider).parseWebhook(headers, body, now());
        if (!notice) return reply.status(401).send({ error: { code: 'UNAUTHENTICATED' } });
        try {
          await onNotice(provider, notice);
        } catch {
          return reply.status(503).send({ error: { code: 'UNAVAILABLE' } });
        }
        return { received: true };
      });
    });
  };
}

function isProviderName(text: string): text is ProviderName {
  return Object.hasOwn(PROFILES, text);
}
