/** A card number and expiry that passed every check that can be made without asking its bank. */
export interface Card {
  readonly number: string;
  readonly brand: string;
  readonly expiryMonth: number;
  readonly expiryYear: number;
  readonly holder: string;
}

export interface CardInput {
  readonly number: string;
  readonly expiryMonth: number;
  readonly expiryYear: number;
  readonly cvc: string;
  readonly holder: string;
}

export type CardProblem =
  | 'CARD_NUMBER_INVALID'
  | 'CARD_EXPIRED'
  | 'CARD_EXPIRY_INVALID'
  | 'CARD_CVC_INVALID'
  | 'HOLDER_INVALID';

const HOLDER_CHARACTERS_MAX = 100;
/** Issuers date cards a few years ahead; further than this is a typing error. */
const EXPIRY_YEARS_AHEAD_MAX = 30;

/** Ranges of ISO/IEC 7812 issuer identification numbers, as the networks publish them. */
const BRANDS: ReadonlyArray<readonly [brand: string, digits: readonly number[], prefix: RegExp]> = [
  ['visa', [13, 16, 19], /^4/],
  ['mastercard', [16], /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/],
  ['amex', [15], /^3[47]/],
  ['discover', [16, 19], /^(6011|64[4-9]|65)/],
  ['diners', [14, 16, 19], /^(30[0-5]|3095|36|3[89])/],
  ['jcb', [16, 19], /^35(2[89]|[3-8])/],
  ['unionpay', [16, 17, 18, 19], /^62/],
];

export function parseCard(input: CardInput, now: Date): Card | CardProblem {
  const number = input.number.replaceAll(/[ -]/g, '');
  if (!/^\d{12,19}$/.test(number) || !passesLuhn(number)) return 'CARD_NUMBER_INVALID';
  const { expiryMonth, expiryYear } = input;
  const yearNow = now.getUTCFullYear();
  if (expiryMonth < 1 || expiryMonth > 12 || expiryYear < 1000 || expiryYear > yearNow + EXPIRY_YEARS_AHEAD_MAX)
    return 'CARD_EXPIRY_INVALID';
  // A card is good until the end of its month.
  if (expiryYear < yearNow || (expiryYear === yearNow && expiryMonth < now.getUTCMonth() + 1)) return 'CARD_EXPIRED';
  const brand = brandOf(number);
  if (!new RegExp(brand === 'amex' ? '^\\d{4}$' : '^\\d{3,4}$').test(input.cvc)) return 'CARD_CVC_INVALID';
  const holder = input.holder.trim();
  if (holder === '' || holder.length > HOLDER_CHARACTERS_MAX) return 'HOLDER_INVALID';
  return { number, brand, expiryMonth, expiryYear, holder };
}

/** The check digit of ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    const weighted = index % 2 === 1 ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}

function brandOf(number: string): string {
  const found = BRANDS.find(([, digits, prefix]) => digits.includes(number.length) && prefix.test(number));
  return found?.[0] ?? 'unknown';
}
