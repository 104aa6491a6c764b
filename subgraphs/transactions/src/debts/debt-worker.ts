import { asService, newId } from '@paygraph/identity';
import type { TransactionsDeps } from '../deps.ts';
import { bookOrKeep } from '../saga/book-or-keep.ts';
import { startWorkLoop, type WorkLoop } from '../work-loop.ts';
import { collectable, collectionEntry, type DebtRow } from './debt.ts';
import { beginCollection, endCollection, leaseDebts } from './debt-store.ts';

const INTERVAL_MS = 5_000;
const BATCH_SIZE_MAX = 50;

/** Collects from merchants what they owe, out of what has come into their wallets. Any number of replicas may run it. */
export function startDebtWorker(deps: TransactionsDeps): WorkLoop {
  return startWorkLoop({
    interval_ms: INTERVAL_MS,
    round: async () => (await collectDebts(deps)) === BATCH_SIZE_MAX,
    logger: deps.logger,
    failure: 'debts could not be collected',
  });
}

/** One round; the answer is how many debts it looked at. */
export async function collectDebts(deps: TransactionsDeps): Promise<number> {
  const rows = await leaseDebts(deps.database, deps.now(), BATCH_SIZE_MAX);
  await Promise.all(
    rows.map((row) =>
      collect(deps, row).catch((error: unknown) => {
        deps.logger.warn({ err: error, walletId: row.walletId }, 'debt not collected yet');
      }),
    ),
  );
  return rows.length;
}

/** Written down before it is booked, so that a crash in between books the same. */
async function collect(deps: TransactionsDeps, row: DebtRow): Promise<void> {
  const begun = row.collectingMinor === null ? await begin(deps, row) : row;
  if (!begun) return;
  const { publisher, peers, now } = deps;
  const by = asService('transactions', { requestId: newId('debt') });
  const entry = collectionEntry(begun);
  if ((begun.collectingMinor ?? 0n) > 0n) {
    const refusal = await peers.post(entry);
    // The money is gone by now: the next collection looks at what is there then.
    return endCollection(publisher, by, begun, refusal === null ? { unclaimed: null } : { refusal }, now());
  }
  const unclaimed = await bookOrKeep(peers, entry, begun.walletId, begun.ownerId, 'DISPUTE_DECIDED');
  return endCollection(publisher, by, begun, { unclaimed }, now());
}

async function begin({ peers, database }: TransactionsDeps, row: DebtRow): Promise<DebtRow | undefined> {
  const available = row.owedMinor > 0n ? await peers.available(row.walletId) : 0n;
  const minor = collectable(row.owedMinor, available);
  return minor === 0n ? undefined : beginCollection(database, row, minor);
}
