import type { Actor } from '@paygraph/identity';
import { loadMany, loadOne, type SubgraphContext } from '@paygraph/subgraph';
import DataLoader from 'dataloader';
import { accountsById } from './account-store.ts';
import { auditedBefore } from './audit-store.ts';
import type { LedgerDeps } from './deps.ts';
import {
  entriesById,
  entriesByNumber,
  entriesByTransaction,
  type PostingRow,
  postingsByEntry,
} from './journal-store.ts';

export type Context = SubgraphContext & ReturnType<typeof createLoaders>;

function createLoaders({ database }: LedgerDeps) {
  return {
    accounts: loadOne((ids) => accountsById(database, ids)),
    entries: loadOne((ids) => entriesById(database, ids)),
    entriesByNumber: new DataLoader(async (numbers: readonly bigint[]) => {
      const rows = await entriesByNumber(database, numbers);
      return numbers.map((number) => rows.get(number));
    }),
    auditedBefore: new DataLoader(async (numbers: readonly bigint[]) => {
      const earlier = await auditedBefore(database, numbers);
      return numbers.map((number) => earlier.get(number) ?? null);
    }),
    entriesByTransaction: loadMany((ids) => entriesByTransaction(database, ids)),
    postings: new DataLoader(async (numbers: readonly bigint[]): Promise<PostingRow[][]> => {
      const rows = await postingsByEntry(database, numbers);
      return numbers.map((number) => rows.get(number) ?? []);
    }),
  };
}

export function createContext(deps: LedgerDeps, actor: Actor): Context {
  return { actor, extensions: {}, ...createLoaders(deps) };
}
