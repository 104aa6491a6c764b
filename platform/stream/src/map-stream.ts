/**
 * The same stream with each value run through `map`, in order. Plain like its source: `return()` goes
 * straight through, also while a `next()` waits. When `map` throws, the source is ended and the reader told.
 */
export function mapStream<From, To>(
  source: AsyncIterator<From>,
  map: (value: From) => To | Promise<To>,
): AsyncIterableIterator<To> {
  let ended = false;
  const end = async () => {
    ended = true;
    await source.return?.();
  };
  return {
    async next() {
      const { done, value } = await source.next();
      if (done || ended) return { done: true, value: undefined };
      try {
        return { done: false, value: await map(value) };
      } catch (error) {
        await end();
        throw error;
      }
    },
    async return() {
      await end();
      return { done: true, value: undefined };
    },
    async throw(error) {
      await end();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** The same stream, except that a failure becomes its last value instead of a rejection. */
export function endWithValue<T>(source: AsyncIterator<T>, lastValue: (error: unknown) => T): AsyncIterableIterator<T> {
  let failed = false;
  return {
    async next() {
      if (failed) return { done: true, value: undefined };
      try {
        return await source.next();
      } catch (error) {
        failed = true;
        return { done: false, value: lastValue(error) };
      }
    },
    async return() {
      failed = true;
      await source.return?.();
      return { done: true, value: undefined };
    },
    async throw(error) {
      await source.return?.();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** The same stream after a first value. */
export function startWithValue<T>(first: T, source: AsyncIterator<T>): AsyncIterableIterator<T> {
  const values = [first];
  return {
    async next() {
      const [value] = values.splice(0);
      return value === undefined ? source.next() : { done: false, value };
    },
    async return() {
      values.length = 0;
      await source.return?.();
      return { done: true, value: undefined };
    },
    async throw(error) {
      values.length = 0;
      await source.return?.();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** A stream of one value. */
export function streamOf<T>(value: T): AsyncIterableIterator<T> {
  const values = [value];
  return {
    async next() {
      const [next] = values.splice(0);
      return next === undefined ? { done: true, value: undefined } : { done: false, value: next };
    },
    async return() {
      values.length = 0;
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** The same stream; `callback` runs once when it has ended, whichever side ended it. */
export function onceEnded<T>(source: AsyncIterator<T>, callback: () => void): AsyncIterableIterator<T> {
  let told = false;
  const tell = () => {
    if (!told) callback();
    told = true;
  };
  return {
    async next() {
      try {
        const result = await source.next();
        if (result.done) tell();
        return result;
      } catch (error) {
        tell();
        throw error;
      }
    },
    async return() {
      tell();
      await source.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
