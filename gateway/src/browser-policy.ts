import type { OutgoingHttpHeaders } from 'node:http';
import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/** How long a browser may keep what a preflight said. */
const PREFLIGHT_SECONDS = 600;
/** Below this a compressed answer is hardly smaller. */
export const COMPRESS_BYTES_MIN = 1024;
/** Of 11: the higher ones take far more time than they save. */
const BROTLI_QUALITY = 4;

/** What a page of another origin may send, and read of the answer. */
const REQUEST_HEADERS = [
  'authorization',
  'content-type',
  'idempotency-key',
  'traceparent',
  'x-api-key',
  'x-request-id',
];
const RESPONSE_HEADERS = ['x-request-id', 'ratelimit', 'ratelimit-policy', 'retry-after'];

/**
 * What browsers are told: nothing here is a page unless its route says so, pages of `allowedOrigins` and no others may
 * call us, and answers may come compressed. Tokens travel in headers and never in cookies, so that a page of another
 * origin has nothing to borrow.
 */
export async function applyBrowserPolicy(app: FastifyInstance, allowedOrigins: readonly string[]): Promise<void> {
  await app.register(helmet, {
    global: false,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"], frameAncestors: ["'none'"] },
    },
  });
  // It would make up anew for each answer what is the same for all.
  let said: OutgoingHttpHeaders | undefined;
  app.addHook('onRequest', (_request, reply, done) => {
    if (said) reply.headers(said);
    else {
      reply.helmet();
      said = reply.raw.getHeaders();
    }
    done();
  });
  if (allowedOrigins.length > 0) {
    await app.register(cors, {
      origin: [...allowedOrigins],
      methods: ['GET', 'POST'],
      allowedHeaders: REQUEST_HEADERS,
      exposedHeaders: RESPONSE_HEADERS,
      maxAge: PREFLIGHT_SECONDS,
    });
  }
  await app.register(compress, {
    // A request's body stays as long as it says it is.
    globalDecompression: false,
    threshold: COMPRESS_BYTES_MIN,
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } },
  });
}
