import type { Money } from '@paygraph/money';
import { describe, expect, test } from 'vitest';
import { exceededLimit, type Limits, monthOf, parseLimits, setLimits, utcDay } from './limits.ts';

const usd = (minor: bigint): Money => ({ currency: 'USD', minor });
const set = (before: Limits, wanted: Parameters<typeof setLimits>[1], hand: 'OWNER' | 'OPERATOR') =>
  setLimits(before, wanted, hand, 'USD');

describe('limits as they are wanted', () => {
  test('null removes, what is left out stays away', () => {
    expect(parseLimits({ daily: null, monthly: { amount: '10.00', currency: 'USD' } })).toEqual({
      daily: null,
      monthly: usd(1000n),
    });
  });

  test.each(['0', '-1', '1.234', 'many', '99999999999999'])('of %s are refused', (amount) => {
    expect(parseLimits({ daily: { amount, currency: 'USD' } })).toBe('LIMIT_INVALID');
  });
});

describe('given no limits', () => {
  test('the owner sets some, in the currency of the wallet', () => {
    expect(set({}, { daily: usd(500n) }, 'OWNER')).toEqual({ daily: { max: '500', by: 'OWNER' } });
    expect(set({}, { daily: { currency: 'EUR', minor: 1n } }, 'OWNER')).toBe('LIMIT_CURRENCY_MISMATCH');
  });

  test('removing one changes nothing', () => {
    expect(set({}, { daily: null }, 'OWNER')).toBeNull();
  });
});

describe('given a limit of the owner', () => {
  const before: Limits = { daily: { max: '500', by: 'OWNER' }, monthly: { max: '900', by: 'OWNER' } };

  test('the owner raises and removes it, and the others stay', () => {
    expect(set(before, { daily: usd(600n) }, 'OWNER')).toEqual({ ...before, daily: { max: '600', by: 'OWNER' } });
    expect(set(before, { daily: null }, 'OWNER')).toEqual({ monthly: before.monthly });
  });

  test('the same again changes nothing, but an operator who sets the same takes it over', () => {
    expect(set(before, { daily: usd(500n) }, 'OWNER')).toBeNull();
    expect(set(before, { daily: usd(500n) }, 'OPERATOR')).toMatchObject({ daily: { max: '500', by: 'OPERATOR' } });
  });
});

describe('given a limit of an operator', () => {
  const before: Limits = { daily: { max: '500', by: 'OPERATOR' } };

  test('the owner neither raises nor removes it', () => {
    expect(set(before, { daily: usd(501n) }, 'OWNER')).toBe('LIMIT_SET_BY_OPERATOR');
    expect(set(before, { daily: null }, 'OWNER')).toBe('LIMIT_SET_BY_OPERATOR');
    expect(set(before, { daily: usd(501n), monthly: usd(1n) }, 'OWNER')).toBe('LIMIT_SET_BY_OPERATOR');
  });

  test('the owner lowers it, and it stays the operator’s', () => {
    expect(set(before, { daily: usd(400n) }, 'OWNER')).toEqual({ daily: { max: '400', by: 'OPERATOR' } });
  });

  test('operators raise and remove it', () => {
    expect(set(before, { daily: usd(501n) }, 'OPERATOR')).toEqual({ daily: { max: '501', by: 'OPERATOR' } });
    expect(set(before, { daily: null }, 'OPERATOR')).toEqual({});
  });
});

describe('money that is to leave', () => {
  const limits: Limits = {
    perTransaction: { max: '100', by: 'OWNER' },
    daily: { max: '150', by: 'OWNER' },
    monthly: { max: '200', by: 'OWNER' },
  };

  test.each([
    [100n, { inDay: 0n, inMonth: 0n }, null],
    [101n, { inDay: 0n, inMonth: 0n }, 'perTransaction'],
    [100n, { inDay: 50n, inMonth: 50n }, null],
    [100n, { inDay: 51n, inMonth: 51n }, 'daily'],
    [100n, { inDay: 0n, inMonth: 101n }, 'monthly'],
    [101n, { inDay: 150n, inMonth: 200n }, 'perTransaction'],
  ] as const)('of %s after %o exceeds %s', (amount, used, exceeded) => {
    expect(exceededLimit(limits, used, amount)).toBe(exceeded);
  });

  test('of any size is within no limits', () => {
    expect(exceededLimit({}, { inDay: 10n ** 15n, inMonth: 10n ** 15n }, 10n ** 15n)).toBeNull();
  });

  test('counts in days and months of UTC', () => {
    const day = utcDay(new Date('2026-02-01T00:30:00+01:00'));
    expect([day, monthOf(day)]).toEqual(['2026-01-31', '2026-01']);
  });
});
