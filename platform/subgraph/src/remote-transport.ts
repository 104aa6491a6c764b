import { ACTOR_HEADER, type Actor, signActor } from '@paygraph/identity';
import { boundedQueue, endWithValue } from '@paygraph/stream';
import { createClient } from 'graphql-ws';
import { codedError } from './coded-error.ts';
import type { SubgraphResponse, SubgraphTransport } from './transport.ts';

/** A subgraph that has not answered by then is taken for unreachable; money-moving callers ask again. */
const REQUEST_TIMEOUT_MS = 15_000;
const PING_INTERVAL_MS = 10_000;
/** A peer that has not answered a ping by then is gone, though its connection may look open. */
const PONG_TIMEOUT_MS = 5_000;
/** Events of one subscription that may wait for the gateway. */
const QUEUE_LENGTH_MAX = 1_000;

/** A subgraph in another process, at its base `url`. Each call carries its actor, signed with `secret`. */
export function remoteTransport(name: string, url: string, secret: Uint8Array): SubgraphTransport {
  const endpoint = new URL('/graphql', url);
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
    async execute({ query, variables, operationName, actor }) {
      try {
        const response = await fetch(endpoint, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...(await headersOf(secret, actor)) },
          body: JSON.stringify({ query, variables, operationName }),
          signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
        });
        const body = (await response.json()) as SubgraphResponse;
        if (body.data === undefined && body.errors === undefined) throw new Error(`HTTP ${response.status}`);
        return body;
      } catch {
        return { errors: [unavailable().toJSON()] };
      }
    },
    async subscribe({ query, variables, operationName, actor }) {
      const extensions = { actor: await signActor(secret, actor) };
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
    },
  };
}

async function headersOf(secret: Uint8Array, actor: Actor): Promise<Record<string, string>> {
  return {
    [ACTOR_HEADER]: await signActor(secret, actor),
    'x-request-id': actor.requestId,
    ...(actor.traceparent && { traceparent: actor.traceparent }),
  };
}
