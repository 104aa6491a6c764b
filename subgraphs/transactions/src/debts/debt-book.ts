import type { Publisher } from '@paygraph/events';
import type { Actor } from '@paygraph/identity';
import type { Database } from '@paygraph/postgres';
import type { Unclaimed } from '../unclaimed/unclaimed.ts';
import type { DebtRow } from './debt.ts';
import { beginCollection, endCollection, leaseDebts } from './debt-store.ts';

/** What became of a collection: done, with what of it is kept for the merchant instead; or why the ledger will not. */
export type Collected = { readonly unclaimed: Unclaimed | null } | { readonly refusal: string };

/** What merchants owe, and what is collected of it. Chargebacks change it by the `TransactionStore`. */
export interface DebtBook {
  /** Takes debts that are to be looked at, and puts them off so that no other worker takes them too. */
  lease(now: Date, limit: number): Promise<readonly DebtRow[]>;
  /** Writes down what is about to be collected; undefined when somebody else has. */
  begin(debt: DebtRow, minor: bigint): Promise<DebtRow | undefined>;
  /** Writes what became of a collection, once. */
  end(by: Actor, debt: DebtRow, collected: Collected, now: Date): Promise<void>;
}

export function openDebtBook(database: Database, publisher: Publisher): DebtBook {
  return {
    lease: (now, limit) => leaseDebts(database, now, limit),
    begin: (debt, minor) => beginCollection(database, debt, minor),
    end: (by, debt, collected, now) => endCollection(publisher, by, debt, collected, now),
  };
}
