import type { Fact } from '@paygraph/events';
import { newId } from '@paygraph/identity';
import { formatMinor } from '@paygraph/money';
import type { UNCLAIMED_REASONS } from '@paygraph/schema/events';
import type { Booking } from '../saga/booking.ts';
import { type PlatformAccount, unclaimedFunds } from '../saga/platform-account.ts';
import type { unclaimed } from '../tables.ts';

/** Why money that belongs to somebody could not reach them. */
export type UnclaimedReason = (typeof UNCLAIMED_REASONS)[number];

/** OPEN, an operator may pay it out; PAYING, that is under way; PAID, its owner has it. */
export type UnclaimedStatus = 'OPEN' | 'PAYING' | 'PAID';

export type UnclaimedRow = typeof unclaimed.$inferSelect;

/** Money that a step booked to what is kept for people; written down together with what the step changed. */
export interface Unclaimed {
  /** Of the ledger's entry: it is kept once. */
  readonly entryId: string;
  readonly ownerId: string;
  readonly currency: string;
  readonly minor: bigint;
  readonly reason: UnclaimedReason;
}

/** The booking with what a wallet would have got kept for its owner instead, and how much that is. */
export function keptInstead(booking: Booking, walletId: string): { readonly booking: Booking; readonly minor: bigint } {
  const isTheirs = (account: string | PlatformAccount) => account === walletId;
  const legs = booking.legs.map((leg) =>
    isTheirs(leg.credit) ? { ...leg, credit: unclaimedFunds(leg.currency) } : leg,
  );
  const minor = booking.legs.reduce((sum, leg) => (isTheirs(leg.credit) ? sum + leg.minor : sum), 0n);
  return { booking: { ...booking, id: `${booking.id}:unclaimed`, legs }, minor };
}

export function newUnclaimed(transactionId: string, kept: Unclaimed, now: Date): UnclaimedRow {
  return {
    ...kept,
    id: newId('ucl', now),
    transactionId,
    status: 'OPEN',
    payouts: 0,
    walletId: null,
    paidOutBy: null,
    createdAt: now,
    dueAt: now,
    paidOutAt: null,
    lastError: null,
  };
}

/** The entry that gives it to its owner. Each attempt has a number of its own: what the ledger refused stays refused. */
export function payoutEntry({ id, transactionId, payouts, walletId, currency, minor }: UnclaimedRow): Booking {
  if (walletId === null) throw new Error(`unclaimed money ${id} goes nowhere yet`);
  const legs = [{ debit: unclaimedFunds(currency), credit: walletId, currency, minor }];
  return { id: `${id}:payout:${payouts}`, transactionId, description: 'Unclaimed money paid out', legs };
}

type UnclaimedEvent =
  | 'unclaimed.recorded'
  | 'unclaimed.payout_started'
  | 'unclaimed.paid_out'
  | 'unclaimed.payout_refused';

export function unclaimedFact(type: UnclaimedEvent, row: UnclaimedRow): Fact {
  return {
    type,
    subject: row.id,
    data: {
      unclaimedId: row.id,
      transactionId: row.transactionId,
      ownerId: row.ownerId,
      amount: formatMinor(row.minor, row.currency),
      currency: row.currency,
      reason: row.reason,
      walletId: row.walletId,
    },
  };
}
