import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { consumeOnce } from '@paygraph/events';
import type { SubgraphDefinition } from '@paygraph/subgraph';
import { createContext } from './context.ts';
import { openRates } from './conversions/conversion-source.ts';
import { openQuoteBook } from './conversions/conversion-store.ts';
import { openDebtBook } from './debts/debt-book.ts';
import { startDebtWorker } from './debts/debt-worker.ts';
import type { TransactionsDeps } from './deps.ts';
import { startDisputeFinder } from './disputes/dispute-finder.ts';
import { openDisputeBook } from './disputes/dispute-store.ts';
import { startDisputeWorker } from './disputes/dispute-worker.ts';
import { openFeeBook } from './fees/fee-book.ts';
import { openNoticeBook } from './notices/notice-book.ts';
import { startNoticeWorker } from './notices/notice-worker.ts';
import { openPayoutBook } from './payouts/payout-book.ts';
import { startPayoutWorker } from './payouts/payout-worker.ts';
import { connectPeers } from './peers.ts';
import { connectProviders } from './providers/connect-providers.ts';
import { webhookRoutes } from './providers/webhook-routes.ts';
import { createResolvers } from './resolvers.ts';
import { postgresStore } from './saga/postgres-store.ts';
import { startRecovery } from './saga/recovery.ts';
import { openScheduleBook } from './schedules/schedule-book.ts';
import { startScheduleWorker } from './schedules/schedule-worker.ts';
import { countEvents, STATS_CONSUMER } from './statistics/stats-store.ts';
import { TRANSACTION_EVENTS } from './transaction-fact.ts';
import { startUnclaimedWorker } from './unclaimed/unclaimed-payout.ts';

/** What moves: deposits, withdrawals, transfers, payments and refunds, each exactly once. */
export const transactions: SubgraphDefinition = {
  name: 'transactions',
  typeDefs: readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'),
  migrationsFolder: fileURLToPath(new URL('../migrations', import.meta.url)),
  async start(platform) {
    const { database, publisher, now, logger } = platform;
    const { ratesFile: file, production } = platform.settings;
    const rates = await openRates({ file, production, logger });
    const providers = await connectProviders(platform);
    const deps: TransactionsDeps = {
      database,
      publisher,
      now,
      sleep: (ms) => sleep(ms),
      logger,
      store: postgresStore(database, publisher, now),
      peers: connectPeers(platform.peer),
      providers,
      fees: openFeeBook(database),
      quotes: openQuoteBook(database),
      rates,
      disputes: openDisputeBook(database, publisher),
      debts: openDebtBook(database, publisher),
      notices: openNoticeBook(database),
      payouts: openPayoutBook(database, publisher),
      schedules: openScheduleBook(database, publisher),
    };
    const recovery = startRecovery(deps);
    const notices = startNoticeWorker(deps);
    const payouts = startPayoutWorker(deps);
    const schedules = startScheduleWorker(deps);
    const statistics = await consumeOnce({
      database,
      bus: platform.bus,
      consumer: STATS_CONSUMER,
      sources: ['transactions'],
      types: TRANSACTION_EVENTS,
      idempotent: true,
      handle: countEvents,
      onError: (error) => logger.error({ err: error }, 'an event could not be counted'),
    });
    const disputes = startDisputeWorker(deps);
    const finder = startDisputeFinder(deps);
    const unclaimed = startUnclaimedWorker(deps);
    const debts = startDebtWorker(deps);
    return {
      resolvers: createResolvers(deps, { payOut: payouts.kick, passOnEvidence: disputes.kick }),
      createContext: (actor) => createContext(deps, actor),
      routes: webhookRoutes(
        providers,
        async (provider, notice) => {
          await deps.notices.record(provider, notice, now());
          notices.kick();
        },
        now,
      ),
      async stop() {
        await statistics.stop();
        const workers = [recovery, notices, payouts, schedules, disputes, finder, unclaimed, debts];
        await Promise.all(workers.map((worker) => worker.stop()));
        await providers.stop();
      },
    };
  },
};
