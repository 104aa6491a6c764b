import { type Currency, isCurrency, minorDigits } from './currency.ts';

/** An amount of one currency in its minor unit (cents, yen, fils). Never a float. */
export interface Money {
  readonly currency: Currency;
  readonly minor: bigint;
}

/** The form money has on the wire: a decimal string and an ISO 4217 code. */
export interface MoneyInput {
  readonly amount: string;
  readonly currency: string;
}

/** The largest amount accepted in one movement, in minor units; leaves int8 room for a billion of them. */
export const AMOUNT_MINOR_MAX = 10n ** 15n;

/** Long enough for AMOUNT_MINOR_MAX in any currency, short enough that nobody makes us parse a novel. */
const DECIMAL_CHARACTERS_MAX = 32;

const DECIMAL = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/;

export type MoneyProblem =
  | 'UNKNOWN_CURRENCY'
  | 'MALFORMED_AMOUNT'
  | 'TOO_MANY_DECIMALS'
  | 'AMOUNT_NOT_POSITIVE'
  | 'AMOUNT_TOO_LARGE';

/**
 * Reads an amount a person wants to move: more than zero, at most AMOUNT_MINOR_MAX minor units and no
 * more decimals than the currency has.
 */
export function parseAmount(input: MoneyInput): Money | MoneyProblem {
  const money = parseMoney(input);
  if (typeof money === 'string') return money;
  if (money.minor <= 0n) return 'AMOUNT_NOT_POSITIVE';
  if (money.minor > AMOUNT_MINOR_MAX) return 'AMOUNT_TOO_LARGE';
  return money;
}

/** Reads a decimal string such as "12.34", of any sign and size that fits. */
export function parseMoney({ amount, currency }: MoneyInput): Money | MoneyProblem {
  if (!isCurrency(currency)) return 'UNKNOWN_CURRENCY';
  if (!DECIMAL.test(amount)) return 'MALFORMED_AMOUNT';
  if (amount.length > DECIMAL_CHARACTERS_MAX) return 'AMOUNT_TOO_LARGE';
  const [whole = '0', fraction = ''] = amount.split('.');
  const digits = minorDigits(currency);
  if (fraction.length > digits) return 'TOO_MANY_DECIMALS';
  return { currency, minor: BigInt(whole + fraction.padEnd(digits, '0')) };
}

/** Writes minor units as the decimal string of the wire: always all decimals of the currency. */
export function formatMinor(minor: bigint, currency: Currency): string {
  const digits = minorDigits(currency);
  const sign = minor < 0n ? '-' : '';
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Money on the wire: `{ amount: "12.34", currency: "EUR" }`. */
export function formatMoney(money: Money): { amount: string; currency: string } {
  return { amount: formatMinor(money.minor, money.currency), currency: money.currency };
}
