import { describe, expect, test } from 'vitest';
import { boundedQueue, SlowConsumer } from './bounded-queue.ts';

const queueOf = (lengthMax: number) => {
  const ends = { count: 0 };
  return { ends, queue: boundedQueue<number>(lengthMax, () => ends.count++) };
};

describe('a bounded queue', () => {
  test('delivers in order, before and after the reader waits', async () => {
    const { queue } = queueOf(10);
    queue.push(1);
    expect(await queue.iterator.next()).toEqual({ done: false, value: 1 });
    const waiting = queue.iterator.next();
    queue.push(2);
    expect(await waiting).toEqual({ done: false, value: 2 });
  });

  test('ends a waiting reader at once and releases its producer once', async () => {
    const { queue, ends } = queueOf(10);
    const waiting = queue.iterator.next();
    await queue.iterator.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
    await queue.iterator.return?.();
    expect(ends.count).toBe(1);
  });

  test('cuts off a reader that is too slow, after what it already had', async () => {
    const { queue, ends } = queueOf(2);
    for (const value of [1, 2, 3]) queue.push(value);
    expect(ends.count).toBe(1);
    expect(await queue.iterator.next()).toEqual({ done: false, value: 1 });
    expect(await queue.iterator.next()).toEqual({ done: false, value: 2 });
    await expect(queue.iterator.next()).rejects.toThrow(SlowConsumer);
    expect(await queue.iterator.next()).toEqual({ done: true, value: undefined });
  });

  test('lets a patient producer wait for room', async () => {
    const { queue } = queueOf(2);
    queue.push(1);
    queue.push(2);
    let roomy = false;
    const room = queue.room().then(() => {
      roomy = true;
    });
    await Promise.resolve();
    expect(roomy).toBe(false);
    await queue.iterator.next();
    await room;
    expect(roomy).toBe(true);
  });
});
