import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SettingsError } from '@paygraph/config';
import type { SubgraphDefinition } from '@paygraph/subgraph';
import { createContext } from './context.ts';
import type { WalletsDeps } from './deps.ts';
import { ledgerAccounts } from './ledger-accounts.ts';
import { startLimitSweeper } from './limit-sweeper.ts';
import { createResolvers } from './resolvers.ts';
import { openVault } from './vault.ts';

/** Where a person's money lives: wallets and payment methods. */
export const wallets: SubgraphDefinition = {
  name: 'wallets',
  typeDefs: readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'),
  migrationsFolder: fileURLToPath(new URL('../migrations', import.meta.url)),
  async start({ database, publisher, now, peer, secrets, logger }) {
    if (!secrets.vaultKey) throw new SettingsError('VAULT_KEY is required');
    const deps: WalletsDeps = {
      database,
      publisher,
      now,
      ledger: ledgerAccounts(peer('ledger')),
      vault: openVault(secrets.vaultKey),
    };
    const sweeper = startLimitSweeper({ database, logger, now });
    return {
      resolvers: createResolvers(deps),
      createContext: (actor) => createContext(deps, actor),
      stop: sweeper.stop,
    };
  },
};
