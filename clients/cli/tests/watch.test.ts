import { expect, test } from 'vitest';
import { watch } from '../src/demo/watch.ts';

/** A subscription that yields what is pushed, and ends when it is left. */
function subscription() {
  const queued: number[] = [];
  const end = Promise.withResolvers<IteratorResult<number>>();
  let waiting: ((result: IteratorResult<number>) => void) | undefined;
  const events: AsyncIterableIterator<number> = {
    next() {
      const value = queued.shift();
      if (value !== undefined) return Promise.resolve({ done: false, value });
      return Promise.race([new Promise<IteratorResult<number>>((resolve) => (waiting = resolve)), end.promise]);
    },
    async return() {
      end.resolve({ done: true, value: undefined });
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
  const push = (value: number) => {
    if (waiting) waiting({ done: false, value });
    else queued.push(value);
    waiting = undefined;
  };
  return { events, push, fail: end.reject, end: () => void events.return?.() };
}

test('an event is found whether it came before or comes later', async () => {
  const { events, push } = subscription();
  await using watched = watch(events);
  push(1);
  expect(await watched.arrival('one', (event) => event === 1)).toMatchObject({ event: 1 });
  const two = watched.arrival('two', (event) => event === 2);
  push(2);
  expect(await two).toMatchObject({ event: 2 });
  expect(await watched.arrival('one', (event) => event === 1)).toMatchObject({ event: 1 });
});

test('who waits hears that the subscription failed or ended', async () => {
  const failing = subscription();
  const failed = watch(failing.events).arrival('anything', () => true);
  failing.fail(new Error('gone'));
  await expect(failed).rejects.toThrow('gone');

  const ending = subscription();
  const ended = watch(ending.events).arrival('anything', () => true);
  ending.end();
  await expect(ended).rejects.toThrow('ended by itself');
});
