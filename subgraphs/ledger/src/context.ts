import type { Actor } from '@paygraph/identity';
import { loadMany, loadOne, type SubgraphContext } from '@paygraph/subgraph';
import { accountsById } from './account-store.ts';
import type { LedgerDeps } from './deps.ts';
import { entriesById, entriesByTransaction, transfersByEntry } from './journal-store.ts';

export type Context = SubgraphContext & ReturnType<typeof createLoaders>;

function createLoaders({ database }: LedgerDeps) {
  return {
    accounts: loadOne((ids) => accountsById(database, ids)),
    entries: loadOne((ids) => entriesById(database, ids)),
    entriesByTransaction: loadMany((ids) => entriesByTransaction(database, ids)),
    transfersByEntry: loadMany((ids) => transfersByEntry(database, ids)),
  };
}

export function createContext(deps: LedgerDeps, actor: Actor): Context {
  return { actor, extensions: {}, ...createLoaders(deps) };
}
