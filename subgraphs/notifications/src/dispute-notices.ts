import type { EventData, EventOf } from '@paygraph/schema/events';
import type { Notice } from './transaction-notices.ts';

/** What becomes of disputes, beyond what the payment itself tells. */
export const DISPUTE_TYPES = ['dispute.opened', 'dispute.won', 'dispute.lost'] as const;
export type DisputeType = (typeof DISPUTE_TYPES)[number];

type DisputeData = EventData<DisputeType>;

/**
 * Whom to tell what about a dispute. That money was taken, and that a payment stands, is told by the transactions
 * themselves; who paid by card hears from its bank.
 */
export function disputeNoticesOf({ type, data }: EventOf<DisputeType>): Notice[] {
  const isInquiry = data.chargebackId === null;
  const sum = `${data.amount} ${data.currency}`;
  switch (type) {
    case 'dispute.opened':
      if (!isInquiry) return [];
      return [merchant(data, type, `A bank asks about a payment of ${sum} to you`, 'Answer it before money is taken.')];
    case 'dispute.won':
      if (isInquiry)
        return [merchant(data, type, `The bank has no more questions about ${sum}`, 'The payment stands.')];
      return payer(data, type, `Your dispute over ${sum} was not successful`, 'The payment stands.');
    case 'dispute.lost':
      return [
        merchant(data, type, `You lost the dispute over ${sum}`, 'Who paid has the money.'),
        ...payer(data, type, `Your dispute over ${sum} was successful`, 'The money is in your wallet again.'),
      ];
  }
}

function merchant({ merchantId: userId }: DisputeData, kind: DisputeType, title: string, body: string): Notice {
  return { userId, kind, title, body };
}

function payer(
  { payerId, merchantId, provider }: DisputeData,
  kind: DisputeType,
  title: string,
  body: string,
): Notice[] {
  return provider === null && payerId !== merchantId ? [{ userId: payerId, kind, title, body }] : [];
}
