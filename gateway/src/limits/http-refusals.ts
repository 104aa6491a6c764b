import type { RequestLimits } from '@paygraph/config';
import { codedError } from '@paygraph/subgraph';
import type { FastifyRequest } from 'fastify';
import type { GraphQLError } from 'graphql';
import { tooExpensive } from './limiter.ts';

export interface HttpRefusal {
  readonly status: number;
  readonly error: GraphQLError;
}

/** What is refused before its body is read: more bytes than the caller may send. */
export function bodyRefusal(request: FastifyRequest, isKnown: boolean, limits: RequestLimits): HttpRefusal | undefined {
  const limit = isKnown ? 'bodyBytes' : 'anonymousBodyBytes';
  const length = request.headers['content-length'];
  if (length !== undefined) {
    const found = Number(length);
    return found > limits[limit]
      ? { status: 413, error: tooExpensive({ limit, max: limits[limit], found }) }
      : undefined;
  }
  // Sent in pieces, it could only be measured by reading it.
  return request.headers['transfer-encoding'] !== undefined && !isKnown
    ? { status: 411, error: codedError('BAD_USER_INPUT', 'Send the body with its Content-Length, or sign in first') }
    : undefined;
}

/** What is refused because it is not one operation in JSON. */
export function formRefusal({ method, headers, body }: FastifyRequest): HttpRefusal | undefined {
  if (method !== 'POST') return undefined;
  if (!/^application\/json\b/i.test(headers['content-type'] ?? ''))
    return { status: 415, error: codedError('BAD_USER_INPUT', 'Send the operation as application/json') };
  if (Array.isArray(body)) return { status: 400, error: tooExpensive({ limit: 'batch', max: 0, found: body.length }) };
  return undefined;
}

/** What Fastify refused while it read the body. Undefined for a fault. */
export function readingRefusal(
  error: { statusCode?: number; code?: string },
  limits: RequestLimits,
): HttpRefusal | undefined {
  const { statusCode = 500 } = error;
  if (statusCode === 413) {
    const { bodyBytes } = limits;
    return { status: 413, error: tooExpensive({ limit: 'bodyBytes', max: bodyBytes, found: bodyBytes + 1 }) };
  }
  if (statusCode === 415)
    return { status: 415, error: codedError('BAD_USER_INPUT', 'Send the operation as application/json') };
  return statusCode < 500
    ? { status: statusCode, error: codedError('BAD_USER_INPUT', 'The body is not JSON') }
    : undefined;
}
