import { formatMoney } from '@paygraph/money';
import { conversionEntry } from '../conversions/conversion-booking.ts';
import type { QuoteRow } from '../conversions/conversion-store.ts';
import type { PaymentDeps } from '../deps.ts';
import { givenBackEntry, paidOutEntry, takenEntry } from '../disputes/dispute-booking.ts';
import { feeOn, payerPaysFee } from '../fees/fee.ts';
import type { Connector, ProviderOutcome, ProviderState } from '../providers/connector.ts';
import type { TransactionRow } from '../transaction.ts';
import type { Unclaimed } from '../unclaimed/unclaimed.ts';
import { bookOrKeep, openAccounts } from './book-or-keep.ts';
import {
  backToSource,
  captureId,
  captureOf,
  entryOf,
  holdId,
  holdOf,
  providerOf,
  restored,
  undoId,
} from './booking.ts';
import { unclaimedFunds } from './platform-account.ts';
import { askedStep, isDone, mayHaveBeenAsked, routeOf, type Step, type StepResult, totalOut } from './saga.ts';

/** Somebody has not answered for certain; the step is to be run again later. */
export class NotCertain extends Error {
  override readonly name = 'NotCertain';
}

type Run = (deps: PaymentDeps, row: TransactionRow) => Promise<StepResult>;

/** Does what a step is about. Throws when a neighbour could not be asked; nothing is lost by running it again. */
export const STEPS: Readonly<Record<Step, Run>> = {
  ASSESS: async ({ peers }, row) => ({ step: 'ASSESS', decision: await peers.assess(row) }),
  async CHALLENGE({ peers }, row) {
    const { amount, currency } = formatMoney(row);
    const summary = `a ${row.type.toLowerCase()} of ${amount} ${currency}`;
    return { step: 'CHALLENGE', started: await peers.startChallenge({ id: row.id, userId: row.initiatorId, summary }) };
  },
  async RESERVE({ peers }, row) {
    const amount = { currency: row.currency, minor: totalOut(row) };
    const reservation = { transactionId: row.id, walletId: row.sourceWalletId ?? '', amount, at: row.createdAt };
    return { step: 'RESERVE', exceeded: await peers.reserveLimits(reservation) };
  },
  async HOLD({ peers }, row) {
    const hold = holdOf(row);
    await openAccounts(peers, [hold.leg]);
    return { step: 'HOLD', refusal: await peers.hold(hold) };
  },
  async ROUTE({ providers }, row) {
    const method = routeOf(row) === 'TO_BANK' ? 'BANK_ACCOUNT' : 'CARD';
    const candidates = providers.route({ method, currency: row.currency, minor: row.minor });
    return { step: 'ROUTE', provider: candidates.find((name) => !row.providersPassed.includes(name)) ?? null };
  },
  async AUTHORIZE(deps, row) {
    const connector = connectorOf(deps, row);
    // Asked before and not answered: what came of it is known there, and only if nothing did it is sent again.
    if (row.attempts > 0) {
      const outcome = outcomeOf(await connector.status(row.id), row);
      if (outcome && outcome.kind !== 'CHALLENGE') return { step: 'AUTHORIZE', outcome };
    }
    const instrument = row.paymentMethodId ? await deps.peers.instrument(row.paymentMethodId, row.initiatorId) : null;
    if (!instrument) {
      // What was asked before may still be on its way: it must not find anything left to do.
      const isGone = !mayHaveBeenAsked(row) || (await connector.void(row.id)).kind === 'DONE';
      return { step: 'AUTHORIZE', outcome: isGone ? null : { kind: 'UNKNOWN' } };
    }
    const { id: reference, authenticated } = row;
    return {
      step: 'AUTHORIZE',
      outcome: await connector.authorize({ reference, amount: row, instrument, authenticated }),
    };
  },
  async AWAIT_PROVIDER(deps, row) {
    const connector = connectorOf(deps, row);
    const outcome = outcomeOf(await connector.status(referenceOf(row)), row);
    return { step: 'AWAIT_PROVIDER', outcome: outcome ?? { kind: 'UNKNOWN' } };
  },
  async CAPTURE(deps, row) {
    const amount = { currency: row.currency, minor: row.captureMinor };
    const final = row.capturedMinor + row.captureMinor === row.minor;
    const connector = connectorOf(deps, row);
    return {
      step: 'CAPTURE',
      outcome: await connector.capture({ reference: row.id, id: captureId(row), amount, final }),
    };
  },
  async RETURN(deps, row) {
    const outcome = await connectorOf(deps, row).refund({ reference: referenceOf(row), id: row.id, amount: row });
    return { step: 'RETURN', outcome };
  },
  async POST({ peers, quotes }, row) {
    if (isDone(row, 'HOLD')) {
      const refusal = await peers.capture(captureOf(row));
      if (refusal !== null) return { step: 'POST', refusal };
    }
    const entry = row.type === 'CONVERSION' ? conversionEntry(row, await quoteOf(quotes, row)) : entryOf(row);
    await openAccounts(peers, entry.legs);
    return { step: 'POST', refusal: await peers.post(entry) };
  },
  async UNDO(deps, row) {
    const fromCard = routeOf(row) === 'FROM_CARD' && isDone(row, 'AUTHORIZE');
    const refused = fromCard ? await giveBack(deps, connectorOf(deps, row), row) : null;
    const unclaimed = isDone(row, 'HOLD') ? await releaseHold(deps.peers, row) : refused;
    if (isDone(row, 'RESERVE')) {
      const kept = row.capturedMinor + (payerPaysFee(row) ? feeOn(row.capturedMinor, row) : 0n);
      await deps.peers.settleLimits({ transactionId: row.id, kept: { currency: row.currency, minor: kept } });
    }
    return { step: 'UNDO', unclaimed };
  },
  async RESTORE({ peers }, row) {
    const unclaimed = await bookOrKeep(peers, restored(row), row.sourceWalletId, row.sourceOwnerId, 'RETURNED');
    // Of what left the wallet only the fee is gone.
    const kept = { currency: row.currency, minor: row.feeMinor };
    if (row.limited) await peers.settleLimits({ transactionId: row.id, kept });
    return { step: 'RESTORE', unclaimed };
  },
  async APPORTION({ peers }, row) {
    return { step: 'APPORTION', availableMinor: await peers.available(row.sourceWalletId ?? '') };
  },
  async TAKE({ peers }, row) {
    const entry = takenEntry(row);
    await openAccounts(peers, entry.legs);
    return { step: 'TAKE', refusal: await peers.post(entry) };
  },
  async GIVE_BACK({ peers }, row) {
    const { sourceWalletId, sourceOwnerId } = row;
    const unclaimed = await bookOrKeep(peers, givenBackEntry(row), sourceWalletId, sourceOwnerId, 'DISPUTE_DECIDED');
    return { step: 'GIVE_BACK', unclaimed };
  },
  async PAY_OUT({ peers }, row) {
    const entry = paidOutEntry(row);
    await openAccounts(peers, entry.legs);
    const payee = row.provider === null ? row.destinationWalletId : null;
    const unclaimed = await bookOrKeep(peers, entry, payee, row.destinationOwnerId, 'DISPUTE_DECIDED');
    return { step: 'PAY_OUT', unclaimed };
  },
  AWAIT_CODE: async () => ({ step: 'AWAIT_CODE' }),
  AWAIT_REVIEW: async () => ({ step: 'AWAIT_REVIEW' }),
  AWAIT_CAPTURE: async () => ({ step: 'AWAIT_CAPTURE' }),
};

