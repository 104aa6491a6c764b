import { Gauge } from '@paygraph/telemetry';
import {
  type BulkheadPolicy,
  bulkhead,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
} from 'cockatiel';
import { type Dispatcher, errors, Pool } from 'undici';
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

interface Watched {
  readonly room: BulkheadPolicy;
  readonly breaker: CircuitBreakerPolicy;
}

const watched = new Map<Watched, string>();

new Gauge({
  name: 'paygraph_subgraph_calls',
  help: 'Calls of a subgraph in another process: under way, and waiting for that.',
  labelNames: ['subgraph', 'state'],
  collect() {
    this.reset();
    for (const [{ room }, subgraph] of watched) {
      this.inc({ subgraph, state: 'running' }, CALLS_MAX - room.executionSlots);
      this.inc({ subgraph, state: 'waiting' }, WAITING_MAX - room.queueSlots);
    }
  },
});
new Gauge({
  name: 'paygraph_subgraph_breaker_open',
  help: 'Whether a subgraph in another process is not asked, because it could not be reached: 1, or 0.',
  labelNames: ['subgraph'],
  collect() {
    this.reset();
    for (const [{ breaker }, subgraph] of watched)
      this.set({ subgraph }, breaker.state === CircuitState.Closed ? 0 : 1);
  },
});

interface RemoteCalls {
  /**
   * The answer to a GraphQL request. Asks once more when `mayRepeat` and the connection broke. Rejects when the
   * subgraph cannot be reached, is not asked because it could not be for a while, or answers something else; and
   * within a second of `deadline_ms`, in milliseconds since the epoch.
   */
  send(body: string, headers: readonly string[], mayRepeat: boolean, deadline_ms?: number): Promise<SubgraphResponse>;
  close(): Promise<void>;
}

/** Nobody waits for the answer any more: no fault of the subgraph. */
class OperationOver extends Error {
  override readonly name = 'OperationOver';
  constructor() {
    super('the operation is over');
  }
}

/** Connections to one subgraph that are kept open, with a limit on what may go wrong there. */
export function remoteCalls(name: string, endpoint: URL): RemoteCalls {
  const pool = new Pool(endpoint.origin, {
    connections: CONNECTIONS_MAX,
    pipelining: 1,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    headersTimeout: REQUEST_TIMEOUT_MS,
    bodyTimeout: REQUEST_TIMEOUT_MS,
  });
  const room: BulkheadPolicy = bulkhead(CALLS_MAX, WAITING_MAX);
  const breaker: CircuitBreakerPolicy = circuitBreaker(
    handleWhen((error) => !(error instanceof OperationOver)),
    {
      halfOpenAfter: BREAK_MS,
      breaker: new ConsecutiveBreaker(FAILURES_MAX),
    },
  );
  const entry: Watched = { room, breaker };
  watched.set(entry, name);
  const ask = (body: string, headers: readonly string[], deadline_ms: number) =>
    new Promise<SubgraphResponse>((resolve, reject) => {
      const left_ms = deadline_ms - Date.now();
      if (left_ms <= 0) return reject(new OperationOver());
      // Whole seconds, so that timers of connections are set once and used again.
      const timeout_ms = Math.min(REQUEST_TIMEOUT_MS, Math.ceil(left_ms / 1000) * 1000);
      const timeouts = { headersTimeout: timeout_ms, bodyTimeout: timeout_ms };
      pool.dispatch(
        { method: 'POST', path: endpoint.pathname, headers: headers as string[], body, ...timeouts },
        new AnswerReader(deadline_ms, resolve, reject),
      );
    });
  return {
    send(body, headers, mayRepeat, deadline_ms = Number.POSITIVE_INFINITY) {
      return room.execute(() =>
        breaker.execute(async () => {
          try {
            return await ask(body, headers, deadline_ms);
          } catch (error) {
            if (!mayRepeat || !brokeOff(error)) throw error;
            return await ask(body, headers, deadline_ms);
          }
        }),
      );
    },
    async close() {
      // Whoever closes waits for no answer any more.
      await pool.destroy();
      watched.delete(entry);
    },
  };
}

/** Reads an answer as it comes in, without the stream that undici would make of it. */
class AnswerReader implements Dispatcher.DispatchHandler {
  readonly #deadline_ms: number;
  readonly #resolve: (answer: SubgraphResponse) => void;
  readonly #reject: (error: unknown) => void;
  readonly #chunks: Buffer[] = [];
  #status = 0;

  constructor(deadline_ms: number, resolve: (answer: SubgraphResponse) => void, reject: (error: unknown) => void) {
    this.#deadline_ms = deadline_ms;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  onRequestStart(controller: Dispatcher.DispatchController) {
    // It waited for a connection until nobody wanted the answer any more.
    if (Date.now() >= this.#deadline_ms) controller.abort(new OperationOver());
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number) {
    this.#status = status;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer) {
    this.#chunks.push(chunk);
  }

  onResponseEnd() {
    const [first] = this.#chunks;
    const text = this.#chunks.length === 1 && first ? first.toString() : Buffer.concat(this.#chunks).toString();
    try {
      const answer = JSON.parse(text) as SubgraphResponse;
      if (answer.data === undefined && answer.errors === undefined) throw new Error(`HTTP ${this.#status}`);
      this.#resolve(answer);
    } catch (error) {
      this.#reject(error);
    }
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error) {
    this.#reject(error);
  }
}

/** Whether a connection ended under way, such as one that was idle for too long. */
function brokeOff(error: unknown): boolean {
  return error instanceof errors.SocketError || (error as { code?: unknown }).code === 'ECONNRESET';
}
