import { testRedisUrl } from '@paygraph/testing';
import { expect, test } from 'vitest';
import { crashPlatform, crashService } from '../../chaos/payments/crash.ts';

const ROUNDS = 1;
const redis = await testRedisUrl();

// Fifty rounds of each: npm run chaos -- payments.
test('a platform that is killed while people pay loses nothing, does nothing twice, and settles soon', async () => {
  const { findings } = await crashPlatform({ rounds: ROUNDS, progress: () => {} });
  expect(findings).toEqual([]);
});

test.skipIf(!redis)('so does its transactions service, killed alone while the others go on', async () => {
  const { findings } = await crashService({ rounds: ROUNDS, progress: () => {} });
  expect(findings).toEqual([]);
});
