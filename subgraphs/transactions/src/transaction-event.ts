import type { DomainEvent } from '@paygraph/events';
import { parseMoney } from '@paygraph/money';
import type { EventData } from '@paygraph/schema/events';
import type { FailureCode } from './failure.ts';
import { hasMoved } from './status.ts';
import type { TransactionRow } from './transaction.ts';

export type TransactionEventData = EventData<'transaction.created'>;

/** A change of status with the transaction as it left it, whatever has happened since. */
export interface TransactionChange {
  readonly cursor: string;
  readonly occurredAt: string;
  readonly previousStatus: TransactionEventData['previousStatus'];
  readonly transaction: TransactionRow;
}

export function toChange(event: DomainEvent, row: TransactionRow): TransactionChange {
  const data = event.data as TransactionEventData;
  const { status, previousStatus, failureCode, currency } = data;
  const minorOf = (amount: string | undefined, otherwise: bigint) => {
    const money = amount === undefined ? undefined : parseMoney({ amount, currency });
    return typeof money === 'object' ? money.minor : otherwise;
  };
  return {
    cursor: event.cursor,
    occurredAt: event.time,
    previousStatus,
    transaction: {
      ...row,
      status,
      failureCode: failureCode as FailureCode | null,
      feeMinor: minorOf(data.fee, row.feeMinor),
      capturedMinor: minorOf(data.capturedAmount, row.capturedMinor),
      refundedMinor: minorOf(data.refundedAmount, row.refundedMinor),
      settledAt:
        status === 'SUCCEEDED'
          ? new Date(event.time)
          : hasMoved(status) || status === row.status
            ? row.settledAt
            : null,
    },
  };
}

/** Whether the event was the destination's business when it happened. */
export function shownToDestination({ shownToDestination, status }: TransactionEventData): boolean {
  return shownToDestination ?? hasMoved(status);
}
