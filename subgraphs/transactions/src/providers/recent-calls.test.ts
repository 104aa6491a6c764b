import { expect, test } from 'vitest';
import { recentCalls } from './recent-calls.ts';

test('recent calls are counted for five minutes, two hundred of them at most', () => {
  let now_ms = 0;
  const calls = recentCalls(() => new Date(now_ms));
  expect([calls.successRate(), calls.latency_ms(0.5)]).toEqual([null, null]);
  for (let count = 1; count <= 300; count++) calls.record({ answered: count > 150, took_ms: count });
  expect(calls.successRate()).toBe(0.75);
  expect([calls.latency_ms(0.5), calls.latency_ms(0.95), calls.latency_ms(1)]).toEqual([225, 293, 300]);
  now_ms += 5 * 60_000 + 1;
  expect(calls.successRate()).toBeNull();
});
