import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { oneTimePasswords } from './one-time-password.ts';

const pem = () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
/** The same in every run, so that chance fails none of them. */
const KEY = `-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f
-----END PRIVATE KEY-----
`;
const codes = oneTimePasswords(KEY);
const challenge = (number: number) => ({ id: `txn_${number}`, salt: Buffer.alloc(32, number) });

test('a code has six digits and is the same whenever it is asked for', () => {
  const code = codes.codeOf(challenge(1));
  expect(code).toMatch(/^\d{6}$/);
  expect(codes.codeOf(challenge(1))).toBe(code);
  expect(oneTimePasswords(KEY).codeOf(challenge(1))).toBe(code);
});

test('another salt, another challenge or another key makes another code', () => {
  const { id, salt } = challenge(1);
  const others = [
    codes.codeOf({ id, salt: challenge(2).salt }),
    codes.codeOf({ id: 'txn_2', salt }),
    oneTimePasswords(pem()).codeOf({ id, salt }),
  ];
  expect(others).not.toContain(codes.codeOf({ id, salt }));
});

test('only the code itself is right', () => {
  const code = codes.codeOf(challenge(3));
  expect(codes.isRight(challenge(3), code)).toBe(true);
  for (const wrong of ['', ` ${code}`, `${code}0`, code.slice(1), 'abcdef', codes.codeOf(challenge(4))]) {
    expect(codes.isRight(challenge(3), wrong)).toBe(false);
  }
});

test('every digit is as likely as any other in every place, the first among them', () => {
  const counts = new Map<string, number>();
  const tried = 20_000;
  for (let number = 0; number < tried; number++) {
    const code = codes.codeOf({ id: `txn_${number}`, salt: Buffer.alloc(32) });
    for (const [place, digit] of [...code].entries()) {
      const key = `${digit} in place ${place}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  // Six standard deviations of a fair digit.
  const most = 6 * Math.sqrt(tried * 0.1 * 0.9);
  expect(counts.size).toBe(6 * 10);
  for (const count of counts.values()) expect(Math.abs(count - tried / 10)).toBeLessThan(most);
});
