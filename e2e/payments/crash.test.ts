import { expect, test } from 'vitest';
import { crashPayments } from '../../chaos/payments/crash.ts';

const ROUNDS = 1;

// Fifty rounds: npm run chaos -- payments.
test('a platform that is killed while people pay loses nothing, does nothing twice, and settles soon', async () => {
  const { findings } = await crashPayments({ rounds: ROUNDS, progress: () => {} });
  expect(findings).toEqual([]);
});
