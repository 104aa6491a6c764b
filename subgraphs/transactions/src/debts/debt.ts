import type { Fact } from '@paygraph/events';
import { formatMinor } from '@paygraph/money';
import type { Booking } from '../saga/booking.ts';
import { dueFromMerchant } from '../saga/platform-account.ts';
import type { merchantDebts } from '../tables.ts';
import type { TransactionRow } from '../transaction.ts';

export type DebtRow = typeof merchantDebts.$inferSelect;

/** What a change of a chargeback adds to what the merchant owes, in minor units: less than zero when they won. */
export interface DebtChange {
  readonly chargeback: TransactionRow;
  readonly minor: bigint;
}

export function debtAfter(before: TransactionRow, after: TransactionRow): DebtChange | null {
  if (after.type !== 'CHARGEBACK' || after.step !== null || after.owedMinor === 0n) return null;
  if (before.step === 'TAKE') return { chargeback: after, minor: after.owedMinor };
  return before.step === 'GIVE_BACK' ? { chargeback: after, minor: -after.owedMinor } : null;
}

/**
 * What is to move now: to us as far as the wallet has it; back to the merchant, below zero, when a dispute was won after
 * what was owed over it had been collected.
 */
export function collectable(owedMinor: bigint, availableMinor: bigint): bigint {
  if (owedMinor <= 0n) return owedMinor;
  if (availableMinor <= 0n) return 0n;
  return availableMinor < owedMinor ? availableMinor : owedMinor;
}

/** The entry of the collection under way. Each has a number of its own: what the ledger refused stays refused. */
export function collectionEntry(row: DebtRow): Booking {
  const { walletId, currency, collections, chargebackId: transactionId } = row;
  const collecting = row.collectingMinor ?? 0n;
  const due = dueFromMerchant(walletId, currency);
  const [debit, credit] = collecting > 0n ? [walletId, due] : [due, walletId];
  const minor = collecting > 0n ? collecting : -collecting;
  const description = collecting > 0n ? 'Owed over a dispute' : 'Owed over a dispute, given back';
  return {
    id: `debt:${walletId}:${collections}`,
    transactionId,
    description,
    legs: [{ debit, credit, currency, minor }],
  };
}

/** The fact that a part was collected, or given back where `collectedMinor` is below zero. */
export function debtCollected(row: DebtRow, collectedMinor: bigint): Fact {
  const { walletId, ownerId, currency } = row;
  const amounts = { amount: formatMinor(collectedMinor, currency), owed: formatMinor(row.owedMinor, currency) };
  return { type: 'debt.collected', subject: walletId, data: { walletId, ownerId, currency, ...amounts } };
}
