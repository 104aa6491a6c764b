/** More work came in than may wait; the caller is told at once. */
export class TooMuchWaiting extends Error {
  override readonly name = 'TooMuchWaiting';
}

export interface ConcurrencyLimits {
  readonly atOnceMax: number;
  readonly waitingMax: number;
}

/** Runs work in order of arrival, at most `atOnceMax` at a time. Rejects with {@link TooMuchWaiting} beyond `waitingMax`. */
export function boundedConcurrency({
  atOnceMax,
  waitingMax,
}: ConcurrencyLimits): <Result>(work: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let running = 0;

  return async (work) => {
    if (running < atOnceMax) running += 1;
    else if (waiting.length >= waitingMax) throw new TooMuchWaiting('Too much work is waiting');
    // Woken by one that ended, which leaves its place to this one: `running` stays the same.
    else await new Promise<void>((wake) => waiting.push(wake));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
