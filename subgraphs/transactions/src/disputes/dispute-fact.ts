import type { Fact } from '@paygraph/events';
import { formatMinor } from '@paygraph/money';
import type { EventType } from '@paygraph/schema/events';
import type { DisputeRow } from './dispute.ts';

type DisputeEvent = Extract<EventType, `dispute.${string}`>;

/** The fact that something happened to a dispute, which is as it was left. */
export function disputeFact(type: DisputeEvent, row: DisputeRow): Fact {
  const { currency } = row;
  return {
    type,
    subject: row.id,
    data: {
      disputeId: row.id,
      transactionId: row.transactionId,
      chargebackId: row.chargebackId,
      status: row.status,
      reason: row.reason,
      amount: formatMinor(row.minor, currency),
      fee: formatMinor(row.feeMinor, currency),
      currency,
      payerId: row.payerId,
      merchantId: row.merchantId,
      provider: row.provider,
      evidenceDueAt: row.evidenceDueAt.toISOString(),
    },
  };
}

/** What follows from a change of status. */
export function changeFacts(before: DisputeRow, after: DisputeRow): Fact[] {
  if (before.status === after.status) return [];
  switch (after.status) {
    case 'OPEN':
      return [disputeFact('dispute.escalated', after)];
    case 'WON':
      return [disputeFact('dispute.won', after)];
    case 'LOST':
      return [disputeFact('dispute.lost', after)];
    default:
      return [];
  }
}
