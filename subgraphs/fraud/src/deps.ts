import type { Platform } from '@paygraph/subgraph';
import type { SanctionsList } from './sanctions-list.ts';

/** What fraud screening works with. */
export interface FraudDeps extends Pick<Platform, 'database' | 'publisher' | 'peer' | 'now'> {
  readonly sanctions: SanctionsList;
}
