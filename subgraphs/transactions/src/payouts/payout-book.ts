import type { Fact, Publisher } from '@paygraph/events';
import { asService, newId, type UserActor } from '@paygraph/identity';
import type { Database, Tx } from '@paygraph/postgres';
import { claimKeys, closeKeys } from '../saga/key-store.ts';
import type { CallKey } from '../saga/store.ts';
import { advanced, type CountedBatch, callOfLine, payoutFact } from './payout-batch.ts';
import type { NewPayoutLine } from './payout-lines.ts';
import {
  batchesById,
  type DueLine,
  insertBatch,
  type LineOutcome,
  leaseBatches,
  leaseLines,
  lockOpenBatches,
  progressOf,
  writeBatch,
  writeOutcomes,
} from './payout-store.ts';

/** A batch to be recorded under a caller's key. */
interface PayoutIntent {
  readonly actor: UserActor;
  readonly call: CallKey;
  readonly inputHash: string;
  readonly batch: CountedBatch;
  readonly lines: readonly NewPayoutLine[];
}

/** Batches of payouts and their lines. The transactions of lines are in the `TransactionStore`. */
export interface PayoutBook {
  /** A batch and how far it is. */
  byId(id: string): Promise<CountedBatch | undefined>;
  /** False when the key was taken; then nothing was written. */
  record(intent: PayoutIntent): Promise<boolean>;
  /** Takes lines that have not begun, longest due first, and puts them off so that no other worker takes them too. */
  leaseLines(now: Date, limit: number): Promise<readonly DueLine[]>;
  /** Takes batches that wait for lines on their way, and puts them off so that no other worker looks at them too. */
  leaseBatches(now: Date, limit: number): Promise<readonly string[]>;
  /** Writes what became of lines, and how far these batches are by then. What was paid stays so. */
  advance(ids: readonly string[], outcomes: readonly LineOutcome[], now: Date): Promise<void>;
}

export function openPayoutBook(database: Database, publisher: Publisher): PayoutBook {
  return {
    byId: async (id) => (await batchesById(database, [id])).get(id),
    record: ({ actor, call, inputHash, batch, lines }) =>
      publisher.commit(actor, async (tx) => {
        const claimed = await claimKeys(tx, [{ call, inputHash, transactionId: batch.id }], batch.createdAt);
        if (!claimed.has(call)) return { result: false, facts: [] };
        await insertBatch(tx, batch, lines);
        return { result: true, facts: [payoutFact('payout.submitted', batch)] };
      }),
    leaseLines: (now, limit) => leaseLines(database, now, limit),
    leaseBatches: (now, limit) => leaseBatches(database, now, limit),
    advance: (ids, outcomes, now) =>
      publisher.commit(asService('transactions', { requestId: newId('payouts') }), async (tx) => {
        const batches = await lockOpenBatches(tx, ids);
        if (outcomes.length > 0) await writeOutcomes(tx, await closed(tx, outcomes, now));
        const progress = await progressOf(tx, ids);
        const news: Fact[] = [];
        for (const row of batches) {
          const { batch, facts } = advanced({ ...row, ...progress(row.id) }, now);
          await writeBatch(tx, batch);
          news.push(...facts);
        }
        return { result: undefined, facts: news };
      }),
  };
}

/** A line is refused only when nobody pays it, now or later: otherwise it is what they made of it. */
async function closed(tx: Tx, outcomes: readonly LineOutcome[], now: Date): Promise<readonly LineOutcome[]> {
  const refused = outcomes.filter(({ refusal }) => refusal);
  const calls = refused.map(({ line }) => ({ call: callOfLine(line), belongsTo: line.batchId }));
  const paid = await closeKeys(tx, calls, now);
  const instead = new Map(refused.map((outcome, index) => [outcome, paid[index]]));
  return outcomes.map((outcome) => {
    const transactionId = instead.get(outcome);
    return transactionId === undefined ? outcome : { line: outcome.line, transactionId };
  });
}
