import { asService, newId } from '@paygraph/identity';
import { startWorkLoop, type WorkLoop } from '@paygraph/process';
import type { PaymentDeps } from '../deps.ts';
import { bookOrKeep } from '../saga/book-or-keep.ts';
import { collectable, collectionEntry, type DebtRow } from './debt.ts';

const INTERVAL_MS = 5_000;
const BATCH_SIZE_MAX = 50;

/** Collects from merchants what they owe, out of what has come into their wallets. Any number of replicas may run it. */
export function startDebtWorker(deps: PaymentDeps): WorkLoop {
  return startWorkLoop({
    interval_ms: INTERVAL_MS,
    round: async () => (await collectDebts(deps)) === BATCH_SIZE_MAX,
    logger: deps.logger,
    failure: 'debts could not be collected',
  });
}

/** One round; the answer is how many debts it looked at. */
export async function collectDebts(deps: PaymentDeps): Promise<number> {
  const rows = await deps.debts.lease(deps.now(), BATCH_SIZE_MAX);
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
async function collect(deps: PaymentDeps, row: DebtRow): Promise<void> {
  const begun = row.collectingMinor === null ? await begin(deps, row) : row;
  if (!begun) return;
  const { debts, peers, now } = deps;
  const by = asService('transactions', { requestId: newId('debt') });
  const entry = collectionEntry(begun);
  if ((begun.collectingMinor ?? 0n) > 0n) {
    const refusal = await peers.post(entry);
    // The money is gone by now: the next collection looks at what is there then.
    return debts.end(by, begun, refusal === null ? { unclaimed: null } : { refusal }, now());
  }
  const unclaimed = await bookOrKeep(peers, entry, begun.walletId, begun.ownerId, 'DISPUTE_DECIDED');
  return debts.end(by, begun, { unclaimed }, now());
}

async function begin({ peers, debts }: PaymentDeps, row: DebtRow): Promise<DebtRow | undefined> {
  const available = row.owedMinor > 0n ? await peers.available(row.walletId) : 0n;
  const minor = collectable(row.owedMinor, available);
  return minor === 0n ? undefined : debts.begin(row, minor);
}
