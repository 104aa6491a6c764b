import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { boundedConcurrency, TooMuchWaiting } from './bounded-concurrency.ts';

test('at most so much work runs at once, in order of arrival', async () => {
  const run = boundedConcurrency({ atOnceMax: 2, waitingMax: 10 });
  const order: number[] = [];
  let running = 0;
  let runningMax = 0;
  const work = (number: number) =>
    run(async () => {
      order.push(number);
      runningMax = Math.max(runningMax, ++running);
      await turn();
      running--;
      return number;
    });
  expect(await Promise.all([1, 2, 3, 4, 5].map(work))).toEqual([1, 2, 3, 4, 5]);
  expect(order).toEqual([1, 2, 3, 4, 5]);
  expect(runningMax).toBe(2);
});

test('work beyond what may wait is refused at once', async () => {
  const run = boundedConcurrency({ atOnceMax: 1, waitingMax: 1 });
  const results = await Promise.allSettled([run(turn), run(turn), run(turn)]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  expect(results[2]).toMatchObject({ reason: expect.any(TooMuchWaiting) });
});

test('work that fails makes room like any other', async () => {
  const run = boundedConcurrency({ atOnceMax: 1, waitingMax: 1 });
  const failing = run(() => Promise.reject(new Error('broken')));
  const next = run(async () => 'done');
  await expect(failing).rejects.toThrow('broken');
  expect(await next).toBe('done');
  expect(await run(async () => 'again')).toBe('again');
});
