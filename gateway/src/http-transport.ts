import type { Actor } from '@paygraph/identity';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ExecutionResult, GraphQLError } from 'graphql';
import type { Response } from 'graphql-http';
import { createHandler as createHttpHandler } from 'graphql-http/lib/use/fastify';
import { authenticate } from './authenticate.ts';
import type { FrontDoorDeps } from './front-door.ts';
import { mediaTypeOf } from './media-type.ts';
import { originOf } from './origin.ts';
import { eventAnswer } from './sse-transport.ts';
import { textOf } from './written-result.ts';

const actors = new WeakMap<FastifyRequest, Actor>();

/** GraphQL over HTTP, and server-sent events for those who accept `text/event-stream`, both at `/graphql`. */
export function mountHttp(app: FastifyInstance, deps: FrontDoorDeps): void {
  const answer = createHttpHandler({
    onSubscribe: (request, params) =>
      deps.argsOf(params, { actor: actorOf(request.raw) }, headerKey(request.raw)) as never,
    execute: deps.executor.execute as never,
    onOperation: (request, _args, result) => written(request.raw, result as ExecutionResult),
    // Errors come coded and described, from the executor or from reading the request.
    formatError: (error) => error,
  });
  const answerWithEvents = eventAnswer(app, deps);
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    async handler(request, reply) {
      const origin = originOf(request.headers, deps.addressOf(request.raw));
      reply.header('x-request-id', origin.requestId);
      const actor = await authenticate(deps, request.headers.authorization, origin);
      if (actor instanceof GraphQLError) {
        const error = {
          ...actor.toJSON(),
          extensions: {
            ...actor.extensions,
            ...deps.describeError('UNAUTHENTICATED', { kind: 'anonymous', ...origin }),
          },
        };
        return reply.status(401).send({ errors: [error] });
      }
      actors.set(request, actor);
      if (request.headers.accept?.includes('text/event-stream')) return answerWithEvents(request, reply, actor);
      return (answer as (request: FastifyRequest, reply: FastifyReply) => unknown).call(app, request, reply);
    },
  });
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

function headerKey(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  return typeof key === 'string' ? key : undefined;
}
