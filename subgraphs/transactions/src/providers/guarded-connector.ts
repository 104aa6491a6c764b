import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  CircuitState,
  CountBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhenResult,
  retry,
  TaskCancelledError,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel';
import type { Connector, ProviderOutcome } from './connector.ts';
import { recentCalls } from './recent-calls.ts';

export type BreakerState = 'CLOSED' | 'OPEN' | 'HALF_OPEN';

/** How a provider has been doing, as this process sees it. */
export interface ProviderHealth {
  readonly breaker: BreakerState;
  /** Since when the breaker has been in this state. */
  readonly since: Date;
  /** The share of recent calls that were answered, by yes or no; null when there were none. */
  readonly successRate: number | null;
  readonly latencyP50_ms: number | null;
  readonly latencyP95_ms: number | null;
  readonly inFlight: number;
}

export interface GuardedConnector extends Connector {
  health(): ProviderHealth;
}

export interface GuardOptions {
  readonly now: () => Date;
  /** A caller waits no longer than this, all attempts and waiting together. */
  readonly wait_max_ms?: number;
  readonly calls_max?: number;
  readonly queue_max?: number;
  /** Of one call; a repetition is under the same reference and id. */
  readonly attempts_max?: number;
  /** How long an open breaker lets nobody through. */
  readonly open_ms?: number;
}

const WAIT_MAX_MS = 10_000;
const CALLS_MAX = 64;
const QUEUE_MAX = 128;
const ATTEMPTS_MAX = 3;
const OPEN_MS = 10_000;
const BACKOFF = { initialDelay: 100, maxDelay: 1_000 };
/** Opens when more than half of the last 20 calls went unanswered, and at least 5 were made. */
const BREAKER = { threshold: 0.5, size: 20, minimumNumberOfCalls: 5 };

const STATES: Readonly<Record<CircuitState, BreakerState>> = {
  [CircuitState.Closed]: 'CLOSED',
  [CircuitState.Open]: 'OPEN',
  [CircuitState.HalfOpen]: 'HALF_OPEN',
  [CircuitState.Isolated]: 'OPEN',
};

type Answer = ProviderOutcome['kind'] | 'FOUND' | 'NOT_FOUND';

/**
 * Keeps a provider that is slow or gone from taking its callers with it: a limit on calls at once, a breaker, a few
 * repetitions of what went unanswered, and one limit on the waiting. What never went out is NOT_TAKEN (UNKNOWN for
 * `status`); once an attempt has gone unanswered, the call stays UNKNOWN until one is answered.
 */
export function guarded(connector: Connector, options: GuardOptions): GuardedConnector {
  const { now, wait_max_ms = WAIT_MAX_MS, open_ms = OPEN_MS } = options;
  const calls = recentCalls(now);
  const breaker = circuitBreaker(handleWhenResult(isUnanswered), {
    halfOpenAfter: open_ms,
    breaker: new CountBreaker(BREAKER),
  });
  const slots = bulkhead(options.calls_max ?? CALLS_MAX, options.queue_max ?? QUEUE_MAX);
  let since = now();
  breaker.onStateChange(() => {
    since = now();
  });
  let inFlight = 0;
  const policy = wrap(
    timeout(wait_max_ms, TimeoutStrategy.Aggressive),
    slots,
    retry(
      handleWhenResult((result) => kindOf(result) === 'UNKNOWN'),
      {
        maxAttempts: (options.attempts_max ?? ATTEMPTS_MAX) - 1,
        backoff: new ExponentialBackoff(BACKOFF),
      },
    ),
    breaker,
  );

  const attempt = async <Result>(call: () => Promise<Result>): Promise<Result> => {
    const start = performance.now();
    inFlight += 1;
    try {
      const result = await call();
      calls.record({ answered: !isUnanswered(result), took_ms: performance.now() - start });
      return result;
    } finally {
      inFlight -= 1;
    }
  };
  /** `unsent` is the answer when nothing ever went out, `unknown` when something did. */
  const guard = async <Result>(call: () => Promise<Result>, unsent: Result, unknown: Result): Promise<Result> => {
    let unanswered = false;
    let over = false;
    try {
      const result = await policy.execute(() => {
        // Nothing goes out any more once the caller was told that nothing did.
        if (over) throw new TaskCancelledError();
        // Until it is answered it may have arrived, also when nobody waits for the answer any more.
        const before = unanswered;
        unanswered = true;
        return attempt(call).then((result) => {
          unanswered = before || kindOf(result) === 'UNKNOWN';
          return result;
        });
      });
      return kindOf(result) === 'NOT_TAKEN' && unanswered ? unknown : result;
    } catch (error) {
      if (!isTurnedAway(error)) throw error;
      return unanswered ? unknown : unsent;
    } finally {
      over = true;
    }
  };
  const outcome = (call: () => Promise<ProviderOutcome>) =>
    guard<ProviderOutcome>(call, { kind: 'NOT_TAKEN' }, { kind: 'UNKNOWN' });

  return {
    name: connector.name,
    authorize: (request) => outcome(() => connector.authorize(request)),
    capture: (request) => outcome(() => connector.capture(request)),
    void: (reference) => outcome(() => connector.void(reference)),
    refund: (request) => outcome(() => connector.refund(request)),
    submitEvidence: (request) => outcome(() => connector.submitEvidence(request)),
    status: (reference) => guard(() => connector.status(reference), 'UNKNOWN', 'UNKNOWN'),
    disputesSince: (since, after) => guard(() => connector.disputesSince(since, after), 'UNKNOWN', 'UNKNOWN'),
    parseWebhook: (headers, body, now) => connector.parseWebhook(headers, body, now),
    health() {
      const state = STATES[breaker.state];
      // It lets the next call through; nobody has come yet.
      const due = state === 'OPEN' && now().getTime() - since.getTime() >= open_ms;
      return {
        breaker: due ? 'HALF_OPEN' : state,
        since,
        successRate: calls.successRate(),
        latencyP50_ms: calls.latency_ms(0.5),
        latencyP95_ms: calls.latency_ms(0.95),
        inFlight,
      };
    },
  };
}

function kindOf(result: unknown): Answer {
  if (result === 'UNKNOWN' || result === 'NOT_FOUND') return result;
  return (result as { kind?: ProviderOutcome['kind'] }).kind ?? 'FOUND';
}

function isUnanswered(result: unknown): boolean {
  const kind = kindOf(result);
  return kind === 'UNKNOWN' || kind === 'NOT_TAKEN';
}

function isTurnedAway(error: unknown): boolean {
  return (
    error instanceof BrokenCircuitError || error instanceof BulkheadRejectedError || error instanceof TaskCancelledError
  );
}
