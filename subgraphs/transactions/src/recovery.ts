import { setTimeout as sleep } from 'node:timers/promises';
import { asService, newId } from '@paygraph/identity';
import type { PaymentDeps } from './deps.ts';
import { runSaga } from './run-saga.ts';

const INTERVAL_MS = 2_000;
const BATCH_SIZE_MAX = 200;

/**
 * Takes up transactions nobody has finished: after a crash, while a provider or a neighbour did not answer, or
 * when the time of a wait is over. Any number of replicas may run it; a lease in the database gives each
 * transaction to one of them.
 */
export function startRecovery(deps: PaymentDeps): { stop(): Promise<void> } {
  const stopped = new AbortController();
  const run = async () => {
    while (!stopped.signal.aborted) {
      const taken = await recoverDue(deps).catch((error: unknown) => {
        deps.logger.error({ err: error }, 'recovery failed');
        return 0;
      });
      // After a crash under load there is more than one round takes.
      if (taken === BATCH_SIZE_MAX) continue;
      await sleep(INTERVAL_MS, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    async stop() {
      stopped.abort();
      await running;
    },
  };
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
