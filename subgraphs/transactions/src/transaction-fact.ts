import type { Fact } from '@paygraph/events';
import { formatMinor } from '@paygraph/money';
import { describeFailure } from './failure.ts';
import type { TransactionStatus } from './status.ts';
import type { TransactionRow } from './transaction.ts';
import { isShownToDestination } from './visibility.ts';

/** Types of events that tell a new status. */
const EVENT_TYPES = {
  CREATED: 'transaction.created',
  REQUIRES_ACTION: 'transaction.requires_action',
  IN_REVIEW: 'transaction.in_review',
  PROCESSING: 'transaction.processing',
  AUTHORIZED: 'transaction.authorized',
  SUCCEEDED: 'transaction.succeeded',
  FAILED: 'transaction.failed',
  CANCELED: 'transaction.canceled',
  REFUNDED: 'transaction.refunded',
  PARTIALLY_REFUNDED: 'transaction.partially_refunded',
  DISPUTED: 'transaction.disputed',
} as const satisfies Record<TransactionStatus, string>;

export const TRANSACTION_EVENTS = Object.values(EVENT_TYPES);

/** The fact that `row` now has its status; `previousStatus` is null for a new one. */
export function transactionFact(row: TransactionRow, previousStatus: TransactionStatus | null): Fact {
  const { currency, failureCode } = row;
  return {
    type: EVENT_TYPES[row.status],
    subject: row.id,
    data: {
      transactionId: row.id,
      type: row.type,
      status: row.status,
      previousStatus,
      amount: formatMinor(row.minor, currency),
      fee: formatMinor(row.feeMinor, currency),
      capturedAmount: formatMinor(row.capturedMinor, currency),
      refundedAmount: formatMinor(row.refundedMinor, currency),
      currency,
      initiatorId: row.initiatorId,
      sourceWalletId: row.sourceWalletId,
      sourceOwnerId: row.sourceOwnerId,
      destinationWalletId: row.destinationWalletId,
      destinationOwnerId: row.destinationOwnerId,
      parentId: row.parentId,
      description: row.description,
      failureCode,
      failureMessage: failureCode && describeFailure({ code: failureCode, declineCode: null }).message,
      createdAt: row.createdAt.toISOString(),
      shownToDestination: isShownToDestination(row),
    },
  };
}
