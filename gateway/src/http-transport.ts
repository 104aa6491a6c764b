import type { Actor, Origin } from '@paygraph/identity';
import { codedError } from '@paygraph/subgraph';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { authenticate } from './authenticate.ts';
import type { FrontDoorDeps } from './front-door.ts';
import { answerOperation } from './http-answer.ts';
import { bodyRefusal, formRefusal, type HttpRefusal, readingRefusal } from './limits/http-refusals.ts';
import { originOf } from './origin.ts';
import { eventAnswer } from './sse-transport.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who sends it, once that is known. */
    actor: Actor | null;
  }
}

/** GraphQL over HTTP, and server-sent events for those who accept `text/event-stream`, both at `/graphql`. */
export function mountHttp(app: FastifyInstance, deps: FrontDoorDeps): void {
  const answerWithEvents = eventAnswer(app, deps);
  const refuse = (reply: FastifyReply, { status, error }: HttpRefusal, origin: Origin) => {
    const details = deps.describeError(String(error.extensions.code), { kind: 'anonymous', ...origin });
    const extensions = { ...error.extensions, ...details };
    return reply.status(status).send({ errors: [{ ...error.toJSON(), extensions }] });
  };
  app.decorateRequest('actor', null);
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    // Before the body is read: how large it may be depends on who sends it.
    async onRequest(request, reply) {
      const origin = originOf(request.headers, deps.addressOf(request.raw));
      // What somebody may see is for them alone, and for now.
      reply.headers({ 'x-request-id': origin.requestId, 'cache-control': 'no-store' });
      const { authorization, 'x-api-key': apiKey } = request.headers;
      const actor = await authenticate(deps, { authorization, apiKey }, origin);
      if (actor instanceof GraphQLError) {
        const { retryable, retryAfterMs } = actor.extensions;
        if (retryAfterMs === undefined) return refuse(reply, { status: retryable ? 503 : 401, error: actor }, origin);
        reply.header('retry-after', String(Math.ceil(Number(retryAfterMs) / 1000)));
        return refuse(reply, { status: 429, error: actor }, origin);
      }
      request.actor = actor;
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
      await answerOperation(deps, request, reply, actor);
      // It may still be on its way.
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

function actorOf({ actor }: FastifyRequest): Actor {
  if (!actor) throw new Error('a request was handled before it was authenticated');
  return actor;
}
