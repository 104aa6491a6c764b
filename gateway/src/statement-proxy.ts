import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';

const HEADERS = ['content-type', 'content-disposition', 'cache-control', 'x-content-type-options'] as const;

/** Hands statements on from a ledger in a process of its own, as they come: none is held in memory as a whole. */
export function mountStatementProxy(app: FastifyInstance, ledgerUrl: string): void {
  app.get<{ Params: { '*': string } }>('/statements/*', { exposeHeadRoute: false }, async (request, reply) => {
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const url = new URL(`/statements/${encodeURIComponent(request.params['*'])}`, ledgerUrl);
    const response = await fetch(url, { signal: gone.signal, redirect: 'error' });
    for (const name of HEADERS) {
      const value = response.headers.get(name);
      if (value !== null) reply.header(name, value);
    }
    return reply.status(response.status).send(response.body ? Readable.fromWeb(response.body) : '');
  });
}
