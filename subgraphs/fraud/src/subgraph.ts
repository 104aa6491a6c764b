import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Platform, SubgraphDefinition } from '@paygraph/subgraph';
import { createContext } from './context.ts';
import type { FraudDeps } from './deps.ts';
import { createResolvers } from './resolvers.ts';
import { loadSanctions } from './sanctions-list.ts';

/** Should it move: screens transactions before they move money, and tells operators. */
export const fraud: SubgraphDefinition = {
  name: 'fraud',
  typeDefs: readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'),
  migrationsFolder: fileURLToPath(new URL('../migrations', import.meta.url)),
  async start({ database, publisher, peer, now, settings, logger }: Platform) {
    const sanctions = await loadSanctions({ file: settings.sanctionsFile, demo: settings.demo });
    if (settings.sanctionsFile === undefined && settings.production) {
      logger.warn('SANCTIONS_FILE is not set: no name is screened');
    }
    const deps: FraudDeps = { database, publisher, peer, now, sanctions };
    return {
      resolvers: createResolvers(deps),
      createContext: (actor) => createContext(deps, actor),
      async stop() {},
    };
  },
};
