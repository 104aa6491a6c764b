import { randomUUID } from 'node:crypto';
import { testRedisUrl } from '@paygraph/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Buckets, memoryBuckets } from '../src/limits/buckets.ts';
import { redisBuckets } from '../src/limits/redis-buckets.ts';

const redisUrl = await testRedisUrl();
const open = {
  memory: async () => memoryBuckets(),
  redis: () => redisBuckets(redisUrl ?? '', () => {}),
};
/** So slow that nothing is restored while a test runs. */
const TEN = { capacity: 10, restore_per_s: 1e-6 };

describe.each(redisUrl ? (['memory', 'redis'] as const) : (['memory'] as const))('buckets in %s', (driver) => {
  let buckets: Buckets;
  beforeAll(async () => {
    buckets = await open[driver]();
  });
  afterAll(() => buckets.close());

  test('hold so much and no more, and say when there is enough again', async () => {
    const key = randomUUID();
    expect(await buckets.take(key, TEN, 4)).toEqual({ allowed: true, available: 6, retryAfter_ms: 0 });
    const refused = await buckets.take(key, TEN, 7);
    expect(refused).toMatchObject({ allowed: false, available: expect.closeTo(6, 2) });
    expect(refused.retryAfter_ms).toBeGreaterThan(900_000);
  });

  test('lose nothing to what is refused', async () => {
    const key = randomUUID();
    await buckets.take(key, TEN, 4);
    await buckets.take(key, TEN, 7);
    expect(await buckets.take(key, TEN, 6)).toMatchObject({ allowed: true, available: expect.closeTo(0, 2) });
  });

  test('give each caller a bucket of their own', async () => {
    await buckets.take(randomUUID(), TEN, 10);
    expect(await buckets.take(randomUUID(), TEN, 10)).toMatchObject({ allowed: true });
  });

  test('take back what was not used, up to what they hold', async () => {
    const key = randomUUID();
    await buckets.take(key, TEN, 10);
    await buckets.give(key, TEN, 3);
    expect(await buckets.take(key, TEN, 4)).toMatchObject({ allowed: false });
    await buckets.give(key, TEN, 1_000);
    expect(await buckets.take(key, TEN, 10)).toMatchObject({ allowed: true });
  });

  test('are filled up again with time', async () => {
    const key = randomUUID();
    const fast = { capacity: 10, restore_per_s: 1_000 };
    await buckets.take(key, fast, 10);
    await expect.poll(async () => (await buckets.take(key, fast, 10)).allowed).toBe(true);
  });

  test('let nobody take more by asking at once', async () => {
    const key = randomUUID();
    const taken = await Promise.all(Array.from({ length: 25 }, () => buckets.take(key, TEN, 1)));
    expect(taken.filter(({ allowed }) => allowed)).toHaveLength(10);
  });
});

test('buckets in memory forget whoever has not been here longest', async () => {
  const buckets = memoryBuckets(() => 0, 2);
  for (const key of ['a', 'b', 'c']) await buckets.take(key, TEN, 10);
  expect(await buckets.take('b', TEN, 1)).toMatchObject({ allowed: false });
  expect(await buckets.take('a', TEN, 1)).toMatchObject({ allowed: true });
});

test('buckets in memory are restored by the clock', async () => {
  let now_ms = 0;
  const buckets = memoryBuckets(() => now_ms);
  const bucket = { capacity: 10, restore_per_s: 2 };
  await buckets.take('a', bucket, 10);
  expect(await buckets.take('a', bucket, 5)).toEqual({ allowed: false, available: 0, retryAfter_ms: 2_500 });
  now_ms = 2_500;
  expect(await buckets.take('a', bucket, 5)).toMatchObject({ allowed: true, available: 0 });
});
