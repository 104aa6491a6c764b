import { expect, test } from 'vitest';
import { createPasswordHasher } from './password-hasher.ts';

const hasher = await createPasswordHasher();

test('a password is kept as Argon2id at the recommended costs, salted', async () => {
  const [first, second] = await Promise.all([hasher.hash('analytical engine'), hasher.hash('analytical engine')]);
  expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(second).not.toBe(first);
});

test('only the password itself matches, however its accents were typed', async () => {
  const kept = await hasher.hash('caf\u00e9 society');
  expect(await hasher.verify('cafe\u0301 society', kept)).toBe(true);
  expect(await hasher.verify('cafe society', kept)).toBe(false);
  expect(await hasher.verify('cafe society', undefined)).toBe(false);
});

test('a crowd is told to come back later', async () => {
  const small = await createPasswordHasher({ atOnceMax: 1, waitingMax: 0 });
  const [first, second] = await Promise.allSettled([small.hash('analytical engine'), small.hash('analytical engine')]);
  expect(first?.status).toBe('fulfilled');
  expect(second).toMatchObject({ reason: { extensions: { code: 'RATE_LIMITED', retryable: true } } });
});
