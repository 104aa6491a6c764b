/**
 * The same stream with each value run through `map`, in order, but several at once: while a reader takes one value, up to
 * `aheadMax` more are read and mapped. When `map` rejects, the source is ended and the reader told in its place.
 */
export function mapAhead<From, To>(
  source: AsyncIterator<From>,
  map: (value: From) => Promise<To>,
  aheadMax: number,
): AsyncIterableIterator<To> {
  const ahead: Promise<IteratorResult<To>>[] = [];
  let isReading = false;
  let ended = false;

  const end = async () => {
    ended = true;
    ahead.length = 0;
    await source.return?.();
  };
  /** One after the other, and the next one when there was a value: a quiet source has one reader waiting. */
  const read = async (): Promise<IteratorResult<To>> => {
    isReading = true;
    const { done, value } = await source.next().finally(() => {
      isReading = false;
    });
    if (done) return { done: true, value: undefined };
    if (ahead.length < aheadMax) readAhead();
    return { done: false, value: await map(value) };
  };
  const readAhead = () => {
    if (isReading || ended) return;
    const result = read();
    // Whoever comes to it is told; until then nobody is.
    result.catch(() => undefined);
    ahead.push(result);
  };
  return {
    async next() {
      if (ended) return { done: true, value: undefined };
      if (ahead.length === 0) readAhead();
      const first = ahead.shift() as Promise<IteratorResult<To>>;
      readAhead();
      try {
        const result = await first;
        if (result.done) ended = true;
        return result;
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
