import type { EventOf } from '@paygraph/schema/events';
import type { Notice } from './transaction-notices.ts';

/** What becomes of batches and schedules, beyond what their transactions tell. */
export const STANDING_ORDER_TYPES = ['payout.completed', 'schedule.run_refused', 'schedule.canceled'] as const;
export type StandingOrderType = (typeof STANDING_ORDER_TYPES)[number];

/** Whom to tell what about something that happened while nobody was there. */
export function standingOrderNoticesOf({ type, data }: EventOf<StandingOrderType>): Notice[] {
  switch (type) {
    case 'payout.completed': {
      const { submittedBy: userId, succeeded, failed, total, succeededAmount, currency } = data;
      const title = `Your payouts are done: ${succeeded} of ${total} were paid`;
      const body = `${succeededAmount} ${currency} were paid out${failed > 0 ? `; ${failed} failed, see the batch` : ''}.`;
      return [{ userId, kind: type, title, body }];
    }
    case 'schedule.run_refused': {
      const title = `Your scheduled transfer of ${data.amount} ${data.currency} could not be made`;
      return [{ userId: data.ownerId, kind: type, title, body: `${data.message}. No money was moved.` }];
    }
    case 'schedule.canceled': {
      // Who ended it themselves knows.
      if (data.reason === 'REQUESTED') return [];
      const title = `Your scheduled transfer of ${data.amount} ${data.currency} was ended`;
      return [{ userId: data.ownerId, kind: type, title, body: 'It had failed ten times in a row.' }];
    }
  }
}
