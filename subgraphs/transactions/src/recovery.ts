import { setTimeout as sleep } from 'node:timers/promises';
import { asService, newId } from '@paygraph/identity';
import type { TransactionsDeps } from './deps.ts';
import { runSaga } from './run-saga.ts';
import { leaseDue, transactionsById } from './transaction-store.ts';

const INTERVAL_MS = 5_000;
const BATCH_SIZE_MAX = 50;

/**
 * Takes up transactions nobody has finished: after a crash, or while a provider or a neighbour did not
 * answer. Any number of replicas may run it; a lease in the database gives each transaction to one of them.
 */
export function startRecovery(deps: TransactionsDeps): { stop(): Promise<void> } {
  const stopped = new AbortController();
  const run = async () => {
    while (!stopped.signal.aborted) {
      try {
        await recoverDue(deps);
      } catch (error) {
        deps.logger.error({ err: error }, 'recovery failed');
      }
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
export async function recoverDue(deps: TransactionsDeps): Promise<number> {
  const ids = await leaseDue(deps.database, deps.now(), BATCH_SIZE_MAX);
  const rows = await transactionsById(deps.database, ids);
  const by = asService('transactions', { requestId: newId('recovery') });
  await Promise.all(
    [...rows.values()].map((row) =>
      runSaga(deps, by, row).catch((error: unknown) => {
        deps.logger.warn({ err: error, transactionId: row.id, attempts: row.attempts }, 'transaction still unfinished');
      }),
    ),
  );
  return ids.length;
}
