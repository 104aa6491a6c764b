import { ConnectionError, type PaygraphError, RateLimitedError } from './errors.ts';

const DELAY_FIRST_MAX_MS = 200;
const DELAY_MAX_MS = 10_000;
/** Who is asked to wait longer than this hears of it instead. */
const RETRY_AFTER_MAX_MS = 60_000;

/**
 * How long to wait before the next attempt, or undefined when there should be none. What changes something and has
 * no idempotency key is only repeated when the platform certainly did nothing.
 * @param attempt 1 after the first
 * @param random at least 0, less than 1
 */
export function retryDelay_ms(
  error: PaygraphError,
  { attempt, repeatable, random }: { attempt: number; repeatable: boolean; random: number },
): number | undefined {
  if (!error.retryable || !(repeatable || wasNotExecuted(error))) return undefined;
  if (error.retryAfterMs === undefined) return backoff_ms(attempt, random);
  if (error.retryAfterMs > RETRY_AFTER_MAX_MS) return undefined;
  // Never sooner than asked; spread, so that everybody who was sent away does not come back at once.
  return error.retryAfterMs + random * DELAY_FIRST_MAX_MS;
}

/** Exponential with full jitter: anything up to the ceiling, which doubles with each attempt. */
export function backoff_ms(attempt: number, random: number): number {
  return random * Math.min(DELAY_MAX_MS, DELAY_FIRST_MAX_MS * 2 ** (attempt - 1));
}

function wasNotExecuted(error: PaygraphError): boolean {
  if (error instanceof ConnectionError) return !error.sent;
  // Refused at the door. With data, one of several fields was refused, and the others may have been executed.
  return error instanceof RateLimitedError && error.data === undefined;
}
