import type { Fact } from '@paygraph/events';
import type { EventType } from '@paygraph/schema/events';
import { BALANCE_TYPES } from './balance-notices.ts';
import { DISPUTE_TYPES } from './dispute-notices.ts';
import type { NotificationRow } from './notification-store.ts';
import { STANDING_ORDER_TYPES } from './standing-order-notices.ts';
import { TOLD_TYPES } from './transaction-notices.ts';

/** What this subgraph hears of, and from whom. */
export const CONSUMED_SOURCES = ['users', 'transactions'] as const;
export const CONSUMED_TYPES = [
  'user.registered',
  'user.sign_up_repeated',
  ...TOLD_TYPES,
  ...DISPUTE_TYPES,
  ...STANDING_ORDER_TYPES,
  ...BALANCE_TYPES,
] as const satisfies readonly EventType[];
export type ConsumedType = (typeof CONSUMED_TYPES)[number];

export function notificationsRead(userId: string, notificationIds: string[]): Fact {
  return { type: 'notifications.read', subject: userId, data: { userId, notificationIds } };
}

export function notificationCreated({ id, userId, kind }: NotificationRow): Fact {
  return { type: 'notification.created', subject: id, data: { notificationId: id, userId, kind } };
}
