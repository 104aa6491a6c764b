import type { Fact } from '@paygraph/events';
import { formatMinor } from '@paygraph/money';
import { describeFailure } from './failure.ts';
import type { TransactionStatus } from './status.ts';
import type { TransactionRow } from './transaction-store.ts';

/** Types of events that tell a new status. */
const EVENT_TYPES = {
  CREATED: 'transaction.created',
  PROCESSING: 'transaction.processing',
  SUCCEEDED: 'transaction.succeeded',
  FAILED: 'transaction.failed',
} as const satisfies Partial<Record<TransactionStatus, string>>;

export const TRANSACTION_EVENTS = Object.values(EVENT_TYPES);

/** The fact that `row` now has its status; `previousStatus` is null for a new one. */
export function transactionFact(row: TransactionRow, previousStatus: TransactionStatus | null): Fact {
  const type = EVENT_TYPES[row.status as keyof typeof EVENT_TYPES];
  if (!type) throw new Error(`no event tells the status ${row.status}`);
  return {
    type,
    subject: row.id,
    data: {
      transactionId: row.id,
      type: row.type,
      status: row.status,
      previousStatus,
      amount: formatMinor(row.minor, row.currency),
      currency: row.currency,
      initiatorId: row.initiatorId,
      sourceWalletId: row.sourceWalletId,
      sourceOwnerId: row.sourceOwnerId,
      destinationWalletId: row.destinationWalletId,
      destinationOwnerId: row.destinationOwnerId,
      description: row.description,
      failureCode: row.failureCode,
      failureMessage: row.failureCode && describeFailure({ code: row.failureCode, declineCode: null }).message,
    },
  };
}
