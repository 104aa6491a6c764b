import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { groupCommit } from '@paygraph/batch';
import type { Platform, SubgraphDefinition } from '@paygraph/subgraph';
import { createContext } from './context.ts';
import type { LedgerDeps } from './deps.ts';
import { postBatch } from './posting-store.ts';
import { createResolvers } from './resolvers.ts';

/** The truth about money: accounts, journal, balances. */
export const ledger: SubgraphDefinition = {
  name: 'ledger',
  typeDefs: readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'),
  migrationsFolder: fileURLToPath(new URL('../migrations', import.meta.url)),
  async start({ database, publisher, now }: Platform) {
    const deps: LedgerDeps = {
      database,
      now,
      post: groupCommit((entries) => postBatch({ publisher, now }, entries)),
    };
    return {
      resolvers: createResolvers(deps),
      createContext: (actor) => createContext(deps, actor),
      async stop() {},
    };
  },
};