/** What a provider calls the transaction: a refund goes by the payment it belongs to. */
function referenceOf(row: TransactionRow): string {
  return row.type === 'REFUND' && row.parentId ? row.parentId : row.id;
}

async function quoteOf(quotes: PaymentDeps['quotes'], { id, parentId }: TransactionRow): Promise<QuoteRow> {
  const quote = parentId === null ? undefined : await quotes.byId(parentId);
  if (!quote) throw new Error(`conversion ${id} has no quote`);
  return quote;
}

function connectorOf({ providers }: PaymentDeps, row: TransactionRow): Connector {
  if (row.provider === null) throw new Error(`transaction ${row.id} has no provider to ask`);
  return providers.connector(row.provider);
}

/** What the state at the provider says of our request; null when the request is not there. */
function outcomeOf(state: ProviderState | 'NOT_FOUND' | 'UNKNOWN', row: TransactionRow): ProviderOutcome | null {
  if (state === 'NOT_FOUND') return null;
  if (state === 'UNKNOWN') return { kind: 'UNKNOWN' };
  const { providerReference, failure } = state;
  if (askedStep(row) === 'RETURN') {
    const refund = state.refunds.find(({ id }) => id === row.id);
    if (!refund) return null;
    if (refund.status === 'FAILED')
      return { kind: 'DECLINED', failure: failure ?? { code: 'RETURNED', declineCode: null } };
    return { kind: refund.status === 'SUCCEEDED' ? 'DONE' : 'PENDING', providerReference };
  }
  switch (state.authorization) {
    case 'AUTHORIZED':
    case 'PAID':
      return { kind: 'DONE', providerReference };
    case 'PENDING':
      return { kind: 'PENDING', providerReference };
    case 'CHALLENGE':
      return { kind: 'CHALLENGE', providerReference };
    case 'DECLINED':
    case 'VOIDED':
    case 'RETURNED':
      return { kind: 'DECLINED', failure: failure ?? { code: 'RETURNED', declineCode: null } };
  }
}

