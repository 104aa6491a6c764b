import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { hmacSigner } from './hmac.ts';

const bytes = (length: number) => Uint8Array.from({ length }, (_, index) => index * 7);

test.each([0, 1, 32, 63, 64, 65, 200])('signs as Node does, with a key of %d bytes', (length) => {
  const secret = bytes(length);
  const sign = hmacSigner(secret);
  // A shorter text after a longer one: nothing of the one before is left.
  for (const characters of [0, 1, 400, 4_096, 4_097, 20_000, 55, 0]) {
    const text = 'eyJhbGciOiJIUzI1NiJ9.'.repeat(1_000).slice(0, characters);
    expect(sign(text)).toBe(createHmac('sha256', secret).update(text).digest('base64url'));
  }
});

test('signs as RFC 4231 has it', () => {
  const signed = hmacSigner(Buffer.from('Jefe'))('what do ya want for nothing?');
  expect(Buffer.from(signed, 'base64url').toString('hex')).toBe(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  );
});
