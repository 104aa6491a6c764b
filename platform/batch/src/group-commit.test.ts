import { timeLeft_ms, withDeadline } from '@paygraph/deadline';
import { expect, test } from 'vitest';
import { groupCommit } from './group-commit.ts';

/** A writer whose batches are recorded and end when the test says so. */
function recorder() {
  const batches: number[][] = [];
  const ends: (() => void)[] = [];
  const write = (items: readonly number[]) => {
    batches.push([...items]);
    return new Promise<number[]>((resolve, reject) =>
      ends.push(() => (items.includes(13) ? reject(new Error('unlucky')) : resolve(items.map((item) => item * 10)))),
    );
  };
  const turn = () => new Promise((resolve) => setTimeout(resolve, 5));
  return {
    batches,
    write,
    async end() {
      await turn();
      ends.shift()?.();
      await turn();
    },
  };
}

test('items that arrive while a batch is written travel together in the next', async () => {
  const { batches, write, end } = recorder();
  const commit = groupCommit(write);
  const first = commit(1);
  await new Promise((resolve) => setTimeout(resolve, 5));
  const others = Promise.all([commit(2), commit(3)]);
  await end();
  await end();
  expect(await first).toBe(10);
  expect(await others).toEqual([20, 30]);
  expect(batches).toEqual([[1], [2, 3]]);
});

test('a failed batch rejects its own items and no others', async () => {
  const { write, end } = recorder();
  const commit = groupCommit(write);
  const unlucky = expect(commit(13)).rejects.toThrow('unlucky');
  await end();
  await unlucky;
  const next = commit(1);
  await end();
  expect(await next).toBe(10);
});

test('nobody cuts a batch short for the others: it has all the time, whoever waits', async () => {
  const left: unknown[] = [];
  const commit = groupCommit(async (items: readonly number[]) => {
    left.push(timeLeft_ms());
    return items;
  });
  await withDeadline(Date.now() + 60_000, () => commit(1));
  expect(left).toEqual([undefined]);
});
