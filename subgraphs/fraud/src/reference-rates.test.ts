import { describe, expect, test } from 'vitest';
import { usdMicrosOf } from './reference-rates.ts';

describe('the dollar equivalent', () => {
  test('of dollars is the amount itself', () => {
    expect(usdMicrosOf({ currency: 'USD', minor: 500_001n })).toBe(5_000_010_000n);
  });

  test('minds how many decimals a currency has', () => {
    expect(usdMicrosOf({ currency: 'JPY', minor: 1_000n })).toBe(7_200_000n);
    expect(usdMicrosOf({ currency: 'KWD', minor: 1_000n })).toBe(3_400_000n);
    expect(usdMicrosOf({ currency: 'CLF', minor: 10_000n })).toBe(45_000_000n);
  });

  test('is rounded up', () => {
    expect(usdMicrosOf({ currency: 'VND', minor: 1n })).toBe(42n);
    expect(usdMicrosOf({ currency: 'IDR', minor: 1n })).toBe(1n);
  });

  test('of a currency without a rate counts one to one', () => {
    expect(usdMicrosOf({ currency: 'XOF', minor: 7n })).toBe(7_000_000n);
  });

  test('of a currency stronger than the dollar is more than its amount', () => {
    const stronger = {
      KWD: 1_000n,
      BHD: 1_000n,
      OMR: 1_000n,
      JOD: 1_000n,
      GBP: 100n,
      GIP: 100n,
      FKP: 100n,
      SHP: 100n,
      KYD: 100n,
      CHF: 100n,
      EUR: 100n,
    };
    for (const [currency, minor] of Object.entries(stronger))
      expect(usdMicrosOf({ currency, minor })).toBeGreaterThan(1_000_000n);
  });
});
