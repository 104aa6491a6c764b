import { testRedisUrl } from '@paygraph/testing';
import { expect, test } from 'vitest';
import { crashPlatform, crashService } from '../../chaos/payments/crash.ts';

const ROUNDS = 1;
/** Starting many processes takes long where others have the cores; what hangs is ended. */
const TIMEOUT_MS = 300_000;
const redis = await testRedisUrl();

// Fifty rounds of each: npm run chaos -- payments.
test('a platform that is killed while people pay loses nothing, does nothing twice, and settles soon', {
  timeout: TIMEOUT_MS,
}, async () => {
  const { findings } = await crashPlatform({ rounds: ROUNDS, progress: () => {} });
  expect(findings).toEqual([]);
});

test.skipIf(!redis)(
  'so does its transactions service, killed alone while the others go on',
  { timeout: TIMEOUT_MS },
  async () => {
    const { findings } = await crashService({ rounds: ROUNDS, progress: () => {} });
    expect(findings).toEqual([]);
  },
);
