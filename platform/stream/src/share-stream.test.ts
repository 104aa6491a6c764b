import { describe, expect, test, vi } from 'vitest';
import { boundedQueue, SlowConsumer } from './bounded-queue.ts';
import { shareStream } from './share-stream.ts';

const DONE = { done: true, value: undefined };

/** A source that counts how often it is read, shared by readers of whom each may leave two values unread. */
function sharedOf(...values: number[]) {
  const [released, ended] = [vi.fn(), vi.fn()];
  const queue = boundedQueue<number>(100, released);
  for (const value of values) queue.push(value);
  const next = vi.fn(() => queue.iterator.next());
  const shared = shareStream({ ...queue.iterator, next }, 2, ended);
  return { queue, next, released, ended, shared };
}

describe('a shared stream', () => {
  test('brings every value to every reader, and is read once for all of them', async () => {
    const { shared, next } = sharedOf(1, 2);
    const [one, other] = [shared.join(), shared.join()];
    for (const value of [1, 2]) {
      expect(await Promise.all([one.next(), other.next()])).toEqual([
        { done: false, value },
        { done: false, value },
      ]);
    }
    expect(next).toHaveBeenCalledTimes(2);
  });

  test('is not read before somebody wants a value', async () => {
    const { shared, next } = sharedOf(1, 2, 3);
    const reader = shared.join();
    expect(next).not.toHaveBeenCalled();
    await reader.next();
    await Promise.resolve();
    expect(next).toHaveBeenCalledTimes(1);
  });

  test('brings who joins later what comes from then on', async () => {
    const { shared, queue } = sharedOf(1);
    const early = shared.join();
    await early.next();
    const late = shared.join();
    const waiting = late.next();
    queue.push(2);
    expect(await waiting).toEqual({ done: false, value: 2 });
    expect(await early.next()).toEqual({ done: false, value: 2 });
  });

  test('cuts off who is too slow, after what they had, and nobody else', async () => {
    const { shared, queue, released } = sharedOf(1, 2, 3);
    const [fast, slow] = [shared.join(), shared.join()];
    for (const value of [1, 2, 3]) expect(await fast.next()).toEqual({ done: false, value });
    expect(await slow.next()).toEqual({ done: false, value: 1 });
    expect(await slow.next()).toEqual({ done: false, value: 2 });
    await expect(slow.next()).rejects.toThrow(SlowConsumer);
    queue.push(4);
    expect(await fast.next()).toEqual({ done: false, value: 4 });
    expect(released).not.toHaveBeenCalled();
  });

  test('ends its source when the last reader leaves, also while nothing happens', async () => {
    const { shared, released, ended } = sharedOf();
    const [one, other] = [shared.join(), shared.join()];
    const waiting = one.next();
    await other.return?.();
    expect(released).not.toHaveBeenCalled();
    await one.return?.();
    expect(await waiting).toEqual(DONE);
    expect(released).toHaveBeenCalledTimes(1);
    expect(ended).toHaveBeenCalledTimes(1);
    expect(await shared.join().next()).toEqual(DONE);
  });

  test('ends for all when its source does, after what each had', async () => {
    const { shared, queue, ended } = sharedOf(1);
    const [fast, slow] = [shared.join(), shared.join()];
    await fast.next();
    queue.end();
    expect(await fast.next()).toEqual(DONE);
    expect(await slow.next()).toEqual({ done: false, value: 1 });
    expect(await slow.next()).toEqual(DONE);
    expect(ended).toHaveBeenCalledTimes(1);
  });

  test('tells all when its source fails', async () => {
    const { shared, queue } = sharedOf();
    const readers = [shared.join(), shared.join()].map((reader) => reader.next());
    queue.fail(new Error('broken'));
    for (const reader of readers) await expect(reader).rejects.toThrow('broken');
  });
});
