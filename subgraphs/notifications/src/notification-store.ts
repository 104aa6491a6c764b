import type { Queryable } from '@paygraph/postgres';
import type { Page } from '@paygraph/subgraph';
import { and, count, desc, eq, inArray, isNull, lt } from 'drizzle-orm';
import { notifications } from './tables.ts';

export type NotificationRow = typeof notifications.$inferSelect;
export type NewNotification = typeof notifications.$inferInsert;

/** Adds notifications; the answer leaves out those whose user was told of the same event before. */
export async function insertNotifications(
  { db }: Queryable,
  rows: readonly NewNotification[],
): Promise<NotificationRow[]> {
  return db
    .insert(notifications)
    .values([...rows])
    .onConflictDoNothing()
    .returning();
}

export async function notificationsById(
  { db }: Queryable,
  ids: readonly string[],
): Promise<Map<string, NotificationRow>> {
  const rows = await db
    .select()
    .from(notifications)
    .where(inArray(notifications.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row]));
}

export async function notificationsByTransaction(
  { db }: Queryable,
  ids: readonly string[],
): Promise<Map<string, NotificationRow[]>> {
  const rows = await db
    .select()
    .from(notifications)
    .where(inArray(notifications.transactionId, [...ids]))
    .orderBy(notifications.number);
  return Map.groupBy(rows, ({ transactionId }) => transactionId ?? '');
}

/** Notifications of one user, newest first; one more than the page, when there is one. */
export function listNotifications(
  { db }: Queryable,
  { limit, after }: Page,
  { userId, unreadOnly }: { readonly userId: string; readonly unreadOnly: boolean },
): Promise<NotificationRow[]> {
  return db
    .select()
    .from(notifications)
    .where(
      and(
        eq(notifications.userId, userId),
        after === undefined ? undefined : lt(notifications.number, BigInt(after)),
        unreadOnly ? isNull(notifications.readAt) : undefined,
      ),
    )
    .orderBy(desc(notifications.number))
    .limit(limit + 1);
}

/** How many notifications each user has not read; users without any are left out. */
export async function unreadByUser({ db }: Queryable, userIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db
    .select({ userId: notifications.userId, unread: count() })
    .from(notifications)
    .where(and(inArray(notifications.userId, [...userIds]), isNull(notifications.readAt)))
    .groupBy(notifications.userId);
  return new Map(rows.map(({ userId, unread }) => [userId, unread]));
}

/** Marks notifications of one user as read; the answer is the ids of those that became so. */
export async function markRead(
  { db }: Queryable,
  { userId, ids, at }: { readonly userId: string; readonly ids: readonly string[]; readonly at: Date },
): Promise<string[]> {
  const rows = await db
    .update(notifications)
    .set({ readAt: at })
    .where(and(inArray(notifications.id, [...ids]), eq(notifications.userId, userId), isNull(notifications.readAt)))
    .returning({ id: notifications.id });
  return rows.map(({ id }) => id);
}
