import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { boundedQueue } from './bounded-queue.ts';
import { mapAhead } from './map-ahead.ts';

const DONE = { done: true, value: undefined };
const queueOf = (...values: number[]) => {
  const onEnd = vi.fn();
  const queue = boundedQueue<number>(100, onEnd);
  for (const value of values) queue.push(value);
  return { queue, onEnd };
};
/** Mappings that end when the test says so. */
const held = () => {
  const begun: number[] = [];
  const ends = new Map<number, { resolve: (text: string) => void; reject: (error: Error) => void }>();
  const map = (value: number) =>
    new Promise<string>((resolve, reject) => {
      begun.push(value);
      ends.set(value, { resolve, reject });
    });
  return { begun, map, end: (value: number) => ends.get(value)?.resolve(`#${value}`), ends };
};

describe('a stream that is mapped ahead', () => {
  test('has every value in order, whichever is mapped first', async () => {
    const { queue } = queueOf(1, 2, 3);
    queue.end();
    const { map, begun, end } = held();
    const stream = mapAhead(queue.iterator, map, 2);
    const first = stream.next();
    await vi.waitFor(() => expect(begun).toEqual([1, 2, 3]));
    for (const value of [3, 2, 1]) end(value);
    expect(await first).toEqual({ done: false, value: '#1' });
    expect([await stream.next(), await stream.next(), await stream.next(), await stream.next()]).toEqual([
      { done: false, value: '#2' },
      { done: false, value: '#3' },
      DONE,
      DONE,
    ]);
  });

  test('reads no further ahead than it may, and nothing before somebody wants a value', async () => {
    const { queue } = queueOf(1, 2, 3, 4, 5, 6);
    const { map, begun, end } = held();
    const stream = mapAhead(queue.iterator, map, 2);
    await sleep(5);
    expect(begun).toEqual([]);
    const first = stream.next();
    await sleep(5);
    expect(begun).toEqual([1, 2, 3]);
    end(1);
    await first;
    await sleep(5);
    expect(begun).toEqual([1, 2, 3]);
    void stream.next();
    await sleep(5);
    expect(begun).toEqual([1, 2, 3, 4]);
    await stream.return?.();
  });

  test('ends its source at once, also while nothing happens', async () => {
    const { queue, onEnd } = queueOf();
    const stream = mapAhead(queue.iterator, async (value) => value, 3);
    const waiting = stream.next();
    await stream.return?.();
    expect(await waiting).toEqual(DONE);
    expect(onEnd).toHaveBeenCalledTimes(1);
  });

  test('tells its reader of a failure in its place, and ends its source', async () => {
    const { queue, onEnd } = queueOf(1, 2, 3);
    const { map, ends, end, begun } = held();
    const stream = mapAhead(queue.iterator, map, 2);
    const first = stream.next();
    await vi.waitFor(() => expect(begun).toEqual([1, 2, 3]));
    ends.get(2)?.reject(new Error('impossible'));
    await sleep(5);
    end(1);
    expect(await first).toEqual({ done: false, value: '#1' });
    await expect(stream.next()).rejects.toThrow('impossible');
    expect(onEnd).toHaveBeenCalledTimes(1);
    expect(await stream.next()).toEqual(DONE);
  });

  test('tells its reader when its source fails, after what came before', async () => {
    const { queue } = queueOf(1);
    queue.fail(new Error('broken'));
    const stream = mapAhead(queue.iterator, async (value) => value, 3);
    expect(await stream.next()).toEqual({ done: false, value: 1 });
    await expect(stream.next()).rejects.toThrow('broken');
  });
});
