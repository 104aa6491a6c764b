import { expect, test } from 'vitest';
import { firstIdAt, newId } from './id.ts';

const at = (ms: number) => new Date(Date.UTC(2026, 0, 1) + ms);

test('an id of a moment lies between the first ids of that moment and the next', () => {
  for (const ms of [0, 1, 999, 86_400_000, 4_294_967_296]) {
    const id = newId('txn', at(ms));
    expect(id).toMatch(/^txn_[0-7][0-9a-hjkmnp-tv-z]{25}$/);
    expect(firstIdAt('txn', at(ms)) <= id && id < firstIdAt('txn', at(ms + 1))).toBe(true);
  }
});

test('an id made now says so', () => {
  const before = new Date();
  const id = newId('txn');
  expect(firstIdAt('txn', before) <= id && id < firstIdAt('txn', new Date(Date.now() + 1))).toBe(true);
});

test('no two ids of a moment are the same', () => {
  expect(new Set(Array.from({ length: 1_000 }, () => newId('txn', at(0)))).size).toBe(1_000);
});
