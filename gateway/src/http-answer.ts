import { type Actor, scopesOf } from '@paygraph/identity';
import { codedError } from '@paygraph/subgraph';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type GraphQLError, getOperationAST } from 'graphql';
import { parseRequestParams, type RequestParams } from 'graphql-http';
import { withDocument } from './documents/named-request.ts';
import { createExplanation } from './explanation.ts';
import type { FrontDoorDeps } from './front-door.ts';
import { keyOf } from './idempotency-key.ts';
import { MEDIA_TYPES, mediaTypeOf, RESPONSE_JSON } from './media-type.ts';
import { sendText } from './send-text.ts';
import { textOf } from './written-result.ts';

/**
 * Answers one query or mutation as GraphQL over HTTP has it. The form of a request is judged by graphql-http; what the
 * executor wrote is sent as it is.
 */
export async function answerOperation(
  deps: FrontDoorDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  actor: Actor,
): Promise<void> {
  const type = mediaTypeOf(request.headers.accept);
  if (!type) return void reply.status(406).header('accept', MEDIA_TYPES).send();
  const headers = { 'content-type': `${type}; charset=utf-8` };
  const refuse = (errors: readonly GraphQLError[], status: number, more: Readonly<Record<string, string>> = {}) =>
    sendText(reply, status, { ...headers, ...more }, JSON.stringify({ errors }));
  const refusal = (code: 'BAD_USER_INPUT' | 'FORBIDDEN', message: string) => [
    codedError(code, message, deps.describeError(code, actor)),
  ];
  // Whoever does not know the newer type takes another status for a fault of the network.
  const refused = type === RESPONSE_JSON ? 400 : 200;

  const params = await paramsOf(request);
  if (params instanceof Error) return refuse(refusal('BAD_USER_INPUT', params.message), 400);
  if (!params) return void reply.status(415).send();
  const explanation = wantsExplanation(request) ? createExplanation() : undefined;
  if (explanation && !maySeeExplanations(actor))
    return refuse(refusal('FORBIDDEN', 'Only operators are told how an answer comes about'), refused);

  const tell = (told: Readonly<Record<string, string>>) => void reply.headers(told);
  const args = await deps.argsOf(params, { actor, tell, explanation }, keyOf(request.headers));
  if (!('document' in args)) {
    const limited = args.find(({ extensions }) => extensions.code === 'RATE_LIMITED');
    if (!limited) return refuse(args, refused);
    return refuse(args, 429, { 'retry-after': String(Math.ceil(Number(limited.extensions.retryAfterMs) / 1000)) });
  }
  const operation = getOperationAST(args.document, args.operationName)?.operation;
  if (operation === undefined)
    return refuse(refusal('BAD_USER_INPUT', 'Name one of the operations of the document'), refused);
  if (operation === 'subscription')
    return refuse(refusal('BAD_USER_INPUT', 'Accept text/event-stream to subscribe'), refused);
  // A link could send it.
  if (operation === 'mutation' && request.method === 'GET')
    return refuse(refusal('BAD_USER_INPUT', 'Mutations must be sent with POST'), 405, { allow: 'POST' });
  sendText(reply, 200, headers, textOf(await deps.executor.execute(args)));
}

/** What was read as JSON; graphql-http looks at the rest itself. */
type Form = Record<string, unknown> | null;

/** Undefined for a charset that nobody reads. */
async function paramsOf(request: FastifyRequest): Promise<RequestParams | Error | undefined> {
  try {
    const { method, headers, raw } = request;
    const { url, body } = withDocument(request);
    const params = await parseRequestParams({ method, url, headers, body: body as Form, raw, context: undefined });
    return 'query' in params ? params : undefined;
  } catch (error) {
    return error as Error;
  }
}

/** `?explain`, with any value or none. */
function wantsExplanation({ query }: FastifyRequest): boolean {
  return Object.hasOwn(query as object, 'explain');
}

function maySeeExplanations(actor: Actor): boolean {
  return actor.kind === 'user' && scopesOf(actor).has('operations:read');
}
