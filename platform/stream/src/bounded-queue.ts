/** A subscriber that reads more slowly than values arrive is cut off rather than silently skipped. */
export class SlowConsumer extends Error {
  override readonly name = 'SlowConsumer';
  constructor() {
    super('The subscriber reads more slowly than events arrive');
  }
}

/** A queue between one producer that is never made to wait and one consumer. */
export interface BoundedQueue<T> {
  /** Adds a value. A full queue ends with {@link SlowConsumer}; an ended one ignores it. */
  push(value: T): void;
  /** Ends the queue: what is queued is still read, then `next()` rejects once with `error`. */
  fail(error: unknown): void;
  /** Ends the queue: what is queued is still read. */
  end(): void;
  /** Resolves when the queue is at most half full or has ended; for producers that can wait. */
  room(): Promise<void>;
  /**
   * The consumer's side. `return()` ends it at once, also while a `next()` waits, which an async
   * generator cannot do.
   */
  readonly iterator: AsyncIterableIterator<T>;
}

/**
 * @param lengthMax values that may wait unread
 * @param onEnd called once when the queue ends for whatever reason; release the producer there
 * @param onWait called whenever the reader finds nothing to read; for producers that only work when asked
 */
export function boundedQueue<T>(lengthMax: number, onEnd: () => void, onWait?: () => void): BoundedQueue<T> {
  const values: T[] = [];
  let waiting: { resolve: (result: IteratorResult<T>) => void; reject: (error: unknown) => void } | undefined;
  const roomWaiters: (() => void)[] = [];
  let ended = false;
  let failure: { error: unknown } | undefined;

  const releaseRoom = () => {
    if (!ended && values.length > lengthMax / 2) return;
    for (const resolve of roomWaiters.splice(0)) resolve();
  };

  const finish = (error?: { error: unknown }) => {
    if (ended) return;
    ended = true;
    if (waiting && error) waiting.reject(error.error);
    else if (waiting) waiting.resolve({ done: true, value: undefined });
    else failure = error;
    waiting = undefined;
    releaseRoom();
    onEnd();
  };

  return {
    push(value) {
      if (ended) return;
      if (waiting) {
        waiting.resolve({ done: false, value });
        waiting = undefined;
      } else if (values.length >= lengthMax) {
        finish({ error: new SlowConsumer() });
      } else {
        values.push(value);
      }
    },
    fail: (error) => finish({ error }),
    end: () => finish(),
    room() {
      return new Promise((resolve) => {
        roomWaiters.push(resolve);
        releaseRoom();
      });
    },
    iterator: {
      next() {
        if (values.length > 0) {
          const value = values.shift() as T;
          releaseRoom();
          return Promise.resolve({ done: false, value });
        }
        if (failure) {
          const { error } = failure;
          failure = undefined;
          return Promise.reject(error);
        }
        if (ended) return Promise.resolve({ done: true, value: undefined });
        // GraphQL reads one at a time; a second reader would be a bug of ours.
        if (waiting) return Promise.reject(new Error('next() called while another next() waits'));
        return new Promise((resolve, reject) => {
          waiting = { resolve, reject };
          onWait?.();
        });
      },
      return() {
        values.length = 0;
        finish();
        failure = undefined;
        return Promise.resolve({ done: true, value: undefined });
      },
      throw(error) {
        values.length = 0;
        finish();
        return Promise.reject(error);
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    },
  };
}
