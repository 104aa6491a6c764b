import {
  type BulkheadPolicy,
  bulkhead,
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  circuitBreaker,
  handleAll,
} from 'cockatiel';
import { errors, Pool } from 'undici';
import type { SubgraphResponse } from './transport.ts';

/** A subgraph that has not answered by then is taken for unreachable; money-moving callers ask again. */
const REQUEST_TIMEOUT_MS = 15_000;
const CONNECT_TIMEOUT_MS = 5_000;
const CONNECTIONS_MAX = 128;
/** Calls that may be under way, and may wait for that: a slow subgraph does not take the whole gateway with it. */
const CALLS_MAX = 512;
const WAITING_MAX = 4_096;
/** So many failures in a row, and nobody asks for a moment. */
const FAILURES_MAX = 20;
const BREAK_MS = 1_000;

interface RemoteCalls {
  /**
   * The answer to a GraphQL request. Asks once more when `mayRepeat` and the connection broke. Rejects when the
   * subgraph cannot be reached, is not asked because it could not be for a while, or answers something else.
   */
  send(
    body: string,
    headers: Record<string, string>,
    mayRepeat: boolean,
    signal?: AbortSignal,
  ): Promise<SubgraphResponse>;
  close(): Promise<void>;
}

/** Connections to one subgraph that are kept open, with a limit on what may go wrong there. */
export function remoteCalls(endpoint: URL): RemoteCalls {
  const pool = new Pool(endpoint.origin, {
    connections: CONNECTIONS_MAX,
    pipelining: 1,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    headersTimeout: REQUEST_TIMEOUT_MS,
    bodyTimeout: REQUEST_TIMEOUT_MS,
  });
  const room: BulkheadPolicy = bulkhead(CALLS_MAX, WAITING_MAX);
  const breaker: CircuitBreakerPolicy = circuitBreaker(handleAll, {
    halfOpenAfter: BREAK_MS,
    breaker: new ConsecutiveBreaker(FAILURES_MAX),
  });
  const ask = async (body: string, headers: Record<string, string>, signal: AbortSignal | undefined) => {
    const response = await pool.request({ method: 'POST', path: endpoint.pathname, headers, body, signal });
    const answer = JSON.parse(await response.body.text()) as SubgraphResponse;
    if (answer.data === undefined && answer.errors === undefined) throw new Error(`HTTP ${response.statusCode}`);
    return answer;
  };
  return {
    send(body, headers, mayRepeat, signal) {
      return room.execute(() =>
        breaker.execute(async () => {
          try {
            return await ask(body, headers, signal);
          } catch (error) {
            if (!mayRepeat || !brokeOff(error)) throw error;
            return await ask(body, headers, signal);
          }
        }),
      );
    },
    async close() {
      // Whoever closes waits for no answer any more.
      await pool.destroy();
    },
  };
}

/** Whether a connection ended under way, such as one that was idle for too long. */
function brokeOff(error: unknown): boolean {
  return error instanceof errors.SocketError || (error as { code?: unknown }).code === 'ECONNRESET';
}
