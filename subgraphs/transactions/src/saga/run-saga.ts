import type { Actor } from '@paygraph/identity';
import type { PaymentDeps } from '../deps.ts';
import type { Change, TransactionRow } from '../transaction.ts';
import { parentChangeOf } from './refund.ts';
import { decide, isUnderWay, isWait, mustWrite, type Step } from './saga.ts';
import { STEPS } from './steps.ts';
import type { CallKey } from './store.ts';

/**
 * Takes a transaction as far as it goes: to its end, or to where somebody else must answer first. Safe to run
 * twice at once and after a crash at any point. Throws when a neighbour could not be asked; nothing is lost,
 * the recovery worker runs it again.
 */
export async function runSaga(deps: PaymentDeps, by: Actor, transaction: TransactionRow): Promise<TransactionRow> {
  let stored = transaction;
  // What was learned since it was last written; asked again, everybody gives the same answers.
  let learned: Change = {};
  while (stored.step !== null) {
    const row: TransactionRow = { ...stored, ...learned };
    const step = row.step as Step;
    // Who waits is only woken by the recovery worker, when the time is over or somebody outside gave notice.
    if (isWait(step) && stored.attempts === 0) return stored;
    const result = await STEPS[step](deps, row);
    const change = decide(row, result, deps.now());
    if (change === 'LATER') return stored;
    learned = { ...learned, ...change };
    if (!mustWrite(stored, change)) continue;
    const after = await deps.store.move({
      before: stored,
      change: learned,
      by,
      parent: parentChangeOf(stored, learned),
      unclaimed: ('unclaimed' in result && result.unclaimed) || undefined,
      // Whoever took it up meanwhile, because we are slow, may have asked the provider that is left now.
      alone: stored.provider !== null && learned.provider !== undefined && learned.provider !== stored.provider,
    });
    // Somebody faster took it further than we know; then there is nothing left for us to do.
    if (!after) return current(deps, stored.id);
    stored = after;
    learned = {};
  }
  return stored;
}

/** Runs a transaction that was just recorded; what comes between is mended later, and the caller gets it as it stands. */
export async function runRecorded(
  deps: PaymentDeps,
  by: Actor,
  call: CallKey,
  transaction: TransactionRow,
): Promise<TransactionRow> {
  const result = await runSaga(deps, by, transaction).catch(async (error: unknown) => {
    deps.logger.error({ err: error, transactionId: transaction.id }, 'transaction interrupted');
    return (await deps.store.byId(transaction.id)) ?? transaction;
  });
  if (isUnderWay(result)) await deps.store.markAnswered(call);
  return result;
}

async function current({ store }: PaymentDeps, id: string): Promise<TransactionRow> {
  const row = await store.byId(id);
  if (!row) throw new Error(`transaction ${id} is gone`);
  return row;
}
