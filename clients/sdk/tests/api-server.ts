import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSchema } from 'graphql';
import { createHandler } from 'graphql-http';
import { useServer } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';

const SCHEMA = buildSchema(readFileSync(new URL('../../../schema/api.graphql', import.meta.url), 'utf8'));

/** What goes wrong with one HTTP request. */
type Fault =
  /** Executed, but nobody hears of it. */
  | { readonly kind: 'drop' }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: string;
    }
  | { readonly kind: 'slow'; readonly delay_ms: number }
  | { readonly kind: 'none' };

export type Resolvers = Readonly<
  Record<string, (variables: never, context: { authorization: string | undefined }) => unknown>
>;

export interface ApiServer extends AsyncDisposable {
  readonly url: string;
  /** Every HTTP request, as it came. */
  readonly requests: {
    readonly authorization: string | undefined;
    readonly query: string;
    readonly variables: Record<string, unknown>;
  }[];
  /** Every subscription, with its variables. */
  readonly subscriptions: Record<string, unknown>[];
  /** Tokens of the connections that were tried. */
  readonly connections: unknown[];
  /** How many subscriptions the client has ended. */
  readonly completed: { count: number };
  /** For the next requests, in this order. */
  readonly faults: Fault[];
  /** Closes every socket with this code, or breaks it off without one. */
  disconnect(code?: number): void;
}

/**
 * The composed API over real sockets, answered by `resolvers` of its root fields.
 * @param allow says whose requests are answered with 401, and whose connections are refused with 4403
 */
export async function apiServer(
  resolvers: Resolvers,
  allow: (authorization: unknown) => boolean = () => true,
): Promise<ApiServer> {
  const record = {
    requests: [],
    subscriptions: [],
    connections: [],
    completed: { count: 0 },
    faults: [],
  } as unknown as ApiServer;
  const http = createServer((request, response) => void answer(record, resolvers, allow, request, response));
  const sockets = new WebSocketServer({ server: http, path: '/graphql' });
  const graphql = useServer(
    {
      schema: SCHEMA,
      roots: { subscription: resolvers },
      onConnect({ connectionParams }) {
        record.connections.push(connectionParams?.authorization);
        return allow(connectionParams?.authorization);
      },
      onSubscribe: (_context, _id, { variables }) => void record.subscriptions.push({ ...variables }),
      onComplete: () => void record.completed.count++,
    },
    sockets,
  );
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  return Object.assign(record, {
    url: `http://127.0.0.1:${port}`,
    disconnect(code?: number) {
      for (const socket of sockets.clients as Set<WebSocket>) code ? socket.close(code) : socket.terminate();
    },
    async [Symbol.asyncDispose]() {
      await graphql.dispose();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  });
}

async function answer(
  record: ApiServer,
  resolvers: Resolvers,
  allow: (authorization: unknown) => boolean,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await text(request);
  const { authorization } = request.headers;
  record.requests.push({ authorization, ...JSON.parse(body) });
  const fault = record.faults.shift() ?? { kind: 'none' };
  if (!allow(authorization)) {
    const errors = [{ message: 'Not valid any more', extensions: { code: 'UNAUTHENTICATED' } }];
    response.writeHead(401).end(JSON.stringify({ errors }));
    return;
  }
  if (fault.kind === 'status') {
    response.writeHead(fault.status, fault.headers).end(fault.body ?? 'out of order');
    return;
  }
  if (fault.kind === 'slow') await sleep(fault.delay_ms);
  const handle = createHandler({ schema: SCHEMA, rootValue: resolvers, context: { authorization } as never });
  const { method = '', url = '', headers } = request;
  const [answered, { status, headers: answeredHeaders }] = await handle({
    method,
    url,
    headers,
    body,
    raw: request,
    context: undefined,
  });
  if (fault.kind === 'drop') response.destroy();
  else response.writeHead(status, answeredHeaders).end(answered);
}
