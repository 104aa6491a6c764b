import type { Actor } from '@paygraph/identity';
import { loadMany, loadOne, type SubgraphContext } from '@paygraph/subgraph';
import { apiKeysByUser } from './api-keys/api-key-store.ts';
import type { UsersDeps } from './deps.ts';
import { liveSessionsByUser } from './session-store.ts';
import { usersById } from './user-store.ts';

export type Context = SubgraphContext & ReturnType<typeof createLoaders>;

function createLoaders({ database, now }: UsersDeps) {
  return {
    users: loadOne((ids) => usersById(database, ids)),
    apiKeysByUser: loadMany((ids) => apiKeysByUser(database, ids)),
    sessionsByUser: loadMany((ids) => liveSessionsByUser(database, ids, now())),
  };
}

export function createContext(deps: UsersDeps, actor: Actor): Context {
  return { actor, extensions: {}, ...createLoaders(deps) };
}
