import type { Platform } from '@paygraph/subgraph';
import type { Operation } from './operation.ts';
import type { Result } from './posting.ts';
import type { StatementLinks } from './statement-link.ts';

/** What the ledger's resolvers work with. */
export interface LedgerDeps extends Pick<Platform, 'database' | 'now'> {
  readonly statementLinks: StatementLinks;
  /** Origin of the front door, for links. */
  readonly publicUrl: string;
  /** Runs one operation together with whatever else is being posted. */
  readonly post: (operation: Operation) => Promise<Result>;
}
