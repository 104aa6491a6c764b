import { createHash, timingSafeEqual } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { readMetrics } from '@paygraph/telemetry';
import type { FastifyInstance } from 'fastify';

/**
 * `/metrics` for Prometheus. For whoever sends `token` as a bearer token, or from this machine when there is none; for
 * all others there is no such page. The peer itself counts, and nothing it says about others.
 */
export function mountMetrics(app: FastifyInstance, token: string | undefined): void {
  app.get('/metrics', async (request, reply) => {
    const { authorization } = request.headers;
    const mayRead = token
      ? authorization !== undefined && isSame(authorization, `Bearer ${token}`)
      : isLoopback(request.raw.socket.remoteAddress);
    if (!mayRead) return reply.callNotFound();
    const { contentType, text } = await readMetrics();
    return reply.type(contentType).send(text);
  });
}

/** In the same time, however much of it is right. */
function isSame(given: string, wanted: string): boolean {
  const [left, right] = [given, wanted].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(left as Buffer, right as Buffer);
}

function isLoopback(address: string | undefined): boolean {
  const plain = address?.replace(/^::ffff:/, '') ?? '';
  return plain === '::1' || (isIPv4(plain) && plain.startsWith('127.'));
}
