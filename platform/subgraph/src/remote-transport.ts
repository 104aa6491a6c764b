import { ACTOR_HEADER, type Actor, signActor } from '@paygraph/identity';
import { boundedQueue, endWithValue } from '@paygraph/stream';
import { createClient } from 'graphql-ws';
import { codedError } from './coded-error.ts';
import { remoteCalls } from './remote-calls.ts';
import { type SubgraphResponse, type SubgraphTransport, TIMEOUT_HEADER } from './transport.ts';

const PING_INTERVAL_MS = 10_000;
/** A peer that has not answered a ping by then is gone, though its connection may look open. */
const PONG_TIMEOUT_MS = 5_000;
/** Events of one subscription that may wait for the gateway. */
const QUEUE_LENGTH_MAX = 1_000;

/** A subgraph in another process, at its base `url`. Each call carries its actor, signed with `secret`. */
export function remoteTransport(name: string, url: string, secret: Uint8Array): SubgraphTransport {
  const endpoint = new URL('/graphql', url);
  const calls = remoteCalls(name, endpoint);
  let pongTimeout: NodeJS.Timeout | undefined;
  const sockets = createClient({
    url: endpoint.href.replace(/^http/, 'ws'),
    lazy: true,
    // Whoever reads the subscription hears of a lost upstream at once and decides what to do.
    retryAttempts: 0,
    keepAlive: PING_INTERVAL_MS,
    on: {
      ping(received) {
        if (!received) pongTimeout = setTimeout(() => sockets.terminate(), PONG_TIMEOUT_MS);
      },
      pong: () => clearTimeout(pongTimeout),
      closed: () => clearTimeout(pongTimeout),
    },
  });
  const unavailable = () => codedError('SUBGRAPH_UNAVAILABLE', `The ${name} service is not reachable`);

  return {
    async execute({ query, variables, operationName, actor, deadline_ms, json }) {
      try {
        const body = json?.() ?? JSON.stringify({ query, variables, operationName });
        return await calls.send(body, headersOf(secret, actor, deadline_ms), isQuery(query), deadline_ms);
      } catch {
        return { errors: [unavailable().toJSON()] };
      }
    },
    async subscribe({ query, variables, operationName, actor, wantsStart }) {
      const extensions = { actor: signActor(secret, actor), wantsStart };
      let unsubscribe = () => {};
      const queue = boundedQueue<SubgraphResponse>(QUEUE_LENGTH_MAX, () => unsubscribe());
      unsubscribe = sockets.subscribe<Record<string, unknown>>(
        { query, variables, operationName, extensions },
        {
          next: (response) => queue.push(response as SubgraphResponse),
          error: (error) => {
            queue.push({ errors: Array.isArray(error) ? error : [unavailable().toJSON()] });
            queue.end();
          },
          complete: () => queue.end(),
        },
      );
      return endWithValue(queue.iterator, (error) => ({
        errors: [codedError('SLOW_CONSUMER', (error as Error).message).toJSON()],
      }));
    },
    async close() {
      await sockets.dispose();
      await calls.close();
    },
  };
}

/** Whether asking again changes nothing; documents of planners and peers hold a single operation. */
function isQuery(query: string): boolean {
  return /^\s*(query\b|\{)/.test(query);
}

function headersOf(secret: Uint8Array, actor: Actor, deadline_ms: number | undefined): string[] {
  const headers = ['content-type', 'application/json', 'x-request-id', actor.requestId];
  headers.push(ACTOR_HEADER, signActor(secret, actor));
  if (actor.traceparent) headers.push('traceparent', actor.traceparent);
  if (deadline_ms !== undefined) headers.push(TIMEOUT_HEADER, String(Math.max(1, deadline_ms - Date.now())));
  return headers;
}
