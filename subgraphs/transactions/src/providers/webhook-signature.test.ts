import { expect, test } from 'vitest';
import { isSigned, signWebhook } from './webhook-signature.ts';

const SECRET = 'a secret of at least thirty-two characters';
const NOW = new Date('2026-11-20T12:00:00Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);
const signature = signWebhook(SECRET, '{"id":1}', NOW);

test('a webhook is taken from whoever knows the secret, word for word', () => {
  expect(isSigned(SECRET, signature, '{"id":1}', NOW)).toBe(true);
  expect(isSigned(SECRET, signature, '{"id":2}', NOW)).toBe(false);
  expect(isSigned(`${SECRET}!`, signature, '{"id":1}', NOW)).toBe(false);
});

test('a webhook is taken for five minutes, and not from the future', () => {
  expect(isSigned(SECRET, signature, '{"id":1}', later(300))).toBe(true);
  expect(isSigned(SECRET, signature, '{"id":1}', later(301))).toBe(false);
  expect(isSigned(SECRET, signature, '{"id":1}', later(-301))).toBe(false);
  const moved = signature.replace(/^t=\d+/, `t=${later(301).getTime() / 1_000}`);
  expect(isSigned(SECRET, moved, '{"id":1}', later(301))).toBe(false);
});

test('while secrets change, one good signature of several is enough', () => {
  const both = `${signWebhook('the old one', '{}', NOW)},${signWebhook(SECRET, '{}', NOW).split(',')[1]}`;
  expect(isSigned(SECRET, both, '{}', NOW)).toBe(true);
});

test('what is no signature is refused', () => {
  for (const nonsense of [undefined, '', 't=', 'v1=', 't=1e3,v1=00', `t=${'9'.repeat(400)}`, signature.slice(0, -1)])
    expect(isSigned(SECRET, nonsense, '{"id":1}', NOW)).toBe(false);
});
