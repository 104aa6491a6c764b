import type { DomainEvent } from '@paygraph/events';
import type { EventData } from '@paygraph/schema/events';
import type { FailureCode } from './failure.ts';
import type { TransactionRow } from './transaction-store.ts';

export type TransactionEventData = EventData<'transaction.created'>;

/** A change of status with the transaction as it left it, whatever has happened since. */
export interface TransactionChange {
  readonly cursor: string;
  readonly occurredAt: string;
  readonly previousStatus: TransactionEventData['previousStatus'];
  readonly transaction: TransactionRow;
}

export function toChange(event: DomainEvent, row: TransactionRow): TransactionChange {
  const { status, previousStatus, failureCode } = event.data as TransactionEventData;
  return {
    cursor: event.cursor,
    occurredAt: event.time,
    previousStatus,
    transaction: {
      ...row,
      status,
      failureCode: failureCode as FailureCode | null,
      settledAt: status === 'SUCCEEDED' ? new Date(event.time) : status === row.status ? row.settledAt : null,
    },
  };
}
