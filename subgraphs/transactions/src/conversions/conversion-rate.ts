import { divideHalfEven } from '../fees/fee.ts';

/** Digits of a rate as people read it; amounts are computed from the exact one. */
const SIGNIFICANT_DIGITS = 10;
const DECIMAL = /^\d{1,12}(\.\d{1,12})?$/;

/** An exact, positive number. */
export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** What one euro is worth in other currencies, on a day. */
export interface RateTable {
  /** Who says so, for people. */
  readonly source: string;
  /** The day the rates are of, at midnight UTC. */
  readonly at: Date;
  readonly perEuro: ReadonlyMap<string, Ratio>;
}

/** Reads a positive decimal number such as "1.0705"; null for anything else. */
export function parseRate(text: string): Ratio | null {
  if (!DECIMAL.test(text)) return null;
  const [whole = '', fraction = ''] = text.split('.');
  const numerator = BigInt(whole + fraction);
  return numerator === 0n ? null : { numerator, denominator: 10n ** BigInt(fraction.length) };
}

/** How much of `to` one unit of `from` is worth: by way of the euro, and exactly. Null when a rate is missing. */
export function crossRate({ perEuro }: RateTable, from: string, to: string): Ratio | null {
  const euro: Ratio = { numerator: 1n, denominator: 1n };
  const [fromRate, toRate] = [from, to].map((currency) => (currency === 'EUR' ? euro : perEuro.get(currency)));
  if (!fromRate || !toRate) return null;
  return {
    numerator: toRate.numerator * fromRate.denominator,
    denominator: toRate.denominator * fromRate.numerator,
  };
}

/** A ratio in one column. */
export function storeRatio({ numerator, denominator }: Ratio): string {
  return `${numerator}/${denominator}`;
}

export function readRatio(text: string): Ratio {
  const [numerator = '', denominator = ''] = text.split('/');
  return { numerator: BigInt(numerator), denominator: BigInt(denominator) };
}

/** A rate for people, to ten significant digits. */
export function formatRate({ numerator, denominator }: Ratio): string {
  let decimals = 0;
  let scaled = numerator;
  while (scaled / denominator < 10n ** BigInt(SIGNIFICANT_DIGITS - 1)) {
    scaled *= 10n;
    decimals += 1;
  }
  const digits = divideHalfEven(scaled, denominator)
    .toString()
    .padStart(decimals + 1, '0');
  if (decimals === 0) return digits;
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`.replace(/\.?0+$/, '');
}
