import { type Currency, type Money, minorDigits } from '@paygraph/money';

/**
 * Indicative worth of one unit of a currency in millionths of a US dollar. For the thresholds of screening
 * ONLY: never convert money with these. They are rounded up, so that screening errs towards a closer look.
 *
 * Every currency worth more than a dollar must be here, because one that is missing counts one to one.
 */
const USD_MICROS_PER_UNIT: Readonly<Record<Currency, bigint>> = {
  // Worth more than a dollar.
  BHD: 2_700_000n,
  CHF: 1_300_000n,
  CLF: 45_000_000n,
  EUR: 1_200_000n,
  FKP: 1_400_000n,
  GBP: 1_400_000n,
  GIP: 1_400_000n,
  JOD: 1_450_000n,
  KWD: 3_400_000n,
  KYD: 1_250_000n,
  OMR: 2_650_000n,
  SHP: 1_400_000n,

  // Worth less: without these, a hundred dollars' worth of yen would look like a fortune.
  AED: 280_000n,
  ARS: 1_100n,
  AUD: 700_000n,
  BDT: 9_000n,
  BRL: 200_000n,
  CAD: 760_000n,
  CLP: 1_150n,
  CNY: 150_000n,
  COP: 280n,
  CZK: 50_000n,
  DKK: 165_000n,
  EGP: 22_000n,
  HKD: 130_000n,
  HUF: 3_200n,
  IDR: 65n,
  ILS: 330_000n,
  INR: 12_500n,
  ISK: 8_500n,
  JPY: 7_200n,
  KES: 8_000n,
  KRW: 780n,
  MXN: 60_000n,
  MYR: 255_000n,
  NGN: 750n,
  NOK: 106_000n,
  NZD: 620_000n,
  PHP: 18_500n,
  PKR: 3_700n,
  PLN: 290_000n,
  RON: 240_000n,
  SAR: 270_000n,
  SEK: 112_000n,
  SGD: 800_000n,
  THB: 33_000n,
  TRY: 26_000n,
  TWD: 35_000n,
  UAH: 25_000n,
  VND: 42n,
  ZAR: 63_000n,
};

const USD_MICROS = 1_000_000n;

/** About what `money` is worth in millionths of a US dollar, rounded up; for comparing with thresholds only. */
export function usdMicrosOf({ currency, minor }: Money): bigint {
  const rate = USD_MICROS_PER_UNIT[currency] ?? USD_MICROS;
  const unit = 10n ** BigInt(minorDigits(currency));
  return (minor * rate + unit - 1n) / unit;
}
