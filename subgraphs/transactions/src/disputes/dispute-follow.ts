import { asService, newId } from '@paygraph/identity';
import type { PaymentDeps } from '../deps.ts';
import type { ProviderDispute, ProviderName } from '../providers/connector.ts';
import { runRecorded } from '../saga/run-saga.ts';
import { NotCertain } from '../saga/steps.ts';
import type { TransactionRow } from '../transaction.ts';
import {
  chargebackOf,
  DISPUTE_FEE,
  type DisputeOutcome,
  type DisputeRow,
  disputeFee,
  FOLLOWING,
  newDispute,
  reasonOf,
} from './dispute.ts';
import { endDispute } from './dispute-end.ts';

/**
 * Brings the disputes over a card payment up to how its provider has them now, the oldest first: a payment has one at a
 * time. Throws while that is not possible yet.
 */
export async function followDisputes(
  deps: PaymentDeps,
  paymentId: string,
  disputes: readonly ProviderDispute[],
): Promise<void> {
  for (const theirs of disputes) {
    const payment = await deps.store.byId(paymentId);
    if (!payment) throw new Error(`disputed payment ${paymentId} is gone`);
    await follow(deps, payment, theirs);
  }
}

async function follow(deps: PaymentDeps, payment: TransactionRow, theirs: ProviderDispute): Promise<void> {
  const known = async () =>
    (await deps.disputes.ofPayment(payment.id)).find(({ providerDisputeId }) => providerDisputeId === theirs.id);
  // Nobody here was paid, and nobody will be: what the bank takes back was never booked.
  if (payment.capturedMinor === 0n && (payment.step === null || payment.step === 'UNDO')) {
    const inquiry = await known();
    if (inquiry && theirs.status !== 'INQUIRY') await deps.disputes.closeInquiry(inquiry.id, deps.now());
    return;
  }
  for (const action of FOLLOWING[(await known())?.status ?? 'UNKNOWN'][theirs.status]) {
    const current = await known();
    switch (action) {
      case 'INQUIRE':
        await deps.disputes.addInquiry(await disputeOf(deps, payment, theirs, 'INQUIRY'));
        break;
      case 'OPEN':
        await open(deps, payment, theirs, current);
        break;
      case 'WIN':
        await end(deps, current, 'WON');
        break;
      case 'LOSE':
        await end(deps, current, 'LOST');
    }
  }
}

async function end(deps: PaymentDeps, dispute: DisputeRow | undefined, outcome: DisputeOutcome): Promise<void> {
  if (!dispute) throw new NotCertain('a dispute that is decided is not known yet');
  const by = asService('transactions', { requestId: newId('notice') });
  const ended = await endDispute(deps, by, dispute, { status: outcome });
  if (ended === 'BUSY') throw new NotCertain(`dispute ${dispute.id} cannot be ended yet`);
}

async function disputeOf(
  deps: PaymentDeps,
  payment: TransactionRow,
  theirs: ProviderDispute,
  status: 'INQUIRY' | 'OPEN',
): Promise<DisputeRow> {
  const terms = await deps.fees.terms('CHARGEBACK', payment.destinationWalletId, payment.currency, DISPUTE_FEE);
  return newDispute(payment, {
    status,
    minor: theirs.minor,
    feeMinor: status === 'OPEN' ? disputeFee(theirs.minor, terms) : 0n,
    reason: reasonOf(theirs.reason),
    provider: payment.provider,
    providerDisputeId: theirs.id,
    openedAt: deps.now(),
  });
}

/** The bank of the card has taken the money: we take it from the merchant. */
async function open(
  deps: PaymentDeps,
  before: TransactionRow,
  theirs: ProviderDispute,
  inquiry: DisputeRow | undefined,
) {
  const payment = (await deps.store.byId(before.id)) ?? before;
  const left = payment.capturedMinor - payment.refundReservedMinor;
  const isMore = theirs.minor > left;
  // Refunds on their way are refused by the provider from now on, or have been taken off the dispute.
  if (isMore && payment.refundReservedMinor > payment.refundedMinor) {
    throw new NotCertain(`payment ${payment.id} is disputed while a part of it goes back`);
  }
  // A part that was captured and is not booked yet is disputed as well.
  if (isMore && payment.captureMinor > 0n && payment.step !== 'UNDO') {
    throw new NotCertain(`payment ${payment.id} is disputed while a part of it is captured`);
  }
  if (left === 0n) throw new NotCertain(`nothing is left of payment ${payment.id} to be disputed`);
  const fresh = await disputeOf(deps, payment, isMore ? { ...theirs, minor: left } : theirs, 'OPEN');
  const kept = inquiry && { id: inquiry.id, openedAt: inquiry.openedAt, evidenceDueAt: inquiry.evidenceDueAt };
  const dispute: DisputeRow = { ...fresh, ...kept };

  const actor = asService('transactions', { requestId: newId('notice') });
  const call = { callerId: payment.provider as ProviderName, mutation: 'dispute', key: theirs.id };
  const transaction = chargebackOf(payment, dispute, deps.now());
  const recorded = await deps.store.record({ actor, call, inputHash: '', transaction, dispute });
  if (recorded === 'RECORDED') await runRecorded(deps, actor, call, transaction);
  // Taken: somebody else was told of it at the same time.
  else if (recorded !== 'KEY_TAKEN') throw new NotCertain(`dispute ${theirs.id} cannot be opened yet: ${recorded}`);
}
