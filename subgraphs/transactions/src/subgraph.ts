import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { groupCommit } from '@paygraph/batch';
import { SettingsError } from '@paygraph/config';
import type { Platform, SubgraphDefinition } from '@paygraph/subgraph';
import { startAcmeCards } from '../simulators/acme-cards/src/server.ts';
import { createContext } from './context.ts';
import type { TransactionsDeps } from './deps.ts';
import { recordIntents } from './intent-store.ts';
import { connectPeers } from './peers.ts';
import { acmeCards } from './providers/acme-cards.ts';
import { receivablesAccounts } from './receivables.ts';
import { startRecovery } from './recovery.ts';
import { createResolvers } from './resolvers.ts';
import { writeMoves } from './transaction-store.ts';

/** What moves: deposits and transfers, each exactly once. */
export const transactions: SubgraphDefinition = {
  name: 'transactions',
  typeDefs: readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'),
  migrationsFolder: fileURLToPath(new URL('../migrations', import.meta.url)),
  async start(platform) {
    const { database, publisher, now, logger } = platform;
    const processor = await connectProcessor(platform);
    const peers = connectPeers(platform.peer);
    const deps: TransactionsDeps = {
      database,
      publisher,
      now,
      logger,
      peers,
      cards: processor.cards,
      receivablesAccount: receivablesAccounts(peers, processor.cards.name),
      record: groupCommit((intents) => recordIntents(publisher, intents, now())),
      move: groupCommit((moves) => writeMoves(publisher, moves, now())),
    };
    const recovery = startRecovery(deps);
    return {
      resolvers: createResolvers(deps),
      createContext: (actor) => createContext(deps, actor),
      async stop() {
        await recovery.stop();
        await processor.stop();
      },
    };
  },
};

/** The processor of the settings; outside of production, without one, a simulated one of our own. */
async function connectProcessor({ settings, databaseUrl }: Pick<Platform, 'settings' | 'databaseUrl'>) {
  if (settings.acmeCardsUrl) return { cards: acmeCards(settings.acmeCardsUrl), stop: async () => {} };
  if (settings.production) throw new SettingsError('ACME_CARDS_URL is required');
  const simulator = await startAcmeCards(databaseUrl);
  return { cards: acmeCards(simulator.url), stop: simulator.stop };
}
