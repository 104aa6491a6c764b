import type { Actor } from '@paygraph/identity';
import { loadMany, loadOne, type SubgraphContext } from '@paygraph/subgraph';
import { quotesById } from './conversions/conversion-store.ts';
import { debtsByWallet } from './debts/debt-store.ts';
import type { TransactionsDeps } from './deps.ts';
import { disputesById, disputesByPayment, evidenceByDispute } from './disputes/dispute-store.ts';
import { batchesById } from './payouts/payout-store.ts';
import { schedulesById } from './schedules/schedule-store.ts';
import { timelines } from './timeline-store.ts';
import { refundsByPayment, transactionsById } from './transaction-store.ts';

export type Context = SubgraphContext & ReturnType<typeof createLoaders>;

function createLoaders({ database }: TransactionsDeps) {
  return {
    transactions: loadOne((ids) => transactionsById(database, ids)),
    refunds: loadMany((ids) => refundsByPayment(database, ids)),
    disputes: loadOne((ids) => disputesById(database, ids)),
    disputesOf: loadMany((ids) => disputesByPayment(database, ids)),
    evidence: loadMany((ids) => evidenceByDispute(database, ids)),
    debts: loadOne((ids) => debtsByWallet(database, ids)),
    quotes: loadOne((ids) => quotesById(database, ids)),
    payoutBatches: loadOne((ids) => batchesById(database, ids)),
    schedules: loadOne((ids) => schedulesById(database, ids)),
    timelines: loadMany((ids) => timelines(database, ids)),
  };
}

export function createContext(deps: TransactionsDeps, actor: Actor): Context {
  return { actor, extensions: {}, ...createLoaders(deps) };
}
