import type { Actor } from '@paygraph/identity';
import type { PaymentDeps } from '../deps.ts';
import { runSaga } from '../saga/run-saga.ts';
import type { TransactionRow } from '../transaction.ts';
import { type DisputeChange, type DisputeOutcome, type DisputeRow, isActive } from './dispute.ts';

/** How often it is tried anew when somebody else changed the chargeback in between. */
const TRIES_MAX = 5;

/**
 * Ends a dispute, and sends the money where it belongs. CLOSED when it was ended before; BUSY while the money it is
 * about has not been taken from the merchant yet.
 */
export async function endDispute(
  deps: PaymentDeps,
  by: Actor,
  dispute: DisputeRow,
  decision: Pick<DisputeChange, 'resolvedBy' | 'resolutionNote'> & { readonly status: DisputeOutcome },
): Promise<DisputeRow | 'CLOSED' | 'BUSY'> {
  const { id, chargebackId } = dispute;
  if (chargebackId === null) {
    await deps.disputes.closeInquiry(id, deps.now());
    return current(deps, id);
  }
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const before = await chargeback(deps, chargebackId);
    const taken = before.step === null ? before : await runSaga(deps, by, before);
    // Asked after the chargeback was read: whoever decides from now on makes another version of that.
    if (!isActive(await current(deps, id))) return 'CLOSED';
    // The money is not all where the decision takes it from.
    if (taken.step !== null || taken.status !== 'SUCCEEDED') return 'BUSY';
    const step = decision.status === 'WON' ? 'GIVE_BACK' : 'PAY_OUT';
    const ended = { ...decision, resolvedAt: deps.now(), evidenceAwaited: false };
    const after = await deps.store.move({ before: taken, change: { step }, by, dispute: ended });
    if (!after) continue;
    await runSaga(deps, by, after).catch((error: unknown) => {
      deps.logger.error({ err: error, transactionId: after.id }, 'transaction interrupted');
    });
    return current(deps, id);
  }
  return 'BUSY';
}

async function current({ disputes }: PaymentDeps, id: string): Promise<DisputeRow> {
  const row = await disputes.byId(id);
  if (!row) throw new Error(`dispute ${id} is gone`);
  return row;
}

async function chargeback({ store }: PaymentDeps, id: string): Promise<TransactionRow> {
  const row = await store.byId(id);
  if (!row) throw new Error(`chargeback ${id} is gone`);
  return row;
}
