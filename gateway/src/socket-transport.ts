import type { Actor } from '@paygraph/identity';
import type { FastifyInstance } from 'fastify';
import { GraphQLError } from 'graphql';
import { CloseCode, type Context, type ServerOptions } from 'graphql-ws';
import { type Extra, useServer } from 'graphql-ws/use/ws';
import { WebSocket, WebSocketServer } from 'ws';
import { authenticate } from './authenticate.ts';
import type { FrontDoorDeps } from './front-door.ts';
import { originOf } from './origin.ts';
import { watchSession } from './session-watch.ts';

const MESSAGE_BYTES_MAX = 100 * 1024;
/** A client says who it is within this time, or is gone. */
const INIT_TIMEOUT_MS = 5_000;
const KEEP_ALIVE_MS = 12_000;

interface Session extends Record<PropertyKey, unknown> {
  actor?: Actor;
  ended?: AbortSignal;
  stop?: () => void;
}
type SocketContext = Context<Record<string, unknown>, Extra & Partial<Session>>;

/** graphql-transport-ws at `/graphql`. The answer closes every socket with 1001. */
export function mountSockets(app: FastifyInstance, deps: FrontDoorDeps): { close(): Promise<void> } {
  const sockets = new WebSocketServer({ server: app.server, path: '/graphql', maxPayload: MESSAGE_BYTES_MAX });
  const server = useServer<Record<string, unknown>, Session>(serverOptions(deps), sockets, KEEP_ALIVE_MS);
  return {
    async close() {
      await server.dispose();
    },
  };
}

function serverOptions(deps: FrontDoorDeps): ServerOptions<Record<string, unknown>, Extra & Partial<Session>> {
  return {
    connectionInitWaitTimeout: INIT_TIMEOUT_MS,
    async onConnect(context) {
      const { request } = context.extra;
      const origin = originOf(request.headers, deps.addressOf(request));
      const actor = await authenticate(deps, context.connectionParams?.authorization, origin);
      // Refused with 4403 by graphql-ws.
      if (actor instanceof GraphQLError) return false;
      // Closed while the token was being verified: there is no session to watch.
      if (context.extra.socket.readyState !== WebSocket.OPEN) return false;
      beginSession(deps, context as SocketContext, actor);
      return true;
    },
    onDisconnect: (context) => context.extra.stop?.(),
    onSubscribe(context, _id, params) {
      const { actor, ended } = context.extra;
      if (!actor) return [new GraphQLError('The connection is not initialised')];
      return deps.argsOf(params, { actor, ended });
    },
    execute: deps.executor.execute as never,
    subscribe: deps.executor.subscribe as never,
  };
}

/** Remembers who is at the other end, and closes the socket when they may not be served any longer. */
function beginSession(deps: FrontDoorDeps, { extra }: SocketContext, actor: Actor): void {
  const session = watchSession(deps.revocations, actor, deps.now);
  extra.actor = actor;
  extra.ended = session.signal;
  extra.stop = session.stop;
  session.signal.addEventListener(
    'abort',
    () => extra.socket.close(CloseCode.Forbidden, String(session.signal.reason)),
    { once: true },
  );
}
