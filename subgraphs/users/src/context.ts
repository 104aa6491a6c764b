import type { Actor } from '@paygraph/identity';
import { loadMany, loadOne, type SubgraphContext } from '@paygraph/subgraph';
import type { UsersDeps } from './deps.ts';
import { liveSessionsByUser } from './session-store.ts';
import { usersById } from './user-store.ts';

export type Context = SubgraphContext & ReturnType<typeof createLoaders>;

function createLoaders({ database, now }: UsersDeps) {
  return {
    users: loadOne((ids) => usersById(database, ids)),
    sessionsByUser: loadMany((ids) => liveSessionsByUser(database, ids, now())),
  };
}

export function createContext(deps: UsersDeps, actor: Actor): Context {
  return { actor, extensions: {}, ...createLoaders(deps) };
}
