import type { EventOf } from '@paygraph/schema/events';
import type { Notice } from './transaction-notices.ts';

/** What the platform owes people, or they owe it, and is settled without their doing. */
export const BALANCE_TYPES = ['unclaimed.recorded', 'unclaimed.paid_out', 'debt.collected'] as const;
export type BalanceType = (typeof BALANCE_TYPES)[number];

export function balanceNoticesOf({ type, data }: EventOf<BalanceType>): Notice[] {
  const sum = (amount: string) => `${amount.replace(/^-/, '')} ${data.currency}`;
  const notice = (title: string, body: string) => [{ userId: data.ownerId, kind: type, title, body }];
  switch (type) {
    case 'unclaimed.recorded':
      return notice(
        `${sum(data.amount)} of yours could not reach you`,
        'We keep it; name us a wallet to pay it out to.',
      );
    case 'unclaimed.paid_out':
      return notice(`${sum(data.amount)} that we kept for you was paid out`, 'It is in your wallet.');
    case 'debt.collected':
      if (data.amount.startsWith('-'))
        return notice(`${sum(data.amount)} was given back to you`, 'It had been taken over a dispute that you won.');
      return notice(
        `${sum(data.amount)} that you owed over a dispute was taken`,
        Number(data.owed) > 0 ? `${sum(data.owed)} is still owed.` : 'Nothing is owed any more.',
      );
  }
}
