import type { Fact } from '@paygraph/events';
import { asService, newId } from '@paygraph/identity';
import type { Tx } from '@paygraph/postgres';
import type { TransactionsDeps } from '../deps.ts';
import { moveMoney } from '../move-money.ts';
import { onBehalfOf } from '../on-behalf-of.ts';
import type { MoneyRequest } from '../request.ts';
import { findKeys } from '../saga/key-store.ts';
import { startWorkLoop, type WorkLoop } from '../work-loop.ts';
import { type CountedBatch, payoutFact, pendingOf, progressText } from './payout-batch.ts';
import {
  type DueLine,
  type LineOutcome,
  leaseBatches,
  leaseLines,
  lockOpenBatches,
  progressOf,
  writeBatch,
  writeOutcomes,
} from './payout-store.ts';

const INTERVAL_MS = 1_000;
/** Lines that are paid at the same time; enough for group commit to carry them, and no more than progress is worth. */
const CHUNK_SIZE = 200;
const BATCHES_MAX = 50;
/** How soon a batch that only waits is looked at again: a quarter of the time nothing has happened, within these bounds. */
const LOOK_AGAIN_MIN_MS = 2_000;
const LOOK_AGAIN_MAX_MS = 60_000;
const MUTATION = 'payout';

/** Pays the lines of batches. Any number of replicas may run it; a lease gives each line to one of them. */
export function startPayoutWorker(deps: TransactionsDeps): WorkLoop {
  return startWorkLoop({
    interval_ms: INTERVAL_MS,
    round: async () => (await payOutDue(deps)) === CHUNK_SIZE,
    logger: deps.logger,
    failure: 'payouts could not be paid',
  });
}

/** One round: begins lines whose time has come, then looks at batches that wait. The answer is how many lines it took. */
export async function payOutDue(deps: TransactionsDeps): Promise<number> {
  const lines = await leaseLines(deps.database, deps.now(), CHUNK_SIZE);
  if (lines.length > 0) await record(deps, await begin(deps, lines));
  const waiting = await leaseBatches(deps.database, deps.now(), BATCHES_MAX);
  if (waiting.length > 0) await record(deps, [], waiting);
  return lines.length;
}

async function begin(deps: TransactionsDeps, lines: readonly DueLine[]): Promise<readonly LineOutcome[]> {
  const calls = lines.map((line) => ({ callerId: line.submittedBy, mutation: MUTATION, key: keyOf(line) }));
  const begun = await findKeys(deps.database, calls);
  return Promise.all(
    lines.map(async (line, index): Promise<LineOutcome> => {
      // Begun by a worker that died before it could say so: the recovery of transactions sees to the rest.
      const known = begun[index];
      if (known) return { line, transactionId: known.transactionId };
      try {
        const moved = await moveMoney(deps, onBehalfOf(line.submittedBy, line), requestOf(line));
        return typeof moved === 'string' ? { line, refusal: moved } : { line, transactionId: moved.transaction.id };
      } catch (error) {
        deps.logger.warn({ err: error, batchId: line.batchId, line: line.number }, 'payout not begun yet');
        return { line, error: String(error) };
      }
    }),
  );
}

const keyOf = ({ batchId, number }: DueLine) => `payout:${batchId}:${number}`;

function requestOf(line: DueLine): MoneyRequest {
  const { batchId, number, reference, currency, minor, description } = line;
  return {
    mutation: MUTATION,
    key: keyOf(line),
    // A line never changes, so its key says all of it.
    inputHash: keyOf(line),
    type: 'PAYOUT',
    sourceWalletId: line.sourceWalletId,
    destinationWalletId: line.toWalletId,
    paymentMethodId: null,
    amount: { currency, minor },
    captureMode: 'AUTOMATIC',
    description,
    metadata: { line: number, ...(reference === null ? {} : { reference }) },
    parentId: batchId,
    otp: null,
  };
}

/** Writes what became of lines, and tells how far their batches are, in one transaction. */
async function record(
  deps: TransactionsDeps,
  outcomes: readonly LineOutcome[],
  ids: readonly string[] = [...new Set(outcomes.map(({ line }) => line.batchId))],
): Promise<void> {
  const now = deps.now();
  await deps.publisher.commit(asService('transactions', { requestId: newId('payouts') }), async (tx) => {
    const batches = await lockOpenBatches(tx, ids);
    if (outcomes.length > 0) await writeOutcomes(tx, outcomes);
    const progress = await progressOf(tx, ids);
    const facts: Fact[] = [];
    for (const row of batches) facts.push(...(await advance(tx, { ...row, ...progress(row.id) }, now)));
    return { result: undefined, facts };
  });
}

async function advance(tx: Tx, batch: CountedBatch, now: Date): Promise<Fact[]> {
  if (pendingOf(batch) === 0) {
    await writeBatch(tx, {
      ...batch,
      status: 'COMPLETED',
      completedAt: now,
      changedAt: now,
      told: progressText(batch),
    });
    return [payoutFact('payout.completed', batch)];
  }
  const told = progressText(batch);
  const news = told !== batch.told;
  const changedAt = news ? now : batch.changedAt;
  const quiet_ms = (now.getTime() - changedAt.getTime()) / 4;
  const dueAt = new Date(now.getTime() + Math.min(LOOK_AGAIN_MAX_MS, Math.max(LOOK_AGAIN_MIN_MS, quiet_ms)));
  await writeBatch(tx, { ...batch, told, changedAt, dueAt });
  return news ? [payoutFact('payout.progressed', batch)] : [];
}
