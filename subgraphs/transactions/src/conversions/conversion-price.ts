import { type Currency, minorDigits } from '@paygraph/money';
import { divideHalfEven } from '../fees/fee.ts';
import type { Ratio } from './conversion-rate.ts';

/** What the platform keeps of a conversion, in hundredths of a percent of its value. */
export const SPREAD_BASIS_POINTS = 50;
const BASIS_POINTS = 10_000n;

interface Exchange {
  readonly from: Currency;
  readonly to: Currency;
  readonly fromMinor: bigint;
  /** Units of `to` for one unit of `from`, before the spread. */
  readonly midRate: Ratio;
  readonly spreadBasisPoints: number;
}

/** Amounts of a conversion, in minor units of the currency bought. */
export interface Price {
  /** What the customer gets. */
  readonly toMinor: bigint;
  /** What the platform's position gives up: the value without a spread. */
  readonly midMinor: bigint;
  /** What the platform earns. */
  readonly incomeMinor: bigint;
}

/**
 * Prices a conversion. Its exact value `v` is a fraction of minor units, and so are its two shares: `v × spread` for the
 * platform and the rest for the customer. Each of the three is rounded once, half to even. The customer never gets more
 * than `v`, though: for tiny amounts half a unit is worth more than the spread, and money would come of converting it
 * back and forth.
 */
export function priceOf({ from, to, fromMinor, midRate, spreadBasisPoints }: Exchange): Price {
  const numerator = fromMinor * midRate.numerator * 10n ** BigInt(minorDigits(to));
  const denominator = midRate.denominator * 10n ** BigInt(minorDigits(from));
  const spread = BigInt(spreadBasisPoints);
  const rounded = divideHalfEven(numerator * (BASIS_POINTS - spread), denominator * BASIS_POINTS);
  const most = numerator / denominator;
  return {
    toMinor: rounded < most ? rounded : most,
    midMinor: divideHalfEven(numerator, denominator),
    incomeMinor: divideHalfEven(numerator * spread, denominator * BASIS_POINTS),
  };
}

/** What is left of the value because each share of it was rounded on its own: -1, 0 or 1 minor unit. */
export function residueOf({ toMinor, midMinor, incomeMinor }: Price): bigint {
  return midMinor - toMinor - incomeMinor;
}

/** The rate the customer gets, before rounding. */
export function customerRate(midRate: Ratio, spreadBasisPoints: number): Ratio {
  return {
    numerator: midRate.numerator * (BASIS_POINTS - BigInt(spreadBasisPoints)),
    denominator: midRate.denominator * BASIS_POINTS,
  };
}
