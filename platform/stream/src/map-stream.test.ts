import { describe, expect, test, vi } from 'vitest';
import { boundedQueue } from './bounded-queue.ts';
import { endWithValue, mapStream, startWithValue, streamOf } from './map-stream.ts';

const DONE = { done: true, value: undefined };
const queueOf = (...values: number[]) => {
  const onEnd = vi.fn();
  const queue = boundedQueue<number>(10, onEnd);
  for (const value of values) queue.push(value);
  return { queue, onEnd };
};
const collect = async <T>(stream: AsyncIterable<T>): Promise<T[]> => {
  const values: T[] = [];
  for await (const value of stream) values.push(value);
  return values;
};

describe('a mapped stream', () => {
  test('has every value mapped, in order', async () => {
    const { queue } = queueOf(1, 2, 3);
    queue.end();
    expect(await collect(mapStream(queue.iterator, async (value) => value * 10))).toEqual([10, 20, 30]);
  });

  test('ends its source at once, also while nothing happens', async () => {
    const { queue, onEnd } = queueOf();
    const stream = mapStream(queue.iterator, (value) => value);
    const waiting = stream.next();
    expect(await stream.return?.()).toEqual(DONE);
    expect(await waiting).toEqual(DONE);
    expect(onEnd).toHaveBeenCalledTimes(1);
  });

  test('ends its source when a reader leaves its loop', async () => {
    const { queue, onEnd } = queueOf(1, 2);
    for await (const _ of mapStream(queue.iterator, (value) => value)) break;
    expect(onEnd).toHaveBeenCalledTimes(1);
  });

  test('ends its source and tells its reader when a value cannot be mapped', async () => {
    const { queue, onEnd } = queueOf(1, 2);
    const stream = mapStream(queue.iterator, () => {
      throw new Error('impossible');
    });
    await expect(stream.next()).rejects.toThrow('impossible');
    expect(onEnd).toHaveBeenCalledTimes(1);
    expect(await stream.next()).toEqual(DONE);
  });

  test('tells its reader when its source fails', async () => {
    const { queue } = queueOf(1);
    queue.fail(new Error('broken'));
    const stream = mapStream(queue.iterator, (value) => value);
    expect(await stream.next()).toEqual({ done: false, value: 1 });
    await expect(stream.next()).rejects.toThrow('broken');
  });

  test('passes a reader who throws on to its source', async () => {
    const { queue, onEnd } = queueOf(1);
    await expect(mapStream(queue.iterator, (value) => value).throw?.(new Error('enough'))).rejects.toThrow('enough');
    expect(onEnd).toHaveBeenCalledTimes(1);
  });
});

describe('a stream that ends with a value', () => {
  test('has it for a failure, as its last', async () => {
    const { queue } = queueOf(1);
    queue.fail(new Error('broken'));
    expect(await collect(endWithValue<number | string>(queue.iterator, String))).toEqual([1, 'Error: broken']);
  });

  test('is as it was without one', async () => {
    const { queue } = queueOf(1, 2);
    queue.end();
    expect(await collect(endWithValue(queue.iterator, () => -1))).toEqual([1, 2]);
  });

  test('ends its source at once, also while nothing happens', async () => {
    const { queue, onEnd } = queueOf();
    const stream = endWithValue(queue.iterator, () => -1);
    const waiting = stream.next();
    await stream.return?.();
    expect(await waiting).toEqual(DONE);
    expect(await stream.next()).toEqual(DONE);
    expect(onEnd).toHaveBeenCalledTimes(1);
  });
});

describe('a stream after a first value', () => {
  test('has it before all others', async () => {
    const { queue } = queueOf(1, 2);
    queue.end();
    expect(await collect(startWithValue(0, queue.iterator))).toEqual([0, 1, 2]);
  });

  test('ends its source when its reader leaves, who gets nothing more', async () => {
    const { queue, onEnd } = queueOf(1);
    const stream = startWithValue(0, queue.iterator);
    await stream.return?.();
    expect(await stream.next()).toEqual(DONE);
    expect(onEnd).toHaveBeenCalledTimes(1);
  });
});

describe('a stream of one value', () => {
  test('has it, and ends', async () => {
    expect(await collect(streamOf('a'))).toEqual(['a']);
  });

  test('has none when its reader leaves first', async () => {
    const stream = streamOf('a');
    await stream.return?.();
    expect(await stream.next()).toEqual(DONE);
  });
});
