import { asService, newId } from '@paygraph/identity';
import type { PaymentDeps } from '../deps.ts';
import { followDisputes } from '../disputes/dispute-follow.ts';
import type { ProviderName, ProviderState } from '../providers/connector.ts';
import { undoId } from '../saga/booking.ts';
import { runSaga } from '../saga/run-saga.ts';
import { keepRefused, leftOf, NotCertain } from '../saga/steps.ts';
import type { TransactionRow } from '../transaction.ts';

/**
 * Something changed under a reference at a provider: looks at how it stands there now, and brings ours up to it.
 * What it was that changed does not matter, so neither does the order of notices nor how often they come.
 * Throws while the provider does not say.
 */
export async function reconcile(deps: PaymentDeps, provider: ProviderName, reference: string): Promise<void> {
  const row = await deps.store.byId(reference);
  // Not ours, or with somebody else by now: nothing to bring up to date.
  if (row?.provider !== provider) return;
  const refunds = await deps.store.refundsOf(reference);
  await deps.store.hasten([reference, ...refunds.map(({ id }) => id)]);

  const state = await deps.providers.connector(provider).status(reference);
  if (state === 'UNKNOWN') throw new NotCertain(`${provider} does not say what became of ${reference}`);
  if (state === 'NOT_FOUND') return;
  const returned = [row, ...refunds].filter((each) => cameBack(each, state));
  for (const each of returned) if (each.status === 'SUCCEEDED' && each.step === null) await restore(deps, each);
  // What is still on its way to success is restored once it has got there.
  const early = returned.find(({ status, step }) => status !== 'SUCCEEDED' && step !== null);
  if (early) throw new NotCertain(`${early.id} came back before it was through here`);
  // Before what a card refused is kept: until disputes are followed nobody can say what is left of the charge.
  await followDisputes(deps, reference, state.disputes);
  await keepRefusedRefunds(deps, row, state);
}

/** A withdrawal or a refund that the other side sent back. */
function cameBack({ id, type }: TransactionRow, state: ProviderState): boolean {
  if (type === 'WITHDRAWAL') return state.authorization === 'RETURNED';
  return type === 'REFUND' && state.refunds.some((refund) => refund.id === id && refund.status === 'FAILED');
}

async function restore(deps: PaymentDeps, row: TransactionRow): Promise<void> {
  const by = asService('transactions', { requestId: newId('notice') });
  const after = await deps.store.move({ before: row, change: { step: 'RESTORE' }, by });
  if (after) await runSaga(deps, by, after);
}

/**
 * What could not be booked went back to the card, and the card sent it here again: it is kept for who paid, unless they
 * have it back by their bank, or may get it so.
 */
async function keepRefusedRefunds(deps: PaymentDeps, row: TransactionRow, state: ProviderState) {
  const { store, peers } = deps;
  for (const capture of state.captures) {
    const refused = state.refunds.find(({ id, status }) => id === undoId(capture.id) && status === 'FAILED');
    if (!refused) continue;
    const current = (await store.byId(row.id)) ?? row;
    if (current.step !== null) throw new NotCertain(`${row.id} came back before it was through here`);
    if (state.disputes.some(({ status }) => status === 'OPEN')) {
      // A dispute of what was booked is looked into until it is decided, and this with it; others are not kept track of.
      if (current.capturedMinor > 0n) return;
      throw new NotCertain(`${row.id} is disputed`);
    }
    const minor = await leftOf(deps, current, { ...capture, minor: refused.minor }, state);
    if (minor === 0n) continue;
    const unclaimed = await keepRefused(peers, current, capture.id, minor);
    const by = asService('transactions', { requestId: newId('notice') });
    if (!(await store.move({ before: current, change: {}, by, unclaimed })))
      throw new NotCertain(`${row.id} changed while what came back of it was kept`);
  }
}
