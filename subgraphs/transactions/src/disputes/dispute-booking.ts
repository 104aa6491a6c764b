import { type BookedAccount, type Booking, type Leg, providerOf, walletOf } from '../saga/booking.ts';
import { disputedFunds, dueFromMerchant, feesEarned } from '../saga/platform-account.ts';
import type { TransactionRow } from '../transaction.ts';

/** Takes the disputed amount and the fee from the merchant: what the wallet lacks, the merchant owes from then on. */
export function takenEntry(row: TransactionRow): Booking {
  const id = row.captureNumber === 1 ? row.id : `${row.id}:${row.captureNumber}`;
  return { ...headed(row, id, 'Chargeback'), legs: sharesOf(row) };
}

/** Gives the merchant all of it again, first of all what was owed. */
export function givenBackEntry(row: TransactionRow): Booking {
  const legs = sharesOf(row).map((leg) => ({ ...leg, debit: leg.credit, credit: leg.debit }));
  return { ...headed(row, `${row.id}:won`, 'Chargeback reversed'), legs };
}

/** Gives the disputed amount to the payer, or to the provider, whose bank took it. */
export function paidOutEntry(row: TransactionRow): Booking {
  const { currency, minor } = row;
  const to = row.provider === null ? walletOf(row.destinationWalletId) : providerOf(row);
  const legs = [{ debit: disputedFunds(currency), credit: to, currency, minor }];
  return { ...headed(row, `${row.id}:lost`, 'Disputed payment returned'), legs };
}

function headed({ id: transactionId }: TransactionRow, id: string, description: string) {
  return { id, transactionId, description };
}

/** Amount and fee, each as far as the wallet pays it and as far as it is owed. */
function sharesOf(row: TransactionRow): Leg[] {
  const { currency, minor, feeMinor, owedMinor } = row;
  const merchant = walletOf(row.sourceWalletId);
  const due = dueFromMerchant(merchant, currency);
  const feePaid = owedMinor < feeMinor ? feeMinor - owedMinor : 0n;
  const amountPaid = minor + feeMinor - owedMinor - feePaid;
  const leg = (debit: BookedAccount, credit: BookedAccount, part: bigint): Leg[] =>
    part > 0n ? [{ debit, credit, currency, minor: part }] : [];
  return [
    ...leg(merchant, disputedFunds(currency), amountPaid),
    ...leg(due, disputedFunds(currency), minor - amountPaid),
    ...leg(merchant, feesEarned(currency), feePaid),
    ...leg(due, feesEarned(currency), feeMinor - feePaid),
  ];
}
