import type { Platform } from '@paygraph/subgraph';
import type { LedgerAccounts } from './ledger-accounts.ts';
import type { Vault } from './vault.ts';

/** What the resolvers of wallets work with. */
export interface WalletsDeps extends Pick<Platform, 'database' | 'publisher' | 'now'> {
  readonly ledger: LedgerAccounts;
  readonly vault: Vault;
}
