import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const PAGE_FOLDER = fileURLToPath(new URL('../../clients/console/dist/graphiql', import.meta.url));

/** Nothing but this origin: the page works without any other host. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "worker-src 'self' blob:",
  "connect-src 'self' ws: wss:",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "frame-ancestors 'none'",
].join('; ');

export interface DemoUser {
  readonly label: string;
  readonly email: string;
  readonly password: string;
  readonly role: string;
}

/** GraphiQL under `/graphiql/`, with the demo's log-ins at hand when there are any. */
export async function mountGraphiql(app: FastifyInstance, demoUsers: readonly DemoUser[]): Promise<void> {
  app.get('/graphiql', (_request, reply) => reply.redirect('/graphiql/'));
  app.get('/graphiql/config.json', async () => ({ demo: demoUsers.length > 0, users: demoUsers }));
  if (!existsSync(PAGE_FOLDER)) {
    app.get('/graphiql/', (_request, reply) =>
      reply.status(503).send('The GraphiQL page has not been built: npm run build\n'),
    );
    return;
  }
  await app.register(fastifyStatic, {
    root: PAGE_FOLDER,
    prefix: '/graphiql/',
    setHeaders(reply, path) {
      reply.header('content-security-policy', CONTENT_SECURITY_POLICY);
      reply.header('x-content-type-options', 'nosniff');
      // Assets carry a hash in their names; the page itself does not.
      reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
