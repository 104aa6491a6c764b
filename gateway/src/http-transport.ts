import { type Actor, type Origin, scopesOf } from '@paygraph/identity';
import { codedError } from '@paygraph/subgraph';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ExecutionArgs, type ExecutionResult, GraphQLError, getOperationAST } from 'graphql';
import { parseRequestParams, type Response } from 'graphql-http';
import { createHandler as createHttpHandler } from 'graphql-http/lib/use/fastify';
import { authenticate } from './authenticate.ts';
import { withDocument } from './documents/named-request.ts';
import { createExplanation } from './explanation.ts';
import type { FrontDoorDeps } from './front-door.ts';
import { bodyRefusal, formRefusal, type HttpRefusal, readingRefusal } from './limits/http-refusals.ts';
import { mediaTypeOf } from './media-type.ts';
import { originOf } from './origin.ts';
import { eventAnswer } from './sse-transport.ts';
import { textOf } from './written-result.ts';

const actors = new WeakMap<FastifyRequest, Actor>();

/** GraphQL over HTTP, and server-sent events for those who accept `text/event-stream`, both at `/graphql`. */
export function mountHttp(app: FastifyInstance, deps: FrontDoorDeps): void {
  const answer = createHttpHandler({
    parseRequestParams: (request) => parseRequestParams({ ...request, ...withDocument(request) }),
    onSubscribe: async (request, params) => {
      const tell = (headers: Readonly<Record<string, string>>) => void request.context.reply.headers(headers);
      const actor = actorOf(request.raw);
      const explanation = wantsExplanation(request.raw) ? createExplanation() : undefined;
      if (explanation && !maySeeExplanations(actor)) {
        const details = deps.describeError('FORBIDDEN', actor);
        return [codedError('FORBIDDEN', 'Only operators are told how an answer comes about', details)];
      }
      const args = await deps.argsOf(params, { actor, tell, explanation }, headerKey(request.raw));
      return (refusalOf(request.raw, args) ?? args) as never;
    },
    execute: deps.executor.execute as never,
    onOperation: (request, _args, result) => written(request.raw, result as ExecutionResult),
    // Errors come coded and described from the executor; the rest is about the form of the request.
    formatError: (error) =>
      error instanceof GraphQLError && error.extensions.code ? error : codedError('BAD_USER_INPUT', error.message),
  });
  const answerWithEvents = eventAnswer(app, deps);
  const refuse = (reply: FastifyReply, { status, error }: HttpRefusal, origin: Origin) => {
    const details = deps.describeError(String(error.extensions.code), { kind: 'anonymous', ...origin });
    const extensions = { ...error.extensions, ...details };
    return reply.status(status).send({ errors: [{ ...error.toJSON(), extensions }] });
  };
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    // Before the body is read: how large it may be depends on who sends it.
    async onRequest(request, reply) {
      const origin = originOf(request.headers, deps.addressOf(request.raw));
      reply.header('x-request-id', origin.requestId);
      // What somebody may see is for them alone, and for now.
      reply.header('cache-control', 'no-store');
      const { authorization, 'x-api-key': apiKey } = request.headers;
      const actor = await authenticate(deps, { authorization, apiKey }, origin);
      if (actor instanceof GraphQLError)
        return refuse(reply, { status: actor.extensions.retryable ? 503 : 401, error: actor }, origin);
      actors.set(request, actor);
      const tooLarge = bodyRefusal(request, actor.kind !== 'anonymous', deps.limits);
      if (!tooLarge) return;
      // What is still to come is not read.
      reply.header('connection', 'close');
      return refuse(reply, tooLarge, origin);
    },
    async handler(request, reply) {
      const actor = actorOf(request);
      const refusal = formRefusal(request);
      if (refusal) return refuse(reply, refusal, actor);
      if (request.headers.accept?.includes('text/event-stream')) return answerWithEvents(request, reply, actor);
      await (answer as (request: FastifyRequest, reply: FastifyReply) => unknown).call(app, request, reply);
      // It may still be on its way: compressed answers are streams.
      return reply;
    },
    errorHandler(error, request, reply) {
      const refusal = readingRefusal(error as { statusCode?: number }, deps.limits);
      if (refusal) return refuse(reply, refusal, actorOf(request));
      deps.report(error);
      return refuse(
        reply,
        { status: 500, error: codedError('INTERNAL', 'Something went wrong on our side') },
        actorOf(request),
      );
    },
  });
}

/** What has a status of its own in HTTP: too many requests, and a mutation that a link could send. */
function refusalOf(request: FastifyRequest, args: ExecutionArgs | readonly GraphQLError[]): Response | undefined {
  const type = mediaTypeOf(request.headers.accept);
  const answer = (errors: readonly GraphQLError[], status: number, headers: Record<string, string>): Response => [
    JSON.stringify({ errors }),
    { status, statusText: '', headers: { ...headers, 'content-type': `${type}; charset=utf-8` } },
  ];
  if ('document' in args) {
    const isMutation = getOperationAST(args.document, args.operationName)?.operation === 'mutation';
    if (request.method !== 'GET' || !isMutation) return undefined;
    return answer([codedError('BAD_USER_INPUT', 'Mutations must be sent with POST')], 405, { allow: 'POST' });
  }
  const limited = args.find(({ extensions }) => extensions.code === 'RATE_LIMITED');
  if (!limited) return undefined;
  const retryAfter_s = Math.ceil(Number(limited.extensions.retryAfterMs) / 1000);
  return answer(args, 429, { 'retry-after': String(retryAfter_s) });
}

/** Sends what the executor wrote as it is; without data the request itself is wrong, and graphql-http answers. */
function written({ headers }: FastifyRequest, result: ExecutionResult): Response | undefined {
  if (!('data' in result)) return undefined;
  const contentType = `${mediaTypeOf(headers.accept)}; charset=utf-8`;
  return [textOf(result), { status: 200, statusText: 'OK', headers: { 'content-type': contentType } }];
}

function actorOf(request: FastifyRequest): Actor {
  const actor = actors.get(request);
  if (!actor) throw new Error('a request was handled before it was authenticated');
  return actor;
}

/** `?explain`, with any value or none. */
function wantsExplanation({ query }: FastifyRequest): boolean {
  return Object.hasOwn(query as object, 'explain');
}

function maySeeExplanations(actor: Actor): boolean {
  return actor.kind === 'user' && scopesOf(actor).has('operations:read');
}

function headerKey(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  return typeof key === 'string' ? key : undefined;
}
