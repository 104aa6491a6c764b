import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { openVault } from './vault.ts';

const vault = openVault(randomBytes(32));

test('a sealed number opens only for its own payment method', () => {
  const sealed = vault.seal('4242424242424242', 'pm_1');
  expect(vault.open(sealed, 'pm_1')).toBe('4242424242424242');
  expect(() => vault.open(sealed, 'pm_2')).toThrow();
  expect(sealed.includes('4242')).toBe(false);
});

test('an altered or foreign seal does not open', () => {
  const sealed = vault.seal('4242424242424242', 'pm_1');
  const altered = Buffer.from(sealed);
  altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
  expect(() => vault.open(altered, 'pm_1')).toThrow();
  expect(() => openVault(randomBytes(32)).open(sealed, 'pm_1')).toThrow();
});

test('equal numbers have equal fingerprints and different seals', () => {
  expect(vault.fingerprint('4242424242424242')).toBe(vault.fingerprint('4242424242424242'));
  expect(vault.fingerprint('4242424242424242')).not.toBe(vault.fingerprint('4000000000000002'));
  expect(vault.seal('4242424242424242', 'pm_1').equals(vault.seal('4242424242424242', 'pm_1'))).toBe(false);
});
