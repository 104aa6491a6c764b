import type { DomainEvent } from '@paygraph/events';
import { maySee } from '@paygraph/identity';
import type { EventData } from '@paygraph/schema/events';
import { codedError, connectionOf, notFound, parseNumberedPage, requireService, requireUser } from '@paygraph/subgraph';
import type { NotificationsDeps } from './deps.ts';
import { notificationsRead } from './events.ts';
import type { Resolvers } from './generated/resolvers.ts';
import { listNotifications, markRead, type NotificationRow } from './notification-store.ts';
import { sendOneTimePasswords } from './send-one-time-passwords.ts';

const IDS_PER_CALL_MAX = 100;

export function createResolvers(deps: NotificationsDeps): Resolvers {
  const { database, publisher, now } = deps;
  return {
    Query: {
      async notifications(_, { unreadOnly, ...args }, { actor }) {
        const page = parseNumberedPage(args);
        const { userId } = requireUser(actor);
        const rows = await listNotifications(database, page, { userId, unreadOnly: unreadOnly ?? false });
        return connectionOf(rows, page, ({ number }) => number.toString());
      },
    },
    Mutation: {
      async markNotificationsRead(_, { ids }, { actor }) {
        if (ids.length > IDS_PER_CALL_MAX) {
          throw codedError('BAD_USER_INPUT', `At most ${IDS_PER_CALL_MAX} ids`, { argument: 'ids' });
        }
        const { userId } = requireUser(actor);
        return publisher.commit(actor, async (tx) => {
          const read = await markRead(tx, { userId, ids, at: now() });
          return { result: read.length, facts: read.length > 0 ? [notificationsRead(userId, read)] : [] };
        });
      },
      async _sendOneTimePasswords(_, { inputs }, { actor }) {
        requireService(actor);
        await sendOneTimePasswords(deps, inputs);
        return true;
      },
    },
    Subscription: {
      notificationReceived: {
        subscribe(_, { after }, { actor }) {
          const { userId } = requireUser(actor);
          return publisher.stream({
            types: ['notification.created'],
            match: ({ data }) => (data as EventData<'notification.created'>).userId === userId,
            after,
          });
        },
        resolve: (event: DomainEvent) => event,
      },
    },
    NotificationEvent: {
      occurredAt: ({ time }) => new Date(time),
      notification: ({ subject }, _, { notifications }) => notifications.load(subject) as Promise<NotificationRow>,
    },
    Notification: {
      async __resolveReference({ id }, { actor, notifications }) {
        const row = await notifications.load(id);
        return row && maySee(actor, row.userId) ? row : null;
      },
      transaction: ({ transactionId }) => (transactionId ? { id: transactionId } : null),
    },
    User: {
      __resolveReference: ({ id }) => ({ id }),
      async unreadNotifications({ id }, _, { actor, unreadByUser }) {
        if (!maySee(actor, id)) throw notFound('User');
        return (await unreadByUser.load(id)) ?? 0;
      },
    },
    Transaction: {
      __resolveReference: ({ id }) => ({ id }),
      async notifications({ id }, _, { actor, notificationsByTransaction }) {
        const rows = await notificationsByTransaction.load(id);
        return rows.filter(({ userId }) => maySee(actor, userId));
      },
    },
  };
}
