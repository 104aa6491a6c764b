import type { Platform } from '@paygraph/subgraph';
import type { EntryRequest, Refusal } from './posting.ts';

/** What the ledger's resolvers work with. */
export interface LedgerDeps extends Pick<Platform, 'database' | 'now'> {
  /** Posts one entry together with whatever else is being posted; null means posted. */
  readonly post: (entry: EntryRequest) => Promise<Refusal | null>;
}
