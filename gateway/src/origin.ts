import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import proxyAddr from '@fastify/proxy-addr';
import { newId, type Origin } from '@paygraph/identity';

const REQUEST_ID = /^[\w.:-]{8,100}$/;
/** W3C Trace Context, version 00. */
const TRACEPARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;
const USER_AGENT_CHARACTERS_MAX = 300;

/**
 * The address of the client: of the nearest peer that is not one of `trustedProxies`, so that nobody else can
 * pretend to be somewhere by sending X-Forwarded-For.
 */
export function clientAddress(trustedProxies: readonly string[]): (request: IncomingMessage) => string | undefined {
  const trust = proxyAddr.compile([...trustedProxies]);
  return (request) => proxyAddr(request, trust);
}

/** Where a request came from. Ids a client sends are kept when they are well formed, so that its logs and ours meet. */
export function originOf(headers: IncomingHttpHeaders, ip: string | undefined): Origin {
  const { 'x-request-id': requestId, traceparent, 'user-agent': userAgent } = headers;
  return {
    requestId: typeof requestId === 'string' && REQUEST_ID.test(requestId) ? requestId : newRequestId(),
    traceparent: typeof traceparent === 'string' && TRACEPARENT.test(traceparent) ? traceparent : undefined,
    ip,
    userAgent: userAgent?.slice(0, USER_AGENT_CHARACTERS_MAX),
  };
}

/** Requests need no order within a millisecond, and the id is made faster without. */
function newRequestId(): string {
  return newId('req', new Date());
}
