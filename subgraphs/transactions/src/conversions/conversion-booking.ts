import { type Booking, entryOf, type Leg, walletOf } from '../saga/booking.ts';
import { conversionIncome, conversionPosition, roundingDifferences } from '../saga/platform-account.ts';
import type { TransactionRow } from '../transaction.ts';
import { residueOf } from './conversion-price.ts';
import type { QuoteRow } from './conversion-store.ts';

/**
 * The entry of a conversion, in two currencies, each balanced by itself: what is sold goes to the platform's position
 * in its currency; from that in the other one go the customer's money, the platform's income and what rounding left.
 */
export function conversionEntry(row: TransactionRow, quote: QuoteRow): Booking {
  const { toCurrency: currency, toMinor, incomeMinor } = quote;
  const position = conversionPosition(currency);
  const residue = residueOf(quote);
  const bought: Leg[] = [{ debit: position, credit: walletOf(row.destinationWalletId), currency, minor: toMinor }];
  if (incomeMinor > 0n)
    bought.push({ debit: position, credit: conversionIncome(currency), currency, minor: incomeMinor });
  const rounding = roundingDifferences(currency);
  if (residue > 0n) bought.push({ debit: position, credit: rounding, currency, minor: residue });
  if (residue < 0n) bought.push({ debit: rounding, credit: position, currency, minor: -residue });
  const sold = entryOf(row);
  return { ...sold, legs: [...sold.legs, ...bought] };
}
