import type { Actor } from '@paygraph/identity';
import type { SubgraphContext } from '@paygraph/subgraph';
import DataLoader from 'dataloader';
import { type AccountRow, accountsById } from './account-store.ts';
import type { LedgerDeps } from './deps.ts';
import { entriesById, entriesByTransaction, type JournalEntryRow, type TransferRow, transfersByEntry } from './journal-store.ts';

export interface Context extends SubgraphContext {
  readonly accounts: DataLoader<string, AccountRow | undefined>;
  readonly entries: DataLoader<string, JournalEntryRow | undefined>;
  readonly entriesByTransaction: DataLoader<string, JournalEntryRow[]>;
  readonly transfersByEntry: DataLoader<string, TransferRow[]>;
}

export function createContext({ database }: LedgerDeps, actor: Actor): Context {
  const one = <Row>(load: (ids: readonly string[]) => Promise<Map<string, Row>>) =>
    new DataLoader<string, Row | undefined>(async (ids) => {
      const rows = await load(ids);
      return ids.map((id) => rows.get(id));
    });
  const many = <Row>(load: (ids: readonly string[]) => Promise<Map<string, Row[]>>) =>
    new DataLoader<string, Row[]>(async (ids) => {
      const rows = await load(ids);
      return ids.map((id) => rows.get(id) ?? []);
    });
  return {
    actor,
    extensions: {},
    accounts: one((ids) => accountsById(database, ids)),
    entries: one((ids) => entriesById(database, ids)),
    entriesByTransaction: many((ids) => entriesByTransaction(database, ids)),
    transfersByEntry: many((ids) => transfersByEntry(database, ids)),
  };
}
