import { expect, test } from 'vitest';
import { crashLedger } from '../../chaos/ledger/crash.ts';

const ROUNDS = 3;
const TIMEOUT_MS = 120_000;

// Fifty rounds: npm run chaos -- ledger.
test('a ledger that is killed under load loses nothing and does nothing twice', { timeout: TIMEOUT_MS }, async () => {
  const { findings } = await crashLedger({ rounds: ROUNDS, progress: () => {} });
  expect(findings).toEqual([]);
});