/**
 * Gives back what the capture under way took, and lets go of what was only authorized. What the card does not take back
 * is kept for who paid.
 */
async function giveBack(deps: PaymentDeps, connector: Connector, row: TransactionRow): Promise<Unclaimed | null> {
  const state = await connector.status(row.id);
  if (state === 'UNKNOWN') throw new NotCertain(`${connector.name} does not say what it took`);
  // Between captures the latest one is through, and stays.
  const underWay = row.captureMinor > 0n;
  const taken = state === 'NOT_FOUND' || !underWay ? undefined : state.captures.find(({ id }) => id === captureId(row));
  const minor = taken && state !== 'NOT_FOUND' ? await leftOf(deps, row, taken, state) : 0n;
  let unclaimed: Unclaimed | null = null;
  if (minor > 0n) {
    const amount = { currency: row.currency, minor };
    const outcome = await connector.refund({ reference: row.id, id: undoId(captureId(row)), amount });
    if (isRefused(outcome)) unclaimed = await keepRefused(deps.peers, row, captureId(row), minor);
    else if (outcome.kind === 'DECLINED') throw new NotCertain(`${connector.name}: the charge is disputed`);
    else if (outcome.kind !== 'DONE' && outcome.kind !== 'PENDING')
      throw new NotCertain(`${connector.name}: refund ${outcome.kind}`);
  }
  const outcome = await connector.void(row.id);
  // Declined: nothing is left to let go of.
  if (outcome.kind !== 'DONE' && outcome.kind !== 'DECLINED')
    throw new NotCertain(`${connector.name}: void ${outcome.kind}`);
  return unclaimed;
}

/** What the provider still has of a capture: who paid has back by their bank what they won, of it or of earlier ones. */
export async function leftOf(
  { disputes }: PaymentDeps,
  row: TransactionRow,
  { id: capture, minor }: ProviderState['captures'][number],
  state: ProviderState,
): Promise<bigint> {
  const lost = state.disputes.filter(({ status }) => status === 'LOST');
  if (lost.length === 0) return minor;
  const known = row.capturedMinor === 0n ? [] : await disputes.ofPayment(row.id);
  const isKnown = (id: string) => known.some((each) => each.providerDisputeId === id && each.status === 'LOST');
  // Until it is taken off what was captured before, nobody can say of what it was.
  if (row.capturedMinor > 0n && !lost.every(({ id }) => isKnown(id)))
    throw new NotCertain(`the disputes over ${row.id} are not followed yet`);
  const refunded = state.refunds.filter(({ id, status }) => status !== 'FAILED' && id !== undoId(capture));
  const sum = (parts: readonly { readonly minor: bigint }[]) => parts.reduce((total, part) => total + part.minor, 0n);
  const booked = row.capturedMinor - row.refundReservedMinor;
  const over = sum(state.captures) - sum(refunded) - sum(lost) - booked;
  if (over <= 0n) return 0n;
  return over < minor ? over : minor;
}

/** The card takes nothing back, for good. While the charge is disputed nobody knows yet whose money it is. */
function isRefused(outcome: ProviderOutcome): boolean {
  return outcome.kind === 'DECLINED' && outcome.failure.declineCode !== 'charge_disputed';
}

/** What a provider took for a capture, could not be booked, and does not go back to the card: it is the payer's. */
export async function keepRefused(
  peers: PaymentDeps['peers'],
  row: TransactionRow,
  capture: string,
  minor: bigint,
): Promise<Unclaimed> {
  const { id: transactionId, currency, initiatorId: ownerId } = row;
  const legs = [{ debit: providerOf(row), credit: unclaimedFunds(currency), currency, minor }];
  const entryId = `${capture}:unclaimed`;
  await openAccounts(peers, legs);
  const refusal = await peers.post({ id: entryId, transactionId, description: 'Refused by the card', legs });
  if (refusal !== null) throw new Error(`${entryId} cannot be booked: ${refusal}`);
  return { entryId, ownerId, currency, minor, reason: 'CARD_REFUSED_REFUND' };
}

async function releaseHold(peers: PaymentDeps['peers'], row: TransactionRow): Promise<Unclaimed | null> {
  let unclaimed: Unclaimed | null = null;
  // Asked again, the ledger says whether the money left the hold before it could not be given on.
  if (row.undoFrom === 'POST' && (await peers.capture(captureOf(row))) === null) {
    unclaimed = await bookOrKeep(peers, backToSource(row), row.sourceWalletId, row.sourceOwnerId, 'NOT_BOOKED');
  }
  // Refused when nothing is held any more, which is as good.
  await peers.voidHold({ id: `${holdId(row)}:void`, transactionId: row.id, holdId: holdId(row) });
  return unclaimed;
}
