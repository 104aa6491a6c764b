import type { Queryable } from '@paygraph/postgres';
import type { Page } from '@paygraph/subgraph';
import { and, count, desc, eq, inArray, isNull, lt } from 'drizzle-orm';
import { notifications } from './tables.ts';

export type NotificationRow = typeof notifications.$inferSelect;
export type NewNotification = typeof notifications.$inferInsert;

/** Adds notifications in order; the answer leaves out those whose user was told of the same event before. */
export async function insertNotifications(
  { query }: Pick<Queryable, 'query'>,
  rows: readonly NewNotification[],
): Promise<NotificationRow[]> {
  if (rows.length === 0) return [];
  const { rows: inserted } = await query<NotificationRow>(
    `insert into notifications (id, user_id, kind, title, body, transaction_id, source_event_id, created_at)
     select id, user_id, kind, title, body, transaction_id, source_event_id, created_at
       from rows from (json_to_recordset($1) as (id text, user_id text, kind text, title text, body text,
              transaction_id text, source_event_id text, created_at timestamptz)) with ordinality as n
      order by ordinality
     on conflict do nothing
     returning id, number, user_id "userId", kind, title, body, transaction_id "transactionId",
               source_event_id "sourceEventId", read_at "readAt", created_at "createdAt"`,
    [JSON.stringify(rows.map(toRecord))],
  );
  return inserted;
}

function toRecord(row: NewNotification) {
  const { userId: user_id, transactionId: transaction_id, sourceEventId: source_event_id, createdAt: created_at } = row;
  const { id, kind, title, body } = row;
  return { id, user_id, kind, title, body, transaction_id, source_event_id, created_at };
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
