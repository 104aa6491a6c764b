import { describe, expect, test } from 'vitest';
import { answerWithoutAttempt, type Challenge, maskEmail } from './challenge.ts';

const now = new Date('2026-03-01T12:00:00Z');
const challenge = (over: Partial<Challenge> = {}): Challenge => ({
  id: 'txn_1',
  userId: 'usr_ada',
  salt: Buffer.alloc(32),
  attempts: 0,
  expiresAt: new Date(now.getTime() + 1),
  deliveredAt: now,
  passedAt: null,
  ...over,
});

describe('a code that no longer counts', () => {
  test('is verified again after it was right, also when the time is over or nothing is left', () => {
    const passed = challenge({ passedAt: now, attempts: 5, expiresAt: now });
    expect(answerWithoutAttempt(passed, true, now)).toBe('VERIFIED');
    expect(answerWithoutAttempt(passed, false, now)).toBe('WRONG');
  });

  test('is refused when nothing is left, right or wrong, in time or late', () => {
    for (const expiresAt of [now, new Date(now.getTime() + 1)]) {
      const exhausted = challenge({ attempts: 5, expiresAt });
      expect(answerWithoutAttempt(exhausted, true, now)).toBe('EXHAUSTED');
      expect(answerWithoutAttempt(exhausted, false, now)).toBe('EXHAUSTED');
    }
  });

  test('is too late from the moment of expiry on', () => {
    expect(answerWithoutAttempt(challenge({ expiresAt: now }), true, now)).toBe('EXPIRED');
  });
});

test.each([
  ['ada.lovelace@example.com', 'a•••@example.com'],
  ['ab@example.com', 'a•••@example.com'],
  ['a@example.com', '•••@example.com'],
  ['"a@b"@example.com', '"•••@example.com'],
])('%s is shown as %s', (email, masked) => {
  expect(maskEmail(email)).toBe(masked);
});
