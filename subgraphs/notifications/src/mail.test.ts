import { expect, test } from 'vitest';
import { ATTEMPTS_MAX, retryAt } from './mail.ts';

const now = new Date('2026-03-01T12:00:00Z');
const secondsUntilRetry = (attempts: number) => ((retryAt(attempts, now)?.getTime() ?? 0) - now.getTime()) / 1000;

test('a mail that could not be sent is tried again after ever longer waits', () => {
  expect([1, 2, 3, 7].map(secondsUntilRetry)).toEqual([30, 60, 120, 1920]);
});

test('a mail that failed too often is given up', () => {
  expect(retryAt(ATTEMPTS_MAX, now)).toBeUndefined();
  expect(retryAt(ATTEMPTS_MAX + 1, now)).toBeUndefined();
});
