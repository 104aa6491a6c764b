import fc from 'fast-check';
import { expect, test } from 'vitest';
import { feeOn } from '../fees/fee.ts';
import { newTransaction } from '../new-transaction.ts';
import { conversionEntry } from './conversion-booking.ts';
import { INDICATIVE_RATES } from './conversion-indicative.ts';
import { priceOf, residueOf, SPREAD_BASIS_POINTS } from './conversion-price.ts';
import { crossRate, type Ratio, storeRatio } from './conversion-rate.ts';
import type { QuoteRow } from './conversion-store.ts';

const NOW = new Date('2026-01-01T00:00:00Z');
const TERMS = { feeFixedMinor: 25n, feeBasisPoints: 30 };
const currency = fc.constantFrom('EUR', 'USD', 'JPY', 'HUF', 'GBP', 'KRW', 'CHF');

function quoteOf(fromCurrency: string, toCurrency: string, fromMinor: bigint): QuoteRow {
  const midRate = crossRate(INDICATIVE_RATES, fromCurrency, toCurrency) as Ratio;
  const spreadBasisPoints = SPREAD_BASIS_POINTS;
  return {
    ...{ id: 'quo_1', ownerId: 'usr_ada', fromCurrency, fromMinor, toCurrency },
    ...priceOf({ from: fromCurrency, to: toCurrency, fromMinor, midRate, spreadBasisPoints }),
    ...{ midRate: storeRatio(midRate), spreadBasisPoints, source: 'a test', rateAt: NOW, ...TERMS },
    ...{ createdAt: NOW, expiresAt: NOW, usedBy: null },
  };
}

test('the entry of a conversion is in two currencies, and books every unit of each', () => {
  const pair = fc.tuple(currency, currency).filter(([from, to]) => from !== to);
  fc.assert(
    fc.property(pair, fc.bigInt(100n, 10n ** 12n), ([from, to], minor) => {
      const quote = quoteOf(from, to, minor);
      fc.pre(quote.toMinor > 0n);
      const base = { type: 'CONVERSION', initiatorId: 'usr_ada', currency: from, minor, createdAt: NOW } as const;
      const wallets = { sourceWalletId: 'wal_from', destinationWalletId: 'wal_to', parentId: quote.id };
      const { legs } = conversionEntry(newTransaction({ ...base, ...wallets, ...TERMS }), quote);
      const gained = (account: string) =>
        legs.reduce((sum, { debit, credit, minor: part }) => {
          const idOf = (each: typeof debit) => (typeof each === 'string' ? each : each.id);
          return sum + (idOf(credit) === account ? part : 0n) - (idOf(debit) === account ? part : 0n);
        }, 0n);
      const platform = (name: string, of: string) => gained(`acc_${name}_${of.toLowerCase()}`);

      expect(legs.every(({ minor: part, currency: of }) => part > 0n && (of === from || of === to))).toBe(true);
      expect([gained('wal_from'), gained('wal_to')]).toEqual([-minor - feeOn(minor, TERMS), quote.toMinor]);
      expect([platform('conversion', from), platform('fees', from)]).toEqual([minor, feeOn(minor, TERMS)]);
      expect(platform('conversion', to)).toBe(-quote.midMinor);
      expect([platform('conversion_income', to), platform('rounding', to)]).toEqual([
        quote.incomeMinor,
        residueOf(quote),
      ]);
    }),
  );
});
