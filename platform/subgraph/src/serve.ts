import type { AddressInfo } from 'node:net';
import { ACTOR_HEADER, type Actor, verifyActor } from '@paygraph/identity';
import { closeServer, mountMetrics } from '@paygraph/process';
import { mapStream } from '@paygraph/stream';
import fastify, { type FastifyInstance } from 'fastify';
import { type ExecutionArgs, type ExecutionResult, GraphQLError, parse } from 'graphql';
import type { ServerOptions } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import { codedError } from './coded-error.ts';
import { type SubgraphRequest, type SubgraphResponse, type SubgraphTransport, TIMEOUT_HEADER } from './transport.ts';

/** Representations of a page of entities and their answers fit many times over. */
const BODY_BYTES_MAX = 4 * 1024 * 1024;

const requestBody = z.object({
  query: z.string(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});

export interface ServeOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly actorSecret: Uint8Array;
  /** Rejects when the subgraph cannot do its work, such as without its database. */
  readonly checkReady: () => Promise<unknown>;
  /** Whoever scrapes `/metrics` sends it; only this machine may without. */
  readonly metricsToken?: string | undefined;
  /** `routes` of the running subgraph. */
  readonly routes?: (app: FastifyInstance) => void;
}

export interface ServedSubgraph {
  readonly url: string;
  close(): Promise<void>;
}

const unsigned = () => codedError('UNAUTHENTICATED', 'This service only answers the gateway');

/** Puts a mounted subgraph on the network: GraphQL over HTTP and graphql-transport-ws at `/graphql`, and its health. */
export async function serveSubgraph(transport: SubgraphTransport, options: ServeOptions): Promise<ServedSubgraph> {
  const { host, port, actorSecret, checkReady, routes } = options;
  const app = fastify({ bodyLimit: BODY_BYTES_MAX });
  app.post('/graphql', async (request, reply) => {
    const actor = await verifyActor(actorSecret, request.headers[ACTOR_HEADER]);
    if (!actor) return reply.status(401).send({ errors: [unsigned()] });
    const body = requestBody.safeParse(request.body);
    if (!body.success)
      return reply.status(400).send({ errors: [codedError('BAD_USER_INPUT', 'Not a GraphQL request')] });
    const deadline_ms = deadlineOf(request.headers[TIMEOUT_HEADER]);
    return transport.execute({ ...toRequest(body.data, actor), deadline_ms });
  });
  mountMetrics(app, options.metricsToken);
  app.get('/live', async () => ({ status: 'ok' }));
  app.get('/ready', async (_request, reply) => {
    try {
      await checkReady();
      return { status: 'ok' };
    } catch {
      return reply.status(503).send({ status: 'unavailable' });
    }
  });

  routes?.(app);

  const sockets = new WebSocketServer({ server: app.server, path: '/graphql', maxPayload: BODY_BYTES_MAX });
  const socketServer = useServer(socketOptions(transport, actorSecret), sockets);
  await app.listen({ host, port });
  const address = app.server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    async close() {
      await socketServer.dispose();
      await closeServer(app);
    },
  };
}

function socketOptions(transport: SubgraphTransport, actorSecret: Uint8Array): ServerOptions {
  return {
    async onSubscribe(_context, _id, payload) {
      const actor = await verifyActor(actorSecret, payload.extensions?.actor);
      if (!actor) return [unsigned()];
      try {
        // The schema stays with the transport, which validates; graphql-ws only wants to know the kind of operation.
        const request = { ...toRequest(payload, actor), wantsStart: payload.extensions?.wantsStart === true };
        return { document: parse(payload.query), contextValue: request } as unknown as ExecutionArgs;
      } catch (error) {
        return [codedError('BAD_USER_INPUT', (error as Error).message)];
      }
    },
    execute: async (args) => withErrors(await transport.execute(args.contextValue as SubgraphRequest)),
    subscribe: async (args) => mapStream(await transport.subscribe(args.contextValue as SubgraphRequest), withErrors),
  };
}

/** graphql-ws writes errors out itself and wants them as they were before. */
function withErrors({ errors, ...response }: SubgraphResponse): ExecutionResult {
  if (!errors) return response;
  return {
    ...response,
    errors: errors.map(({ message, path, extensions }) => new GraphQLError(message, { path, extensions })),
  };
}

function toRequest(
  body: { query: string; operationName?: string | null; variables?: Record<string, unknown> | null },
  actor: Actor,
): SubgraphRequest {
  return {
    query: body.query,
    operationName: body.operationName ?? undefined,
    variables: body.variables ?? undefined,
    actor,
  };
}

function deadlineOf(timeout_ms: unknown): number | undefined {
  return /^[1-9]\d{0,9}$/.test(String(timeout_ms)) ? Date.now() + Number(timeout_ms) : undefined;
}
