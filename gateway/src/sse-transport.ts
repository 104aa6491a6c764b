import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Actor } from '@paygraph/identity';
import { streamOf } from '@paygraph/stream';
import { codedError } from '@paygraph/subgraph';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ExecutionArgs, type ExecutionResult, GraphQLError, getOperationAST } from 'graphql';
import { parseRequestParams } from 'graphql-http/lib/use/fastify';
import { withDocument } from './documents/named-request.ts';
import type { FrontDoorDeps } from './front-door.ts';
import { keyOf } from './idempotency-key.ts';
import { describeTo } from './respond.ts';
import { watchSession } from './session-watch.ts';
import { textOf } from './written-result.ts';

/** A comment this often keeps proxies from taking a quiet stream for a dead one. */
const KEEP_ALIVE_MS = 12_000;

type Answer = (request: FastifyRequest, reply: FastifyReply, actor: Actor) => Promise<FastifyReply>;

/**
 * Answers one operation as server-sent events, in the "distinct connections mode" of GraphQL over SSE. Takes a
 * result from upstream only when the client has room for it, so that a slow client is noticed where events queue.
 */
export function eventAnswer(app: FastifyInstance, deps: FrontDoorDeps): Answer {
  const closing = new AbortController();
  app.addHook('preClose', async () => closing.abort());
  return async (request, reply, actor) => {
    const refuse = (message: string) =>
      codedError('BAD_USER_INPUT', message, deps.describeError('BAD_USER_INPUT', actor));
    const params = await parseRequestParams(namedRequest(request), reply).catch((error: Error) =>
      refuse(error.message),
    );
    if (!params) return reply;
    if (params instanceof Error) return reply.status(400).send({ errors: [params] });

    const leave = deps.audience.enter(actor);
    if (leave instanceof GraphQLError)
      return reply.status(429).send({ errors: [describeTo(deps, actor, leave.toJSON())] });
    const session = watchSession(deps.revocations, actor, deps.now);
    const closed = new AbortController();
    reply.raw.once('close', () => closed.abort());
    const ended = AbortSignal.any([session.signal, closed.signal, closing.signal]);
    try {
      const tell = (headers: Readonly<Record<string, string>>) => void reply.headers(headers);
      const args = await deps.argsOf(params, { actor, ended, tell }, keyOf(request.headers));
      const mayMutate = request.method === 'POST';
      const results = await resultsOf(deps, args, mayMutate ? undefined : refuse('Mutations must be sent with POST'));
      reply.hijack();
      reply.raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-cache',
        'x-accel-buffering': 'no',
      });
      await writeEvents(reply.raw, results, ended);
    } finally {
      session.stop();
      leave();
    }
    return reply;
  };
}

/** The request as graphql-http reads it. */
function namedRequest(request: FastifyRequest): FastifyRequest {
  const { url, body } = withDocument(request);
  return Object.create(request, { url: { value: url }, body: { value: body } });
}

type Results = AsyncIterableIterator<ExecutionResult>;

async function resultsOf(
  { executor }: FrontDoorDeps,
  args: ExecutionArgs | readonly GraphQLError[],
  mutationRefusal: GraphQLError | undefined,
): Promise<Results> {
  if (!('document' in args)) return streamOf<ExecutionResult>({ errors: args });
  const operation = getOperationAST(args.document, args.operationName)?.operation;
  if (operation === 'mutation' && mutationRefusal) return streamOf<ExecutionResult>({ errors: [mutationRefusal] });
  const answer = operation === 'subscription' ? await executor.subscribe(args) : await executor.execute(args);
  return Symbol.asyncIterator in answer ? answer : streamOf<ExecutionResult>(answer);
}

async function writeEvents(response: ServerResponse, results: Results, ended: AbortSignal): Promise<void> {
  // Some browsers want a first byte before they take a stream for open.
  response.write(':\n\n');
  const keepAlive = setInterval(() => response.write(':\n\n'), KEEP_ALIVE_MS);
  try {
    for await (const result of results) {
      const roomy = response.write(`event: next\ndata: ${textOf(result)}\n\n`);
      if (!roomy) await once(response, 'drain', { signal: ended }).catch(() => undefined);
    }
    response.end('event: complete\ndata:\n\n');
  } finally {
    clearInterval(keepAlive);
  }
}
