import { AsyncLocalStorage } from 'node:async_hooks';

const deadlines = new AsyncLocalStorage<number | undefined>();

/**
 * Runs `work` for somebody who waits until `deadline_ms`, in milliseconds since the epoch: what it waits for itself need
 * not take longer. Undefined for work that others wait for as well, or nobody does, which must not be cut short.
 */
export function withDeadline<Result>(deadline_ms: number | undefined, work: () => Result): Result {
  return deadlines.run(deadline_ms, work);
}

/**
 * What is left of the time that somebody waits for what runs now. Undefined when nobody waits, or nobody does any more:
 * what is still done then is done for its own sake.
 */
export function timeLeft_ms(now_ms = Date.now()): number | undefined {
  const deadline_ms = deadlines.getStore();
  return deadline_ms !== undefined && deadline_ms > now_ms ? deadline_ms - now_ms : undefined;
}
