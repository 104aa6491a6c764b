import { expect, test } from 'vitest';
import { dueQueue } from './due-queue.ts';

test('what is due is taken in the order of time, once, at its latest time', () => {
  const queue = dueQueue();
  queue.set('late', 30);
  queue.set('early', 10);
  queue.set('moved', 5);
  queue.set('moved', 20);
  queue.set('gone', 1);
  queue.set('gone', null);
  expect(queue.nextAt_ms()).toBe(10);
  expect(queue.take(9)).toEqual([]);
  expect(queue.take(20)).toEqual(['early', 'moved']);
  queue.set('early', 10);
  expect(queue.take(40)).toEqual(['early', 'late']);
  expect(queue.nextAt_ms()).toBeNull();
});
