import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { groupCommit } from '@paygraph/batch';
import { SettingsError } from '@paygraph/config';
import type { Platform, SubgraphDefinition } from '@paygraph/subgraph';
import { consumeAuditEvents } from './audit-consumer.ts';
import { startChainSealer } from './chain-sealer.ts';
import { startCheckJob } from './check-job.ts';
import { createContext } from './context.ts';
import type { LedgerDeps } from './deps.ts';
import { startHoldSweeper } from './hold-sweeper.ts';
import { newMemory } from './memory.ts';
import type { Operation } from './operation.ts';
import { postBatch } from './posting-store.ts';
import { createResolvers } from './resolvers.ts';
import { statementLinks } from './statement-link.ts';
import { statementRoutes } from './statement-routes.ts';

/** The truth about money: accounts, journal, balances. */
export const ledger: SubgraphDefinition = {
  name: 'ledger',
  typeDefs: readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'),
  migrationsFolder: fileURLToPath(new URL('../migrations', import.meta.url)),
  async start({ database, bus, now, logger, secrets, settings }: Platform) {
    if (!secrets.actorSecret) throw new SettingsError('ACTOR_SECRET is required');
    const memory = newMemory();
    const post = groupCommit((operations: readonly Operation[]) => postBatch(database, operations, memory));
    const deps: LedgerDeps = {
      database,
      now,
      post,
      statementLinks: statementLinks(secrets.actorSecret),
      publicUrl: settings.publicUrl,
    };
    const sweeper = startHoldSweeper({ database, logger, post });
    const checks = startCheckJob({ database, logger });
    const sealer = startChainSealer({ database, logger, now });
    const audit = await consumeAuditEvents({ database, bus, logger, now });
    return {
      resolvers: createResolvers(deps),
      createContext: (actor) => createContext(deps, actor),
      routes: statementRoutes(deps),
      async stop() {
        await Promise.all([sweeper.stop(), checks.stop(), sealer.stop(), audit.stop()]);
      },
    };
  },
};
