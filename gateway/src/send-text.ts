import type { FastifyReply } from 'fastify';
import { COMPRESS_BYTES_MIN } from './browser-policy.ts';

/**
 * Sends a text with the headers of the reply and those. One that is not to be compressed skips the hooks that would, and
 * is written in one piece with its headers. Of as many bytes as characters, it is ASCII: Node would otherwise set aside
 * three bytes for each of them.
 */
export function sendText(
  reply: FastifyReply,
  status: number,
  headers: Readonly<Record<string, string>>,
  text: string,
): void {
  const bytes = Buffer.byteLength(text);
  if (bytes >= COMPRESS_BYTES_MIN && reply.request.headers['accept-encoding'] !== undefined) {
    reply.status(status).headers(headers).send(text);
    return;
  }
  reply.hijack();
  reply.raw.writeHead(status, {
    ...(reply.getHeaders() as Record<string, string>),
    ...headers,
    'content-length': String(bytes),
  });
  reply.raw.end(text, bytes === text.length ? 'latin1' : 'utf8');
}
