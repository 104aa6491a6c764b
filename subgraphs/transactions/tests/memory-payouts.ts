import {
  advanced,
  type CountedBatch,
  callOfLine,
  type PayoutBatchRow,
  type PayoutLineStatus,
  payoutFact,
} from '../src/payouts/payout-batch.ts';
import type { PayoutBook } from '../src/payouts/payout-book.ts';
import type { LineOutcome } from '../src/payouts/payout-store.ts';
import { closeKey, dueOf, type LineRow, type MemoryTables, putOff, takeKey } from './memory-tables.ts';

const LEASE_MS = 20_000;
const LEASE_DOUBLINGS_MAX = 4;
const ERROR_CHARACTERS_MAX = 500;

/** Batches of payouts in memory. The contract suite holds it to what PostgreSQL does. */
export function memoryPayouts(tables: MemoryTables): PayoutBook {
  const { batches, lines, facts } = tables;
  const put = (line: LineRow) => lines.set(lineKey(line), line);
  const leased = (row: LineRow, now: Date) => {
    put({ ...row, attempts: row.attempts + 1, dueAt: putOff(now, LEASE_MS, row.attempts, LEASE_DOUBLINGS_MAX) });
    const { batchId, number, toWalletId, minor, description, reference } = row;
    const { sourceWalletId, currency, submittedBy, requestId, ip } = batches.get(batchId) as PayoutBatchRow;
    const line = { batchId, number, toWalletId, minor, description, reference };
    return { ...line, sourceWalletId, currency, submittedBy, requestId, ip };
  };
  const write = ({ line, transactionId, refusal, error }: LineOutcome) => {
    const before = lines.get(lineKey(line));
    if (!before) return;
    const paidBy = before.transactionId ?? transactionId ?? null;
    return {
      ...before,
      transactionId: paidBy,
      refusal: paidBy === null ? (before.refusal ?? refusal ?? null) : null,
      lastError: error?.slice(0, ERROR_CHARACTERS_MAX) ?? null,
    };
  };
  return {
    async byId(id) {
      const row = batches.get(id);
      return row && counted(tables, row);
    },
    async record({ call, inputHash, batch, lines: given }) {
      if (!takeKey(tables, call, inputHash, batch.id)) return false;
      const { succeeded, failed, inReview, succeededMinor, failedMinor, ...row } = batch;
      batches.set(batch.id, row);
      const fresh = { transactionId: null, refusal: null, attempts: 0, lastError: null };
      for (const line of given) put({ ...line, ...fresh, batchId: batch.id, dueAt: batch.createdAt });
      facts.push(payoutFact('payout.submitted', batch));
      return true;
    },
    async leaseLines(now, limit) {
      const open = [...lines.values()].filter(({ transactionId, refusal }) => transactionId === null && !refusal);
      return dueOf(open, now, limit).map((row) => leased(row, now));
    },
    async leaseBatches(now, limit) {
      const due = dueOf(
        [...batches.values()].filter(({ status }) => status === 'PROCESSING'),
        now,
        limit,
      );
      for (const row of due) batches.set(row.id, { ...row, dueAt: putOff(now, LEASE_MS, 0, 0) });
      return due.map(({ id }) => id);
    },
    async advance(ids, outcomes, now) {
      const settled = outcomes.map(({ line, ...outcome }) => {
        const paid = outcome.refusal ? closeKey(tables, callOfLine(line), line.batchId) : undefined;
        return paid ? { line, transactionId: paid } : { line, ...outcome };
      });
      const written = settled.flatMap((outcome) => write(outcome) ?? []);
      for (const line of written) put(line);
      for (const id of [...ids].sort()) {
        const row = batches.get(id);
        if (row?.status !== 'PROCESSING') continue;
        const { batch, facts: news } = advanced(counted(tables, row), now);
        const { status, told, changedAt, completedAt, dueAt } = batch;
        batches.set(id, { ...row, status, told, changedAt, completedAt, dueAt });
        facts.push(...news);
      }
    },
  };
}

/** A line of the batch got further without the worker that began it: it is to look at once. */
export function hastenBatch({ batches }: MemoryTables, id: string | null, now: Date): void {
  const batch = batches.get(id ?? '');
  if (batch && batch.dueAt > now) batches.set(batch.id, { ...batch, dueAt: now });
}

const lineKey = ({ batchId, number }: Pick<LineRow, 'batchId' | 'number'>) => `${batchId} ${number}`;

function counted(tables: MemoryTables, batch: PayoutBatchRow): CountedBatch {
  const lines = [...tables.lines.values()].filter(({ batchId }) => batchId === batch.id);
  const those = (status: PayoutLineStatus) => lines.filter((line) => statusOf(tables, line) === status);
  const sum = (some: readonly LineRow[]) => some.reduce((total, { minor }) => total + minor, 0n);
  const [succeeded, failed] = [those('SUCCEEDED'), those('FAILED')];
  return {
    ...batch,
    ...{ succeeded: succeeded.length, failed: failed.length, inReview: those('IN_REVIEW').length },
    ...{ succeededMinor: sum(succeeded), failedMinor: sum(failed) },
  };
}

function statusOf({ transactions }: MemoryTables, { refusal, transactionId }: LineRow): PayoutLineStatus {
  if (refusal !== null) return 'FAILED';
  if (transactionId === null) return 'PENDING';
  const transaction = transactions.get(transactionId);
  if (transaction?.status === 'FAILED' || transaction?.status === 'CANCELED') return 'FAILED';
  if (transaction?.status === 'IN_REVIEW') return 'IN_REVIEW';
  return transaction?.settledAt ? 'SUCCEEDED' : 'PROCESSING';
}
