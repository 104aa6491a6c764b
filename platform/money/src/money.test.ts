import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AMOUNT_MINOR_MAX, formatMinor, formatMoney, parseAmount, parseMoney } from './money.ts';

const amount = (text: string, currency = 'USD') => parseAmount({ amount: text, currency });

describe('reading an amount', () => {
  test('takes the scale of the currency from ISO 4217', () => {
    expect(amount('12.34')).toEqual({ currency: 'USD', minor: 1234n });
    expect(amount('12', 'JPY')).toEqual({ currency: 'JPY', minor: 12n });
    expect(amount('1.5', 'KWD')).toEqual({ currency: 'KWD', minor: 1500n });
  });

  test.each([
    ['0', 'USD', 'AMOUNT_NOT_POSITIVE'],
    ['-1', 'USD', 'AMOUNT_NOT_POSITIVE'],
    ['-0.50', 'USD', 'AMOUNT_NOT_POSITIVE'],
    ['1.234', 'USD', 'TOO_MANY_DECIMALS'],
    ['1.5', 'JPY', 'TOO_MANY_DECIMALS'],
    ['1', 'XYZ', 'UNKNOWN_CURRENCY'],
    ['1', 'usd', 'UNKNOWN_CURRENCY'],
    ['10000000000000.01', 'USD', 'AMOUNT_TOO_LARGE'],
    ['9'.repeat(500), 'USD', 'AMOUNT_TOO_LARGE'],
    ['', 'USD', 'MALFORMED_AMOUNT'],
    ['1e3', 'USD', 'MALFORMED_AMOUNT'],
    ['1,000', 'USD', 'MALFORMED_AMOUNT'],
    ['.5', 'USD', 'MALFORMED_AMOUNT'],
    ['01', 'USD', 'MALFORMED_AMOUNT'],
    [' 1', 'USD', 'MALFORMED_AMOUNT'],
  ])('%s %s is refused as %s', (text, currency, problem) => {
    expect(amount(text, currency)).toBe(problem);
  });

  test('accepts exactly the largest amount', () => {
    expect(amount('10000000000000.00')).toEqual({ currency: 'USD', minor: AMOUNT_MINOR_MAX });
  });
});

test('what is written is what was read, in every scale', () => {
  fc.assert(
    fc.property(
      fc.bigInt(-(10n ** 20n), 10n ** 20n),
      fc.constantFrom('USD', 'JPY', 'KWD', 'CLF'),
      (minor, currency) => {
        const written = formatMoney({ minor, currency });
        expect(parseMoney(written)).toEqual({ currency, minor });
      },
    ),
  );
});

test('amounts below one major unit keep their leading zero', () => {
  expect(formatMinor(5n, 'USD')).toBe('0.05');
  expect(formatMinor(-5n, 'USD')).toBe('-0.05');
  expect(formatMinor(0n, 'JPY')).toBe('0');
});
