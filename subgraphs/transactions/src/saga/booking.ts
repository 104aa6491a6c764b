import { feeOfCapture, payerPaysFee } from '../fees/fee.ts';
import type { TransactionRow } from '../transaction.ts';
import { conversionPosition, feesEarned, inTransit, type PlatformAccount, receivable } from './platform-account.ts';
import { isDone, routeOf, totalOut } from './saga.ts';

/** A wallet, whose id is that of its account, or an account of the platform's own. */
export type BookedAccount = string | PlatformAccount;

export interface Leg {
  readonly debit: BookedAccount;
  readonly credit: BookedAccount;
  readonly currency: string;
  readonly minor: bigint;
}

/** An entry of the journal in the making; posted once under its id. */
export interface Booking {
  readonly id: string;
  readonly transactionId: string;
  readonly description: string;
  readonly legs: readonly Leg[];
}

/** Money set aside in the source, on its way through the platform. */
export interface HoldBooking extends Omit<Booking, 'legs'> {
  readonly leg: Leg;
}

export interface HoldCapture extends Omit<Booking, 'legs'> {
  readonly holdId: string;
  readonly currency: string;
  readonly minor: bigint;
  /** Nothing is left to be captured later. */
  readonly final: boolean;
}

const TITLES = {
  DEPOSIT: 'Deposit',
  WITHDRAWAL: 'Withdrawal',
  TRANSFER: 'Transfer',
  PAYMENT: 'Payment',
  REFUND: 'Refund',
  CONVERSION: 'Currency conversion',
  PAYOUT: 'Payout',
  CHARGEBACK: 'Chargeback',
} as const;

export const holdId = ({ id }: Pick<TransactionRow, 'id'>) => `${id}:hold`;

/** Names the capture under way, for the ledger and for the provider. */
export const captureId = ({ id, captureNumber }: Pick<TransactionRow, 'id' | 'captureNumber'>) =>
  `${id}:capture:${captureNumber}`;

/** Names the refund of a capture that could not be booked, for the provider. */
export const undoId = (capture: string) => `${capture}:undo`;

function headed(row: TransactionRow, id: string) {
  return { id, transactionId: row.id, description: row.description ?? TITLES[row.type] };
}

export function walletOf(id: string | null): string {
  if (id === null) throw new Error('a transaction that moves a wallet’s money names no wallet');
  return id;
}

/** Sets aside everything that will leave the source. */
export function holdOf(row: TransactionRow): HoldBooking {
  const { currency } = row;
  const leg = { debit: walletOf(row.sourceWalletId), credit: inTransit(currency), currency, minor: totalOut(row) };
  return { ...headed(row, holdId(row)), leg };
}

/** Takes the part of the hold that the capture under way is about. */
export function captureOf(row: TransactionRow): HoldCapture {
  const minor = takenFromSource(row);
  const final = row.capturedMinor + row.captureMinor === row.minor;
  return { ...headed(row, captureId(row)), holdId: holdId(row), currency: row.currency, minor, final };
}

function takenFromSource(row: TransactionRow): bigint {
  return payerPaysFee(row) ? row.captureMinor + feeOfCapture(row) : row.captureMinor;
}

/** The entry that gives the captured money to whom it goes, and the platform its fee. */
export function entryOf(row: TransactionRow): Booking {
  const { currency, captureMinor: minor } = row;
  const from = originOf(row);
  const to = takerOf(row);
  const fee = feeOfCapture(row);
  const legs: Leg[] = [{ debit: from, credit: to, currency, minor }];
  if (fee > 0n) legs.push({ debit: payerPaysFee(row) ? from : to, credit: feesEarned(currency), currency, minor: fee });
  return { ...headed(row, row.captureNumber === 1 ? row.id : `${row.id}:post:${row.captureNumber}`), legs };
}

function takerOf(row: TransactionRow): BookedAccount {
  if (row.type === 'CONVERSION') return conversionPosition(row.currency);
  return routeOf(row) === 'TO_BANK' || routeOf(row) === 'BACK_TO_CARD'
    ? providerOf(row)
    : walletOf(row.destinationWalletId);
}

function originOf(row: TransactionRow): BookedAccount {
  if (routeOf(row) === 'FROM_CARD') return providerOf(row);
  return isDone(row, 'HOLD') ? inTransit(row.currency) : walletOf(row.sourceWalletId);
}

export function providerOf({ provider, currency }: TransactionRow): PlatformAccount {
  if (provider === null) throw new Error('a transaction that leaves the platform names no provider');
  return receivable(provider, currency);
}

/** What was captured and could not be given on goes back to the source. */
export function backToSource(row: TransactionRow): Booking {
  const { currency } = row;
  const minor = takenFromSource(row);
  const legs = [{ debit: inTransit(currency), credit: walletOf(row.sourceWalletId), currency, minor }];
  return { ...headed(row, `${captureId(row)}:undo`), legs };
}

/** What a bank or an issuer sent back after it had taken it. The fee is not given back: the work was done. */
export function restored(row: TransactionRow): Booking {
  const { currency, capturedMinor: minor } = row;
  const legs = [{ debit: providerOf(row), credit: walletOf(row.sourceWalletId), currency, minor }];
  return { ...headed(row, `${row.id}:restore`), legs };
}
