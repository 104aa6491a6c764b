import { type BoundedQueue, boundedQueue } from './bounded-queue.ts';

/** One stream with many readers, each of whom has every value from when they joined. */
export interface SharedStream<T> {
  /**
   * The values from now on. Whoever leaves more of them unread than may wait is cut off with SlowConsumer, and
   * nobody else. `return()` ends it at once.
   */
  join(): AsyncIterableIterator<T>;
}

/**
 * Reads `source` only when one of its readers wants more: the fastest sets the pace, and while all are slow values wait
 * where they come from. The last reader who leaves ends the source.
 *
 * @param lengthMax values that may wait for one reader
 * @param onEnd called once, when the source has ended or the last reader has left: nobody can join any more
 */
export function shareStream<T>(source: AsyncIterator<T>, lengthMax: number, onEnd: () => void): SharedStream<T> {
  const readers = new Set<BoundedQueue<T>>();
  let reading = false;
  let ended = false;

  const end = () => {
    if (ended) return;
    ended = true;
    onEnd();
  };
  const read = async () => {
    if (reading || ended) return;
    reading = true;
    try {
      const { done, value } = await source.next();
      reading = false;
      if (!done) {
        for (const reader of readers) reader.push(value);
        return;
      }
      end();
      for (const reader of readers) reader.end();
    } catch (error) {
      end();
      void source.return?.();
      for (const reader of readers) reader.fail(error);
    }
  };
  return {
    join() {
      const reader = boundedQueue<T>(
        lengthMax,
        () => {
          readers.delete(reader);
          if (readers.size > 0 || ended) return;
          end();
          void source.return?.();
        },
        read,
      );
      if (ended) reader.end();
      else readers.add(reader);
      return reader.iterator;
    },
  };
}
