import { asService, newId } from '@paygraph/identity';
import { startWorkLoop, type WorkLoop } from '@paygraph/process';
import type { PaymentDeps } from '../deps.ts';
import { runSaga } from './run-saga.ts';

const INTERVAL_MS = 2_000;
const BATCH_SIZE_MAX = 200;

/**
 * Takes up transactions nobody has finished: after a crash, while a provider or a neighbour did not answer, or
 * when the time of a wait is over. Any number of replicas may run it; a lease in the database gives each
 * transaction to one of them.
 */
export function startRecovery(deps: PaymentDeps): WorkLoop {
  return startWorkLoop({
    interval_ms: INTERVAL_MS,
    // After a crash under load there is more than one round takes.
    round: async () => (await recoverDue(deps)) === BATCH_SIZE_MAX,
    logger: deps.logger,
    failure: 'recovery failed',
  });
}

/** One round; the answer is how many transactions it took up. */
export async function recoverDue(deps: PaymentDeps): Promise<number> {
  const rows = await deps.store.leaseDue(BATCH_SIZE_MAX);
  const by = asService('transactions', { requestId: newId('recovery') });
  await Promise.all(
    rows.map((row) =>
      runSaga(deps, by, row).catch(async (error: unknown) => {
        deps.logger.warn({ err: error, transactionId: row.id, attempts: row.attempts }, 'transaction still unfinished');
        await deps.store.noteFailure(row.id, String(error));
      }),
    ),
  );
  return rows.length;
}
