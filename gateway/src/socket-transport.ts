import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { LiveLimits } from '@paygraph/config';
import type { Actor } from '@paygraph/identity';
import { Gauge } from '@paygraph/telemetry';
import type { FastifyInstance } from 'fastify';
import { GraphQLError } from 'graphql';
import { CloseCode, type Context, handleProtocols, makeServer, type ServerOptions } from 'graphql-ws';
import { WebSocket, WebSocketServer } from 'ws';
import { isAllowedOrigin } from './allowed-origin.ts';
import { authenticate } from './authenticate.ts';
import type { FrontDoorDeps } from './front-door.ts';
import { originOf } from './origin.ts';
import { describeTo } from './respond.ts';
import { watchSession } from './session-watch.ts';

const MESSAGE_BYTES_MAX = 100 * 1024;
/** A client that has not closed its side by then is cut off. */
const CLOSE_TIMEOUT_MS = 2_000;
/** As RFC 6455 defines them. */
const GOING_AWAY = 1001;
const TRY_AGAIN_LATER = 1013;

const open = new Gauge({ name: 'paygraph_sockets', help: 'Sockets of clients that are open.' });

interface Session {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  actor?: Actor;
  ended?: AbortSignal;
  /** Frees everything the session holds. */
  stop?: () => void;
}
type SocketContext = Context<Record<string, unknown>, Session & Record<PropertyKey, unknown>>;

/** graphql-transport-ws at `/graphql`. The answer closes every socket with 1001. */
export function mountSockets(app: FastifyInstance, deps: FrontDoorDeps): { close(): Promise<void> } {
  const server = makeServer(serverOptions(deps));
  const sockets = new WebSocketServer({
    server: app.server,
    path: '/graphql',
    maxPayload: MESSAGE_BYTES_MAX,
    handleProtocols,
    verifyClient: ({ req }, answer) => (isAllowedOrigin(req, deps) ? answer(true) : answer(false, 403)),
  });
  sockets.on('connection', (socket: WebSocket, request: IncomingMessage) => {
    // What is wrong with a message is told by the code the socket is closed with.
    socket.on('error', () => {});
    const leave = deps.audience.connect(deps.addressOf(request));
    if (!leave) return socket.close(TRY_AGAIN_LATER, 'Too many sockets');
    open.inc();
    const stopPings = pingRegularly(socket, deps.liveLimits.socketPingInterval_ms);
    const session: Session = { socket, request };
    const closed = server.opened(
      {
        protocol: socket.protocol,
        send: (text) => sendText(socket, text),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (handle) => socket.on('message', (data) => handle(String(data)).catch(fail)),
      },
      session as SocketContext['extra'],
    );
    function fail(error: unknown) {
      deps.report(error);
      socket.close(CloseCode.InternalServerError, 'Internal server error');
    }
    socket.once('close', (code, reason) => {
      open.dec();
      leave();
      stopPings();
      session.stop?.();
      closed(code, String(reason)).catch(deps.report);
    });
  });
  return { close: () => closeAll(sockets) };
}

function sendText(socket: WebSocket, text: string): Promise<void> {
  if (socket.readyState !== WebSocket.OPEN) return Promise.resolve();
  return new Promise((resolve, reject) => socket.send(text, (error) => (error ? reject(error) : resolve())));
}

/** Ends a socket whose other end does not answer; the answer stops asking. */
function pingRegularly(socket: WebSocket, interval_ms: LiveLimits['socketPingInterval_ms']): () => void {
  if (!Number.isFinite(interval_ms)) return () => {};
  let answered = true;
  socket.on('pong', () => {
    answered = true;
  });
  const timer = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, interval_ms);
  return () => clearInterval(timer);
}

async function closeAll(sockets: WebSocketServer): Promise<void> {
  const closed = once(sockets, 'close');
  sockets.close();
  for (const socket of sockets.clients) socket.close(GOING_AWAY, 'Going away');
  const timer = setTimeout(() => {
    for (const socket of sockets.clients) socket.terminate();
  }, CLOSE_TIMEOUT_MS);
  await closed;
  clearTimeout(timer);
}

function serverOptions(deps: FrontDoorDeps): ServerOptions<Record<string, unknown>, SocketContext['extra']> {
  return {
    connectionInitWaitTimeout: deps.liveLimits.socketInitTimeout_ms,
    async onConnect(context) {
      const { request, socket } = context.extra;
      const origin = originOf(request.headers, deps.addressOf(request));
      const { authorization, apiKey } = context.connectionParams ?? {};
      const actor = await authenticate(deps, { authorization, apiKey }, origin);
      if (actor instanceof GraphQLError && actor.extensions.retryable) socket.close(TRY_AGAIN_LATER, actor.message);
      // Refused with 4403 by graphql-ws.
      if (actor instanceof GraphQLError) return false;
      // Closed while the token was being verified: there is no session to watch.
      if (socket.readyState !== WebSocket.OPEN) return false;
      return beginSession(deps, context, actor);
    },
    async onSubscribe({ extra, subscriptions }, _id, params) {
      const { actor, ended } = extra;
      if (!actor) return [new GraphQLError('The connection is not initialised')];
      const refusal = deps.audience.refuseOperation(Object.keys(subscriptions).length);
      return refusal ? [describeTo(deps, actor, refusal.toJSON())] : deps.argsOf(params, { actor, ended });
    },
    execute: deps.executor.execute as never,
    subscribe: deps.executor.subscribe as never,
  };
}

/** Remembers who is at the other end, and closes the socket when they may not be served any longer. */
function beginSession(deps: FrontDoorDeps, { extra }: SocketContext, actor: Actor): boolean {
  const { socket } = extra;
  const leave = deps.audience.enter(actor);
  if (leave instanceof GraphQLError) {
    socket.close(TRY_AGAIN_LATER, leave.message);
    return false;
  }
  const session = watchSession(deps.revocations, actor, deps.now);
  extra.actor = actor;
  extra.ended = session.signal;
  extra.stop = () => {
    session.stop();
    leave();
  };
  session.signal.addEventListener('abort', () => socket.close(CloseCode.Forbidden, String(session.signal.reason)), {
    once: true,
  });
  return true;
}
