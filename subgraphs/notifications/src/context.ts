import type { Actor } from '@paygraph/identity';
import { loadMany, loadOne, type SubgraphContext } from '@paygraph/subgraph';
import type { NotificationsDeps } from './deps.ts';
import { notificationsById, notificationsByTransaction, unreadByUser } from './notification-store.ts';

export type Context = SubgraphContext & ReturnType<typeof createLoaders>;

function createLoaders({ database }: NotificationsDeps) {
  return {
    notifications: loadOne((ids) => notificationsById(database, ids)),
    notificationsByTransaction: loadMany((ids) => notificationsByTransaction(database, ids)),
    unreadByUser: loadOne((ids) => unreadByUser(database, ids)),
  };
}

export function createContext(deps: NotificationsDeps, actor: Actor): Context {
  return { actor, extensions: {}, ...createLoaders(deps) };
}
