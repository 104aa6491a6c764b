import type { Fact } from '@paygraph/events';
import { type Actor, maySee } from '@paygraph/identity';
import { formatMinor, parseMoney } from '@paygraph/money';
import type { EventData } from '@paygraph/schema/events';
import { describeFailure, type FailureCode } from '../failure.ts';
import { type Problem, userError } from '../problems.ts';
import type { payoutBatches, payoutLines } from '../tables.ts';

/** How soon a batch that only waits is looked at again: a quarter of the time nothing has happened, within these bounds. */
const LOOK_AGAIN_MIN_MS = 2_000;
const LOOK_AGAIN_MAX_MS = 60_000;

export type PayoutBatchRow = typeof payoutBatches.$inferSelect;

export type PayoutLineStatus = 'PENDING' | 'PROCESSING' | 'IN_REVIEW' | 'SUCCEEDED' | 'FAILED';

/** A line with what became of its transaction. */
export type PayoutLineRow = Omit<typeof payoutLines.$inferSelect, 'dueAt' | 'attempts' | 'lastError'> & {
  readonly status: PayoutLineStatus;
  readonly currency: string;
  readonly failureCode: FailureCode | null;
};

/** How far a batch is, counted from its lines. */
export interface PayoutProgress {
  readonly succeeded: number;
  readonly failed: number;
  readonly inReview: number;
  readonly succeededMinor: bigint;
  readonly failedMinor: bigint;
}

export type CountedBatch = PayoutBatchRow & PayoutProgress;

export type PayoutEventData = EventData<'payout.progressed'>;
export const PROGRESS_EVENTS = ['payout.progressed', 'payout.completed'] as const;

export function pendingOf({ lineCount, succeeded, failed }: CountedBatch): number {
  return lineCount - succeeded - failed;
}

/** The progress as one text, to see whether there is news. */
function progressText({ succeeded, failed, inReview }: PayoutProgress): string {
  return `${succeeded} ${failed} ${inReview}`;
}

export function payoutFact(
  type: 'payout.submitted' | 'payout.progressed' | 'payout.completed',
  batch: CountedBatch,
): Fact {
  const amountOf = (minor: bigint) => formatMinor(minor, batch.currency);
  return {
    type,
    subject: batch.id,
    data: {
      batchId: batch.id,
      submittedBy: batch.submittedBy,
      sourceWalletId: batch.sourceWalletId,
      currency: batch.currency,
      amount: amountOf(batch.minor),
      total: batch.lineCount,
      succeeded: batch.succeeded,
      failed: batch.failed,
      pending: pendingOf(batch),
      inReview: batch.inReview,
      succeededAmount: amountOf(batch.succeededMinor),
      failedAmount: amountOf(batch.failedMinor),
    },
  };
}

/** Under which a line is paid, once. */
export function callOfLine(line: { readonly batchId: string; readonly number: number; readonly submittedBy: string }) {
  return { callerId: line.submittedBy, mutation: 'payout', key: `payout:${line.batchId}:${line.number}` };
}

/** A batch after it was counted, and what is told of it: that it is done, or what is news. */
export function advanced(counted: CountedBatch, now: Date): { batch: CountedBatch; facts: Fact[] } {
  const told = progressText(counted);
  if (pendingOf(counted) === 0) {
    const batch = { ...counted, status: 'COMPLETED', completedAt: now, changedAt: now, told } as const;
    return { batch, facts: [payoutFact('payout.completed', batch)] };
  }
  const news = told !== counted.told;
  const changedAt = news ? now : counted.changedAt;
  const quiet_ms = (now.getTime() - changedAt.getTime()) / 4;
  const dueAt = new Date(now.getTime() + Math.min(LOOK_AGAIN_MAX_MS, Math.max(LOOK_AGAIN_MIN_MS, quiet_ms)));
  const batch = { ...counted, told, changedAt, dueAt };
  return { batch, facts: news ? [payoutFact('payout.progressed', batch)] : [] };
}

/** The batch as an event told it. */
export function batchAfter(batch: CountedBatch, data: PayoutEventData, time: string): CountedBatch {
  const { succeeded, failed, inReview, pending, currency } = data;
  const minorOf = (amount: string) => {
    const money = parseMoney({ amount, currency });
    return typeof money === 'string' ? 0n : money.minor;
  };
  const done = pending === 0;
  return {
    ...batch,
    ...{ succeeded, failed, inReview },
    succeededMinor: minorOf(data.succeededAmount),
    failedMinor: minorOf(data.failedAmount),
    status: done ? 'COMPLETED' : 'PROCESSING',
    completedAt: done ? new Date(time) : null,
  };
}

/** A batch is its submitter's business, and that of operators; not that of who is paid. */
export function maySeeBatch(actor: Actor, { submittedBy }: Pick<PayoutBatchRow, 'submittedBy'>): boolean {
  return maySee(actor, submittedBy);
}

/** Why a line was not paid; null while it may yet be. */
export function lineFailure({ status, refusal, failureCode }: PayoutLineRow) {
  if (refusal) return { code: refusal, message: refusalMessage(refusal), declineCode: null, retryAdvice: null };
  if (status !== 'FAILED') return null;
  if (failureCode) return describeFailure({ code: failureCode, declineCode: null });
  return { code: 'CANCELED', message: 'It was called off', declineCode: null, retryAdvice: null };
}

function refusalMessage(refusal: Problem): string {
  return userError(refusal).message;
}
