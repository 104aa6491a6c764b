import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INDICATIVE_RATES } from './conversion-indicative.ts';
import { customerRate, priceOf, residueOf, SPREAD_BASIS_POINTS } from './conversion-price.ts';
import { crossRate, formatRate, parseRate, type Ratio } from './conversion-rate.ts';

const exact = (text: string): Ratio => parseRate(text) as Ratio;
const rateOf = (from: string, to: string): Ratio => crossRate(INDICATIVE_RATES, from, to) as Ratio;
const currency = fc.constantFrom('EUR', ...INDICATIVE_RATES.perEuro.keys());
const pair = fc.tuple(currency, currency).filter(([from, to]) => from !== to);
const spread = fc.integer({ min: 0, max: 500 });
const anyMinor = fc.oneof(fc.bigInt(1n, 200n), fc.bigInt(1n, 10n ** 15n));

function price(from: string, to: string, fromMinor: bigint, spreadBasisPoints = SPREAD_BASIS_POINTS) {
  return priceOf({ from, to, fromMinor, midRate: rateOf(from, to), spreadBasisPoints });
}

describe('a price', () => {
  test('is the value less the spread', () => {
    const midRate = exact('1.0705');
    expect(priceOf({ from: 'EUR', to: 'USD', fromMinor: 10_000n, midRate, spreadBasisPoints: 50 })).toEqual({
      midMinor: 10_705n,
      toMinor: 10_651n,
      incomeMinor: 54n,
    });
  });

  test('knows how many decimals each currency has', () => {
    const midRate = exact('171.94');
    expect(priceOf({ from: 'EUR', to: 'JPY', fromMinor: 10_000n, midRate, spreadBasisPoints: 0 }).toMinor).toBe(
      17_194n,
    );
    const back = exact('0.005');
    expect(priceOf({ from: 'JPY', to: 'EUR', fromMinor: 1_000n, midRate: back, spreadBasisPoints: 0 }).toMinor).toBe(
      500n,
    );
  });

  test('rounds halves to even', () => {
    const half = { from: 'EUR', to: 'USD', midRate: exact('0.5'), spreadBasisPoints: 0 } as const;
    expect([1n, 3n, 5n, 7n].map((fromMinor) => priceOf({ ...half, fromMinor }).midMinor)).toEqual([0n, 2n, 2n, 4n]);
  });

  test('gives the customer nothing for what is worth less than a unit, though it would round up', () => {
    // One yen is worth 0.62 cents.
    expect(price('JPY', 'USD', 1n).toMinor).toBe(0n);
    expect(price('JPY', 'USD', 2n).toMinor).toBe(1n);
  });

  test('is shared out without a remainder but for at most one unit of rounding', () => {
    fc.assert(
      fc.property(pair, anyMinor, spread, ([from, to], fromMinor, basisPoints) => {
        const { toMinor, midMinor, incomeMinor } = price(from, to, fromMinor, basisPoints);
        const residue = residueOf({ toMinor, midMinor, incomeMinor });
        expect(toMinor + incomeMinor + residue).toBe(midMinor);
        expect(residue >= -1n && residue <= 1n).toBe(true);
        // Never more than the value: the platform does not lose by rounding.
        expect(toMinor >= 0n && incomeMinor >= 0n && incomeMinor + residue >= 0n).toBe(true);
      }),
    );
  });

  test('lets nobody gain by converting back and forth, by any way and any number of times', () => {
    const way = fc.tuple(currency, fc.array(currency, { minLength: 1, maxLength: 6 }));
    fc.assert(
      fc.property(way, anyMinor, spread, ([home, stops], start, basisPoints) => {
        let held = { currency: home, minor: start };
        for (const to of [...stops, home]) {
          if (to === held.currency) continue;
          held = { currency: to, minor: price(held.currency, to, held.minor, basisPoints).toMinor };
        }
        expect(held.currency).toBe(home);
        expect(held.minor <= start).toBe(true);
      }),
    );
  });
});

describe('a rate', () => {
  test('between two currencies goes by way of the euro, exactly', () => {
    const { numerator, denominator } = rateOf('USD', 'GBP');
    expect(numerator * 107_050n).toBe(denominator * 84_638n);
    expect(crossRate(INDICATIVE_RATES, 'USD', 'KWD')).toBeNull();
  });

  test.each([
    ['1.0705', '1.0705'],
    ['17487.21', '17487.21'],
    ['0.00005718', '0.00005718'],
    ['100', '100'],
  ])('of %s is written as %s', (text, written) => {
    expect(formatRate(exact(text))).toBe(written);
  });

  test('is written with ten digits', () => {
    expect(formatRate({ numerator: 2n, denominator: 3n })).toBe('0.6666666667');
    expect(formatRate(rateOf('JPY', 'EUR'))).toBe('0.005815982319');
    expect(formatRate(customerRate(exact('1.0705'), 50))).toBe('1.0651475');
  });

  test.each(['', '0', '0.00', '-1', '1e3', '1,5', 'N/A'])('is not %j', (text) => {
    expect(parseRate(text)).toBeNull();
  });
});
