import { groupCommit } from '@paygraph/batch';
import type { Publisher } from '@paygraph/events';
import type { Database } from '@paygraph/postgres';
import { refundsByPayment, transactionsById } from '../transaction-store.ts';
import { recordIntents } from './intent-store.ts';
import { findKeys, markAnswered } from './key-store.ts';
import { hasten, leaseDue, noteFailure } from './lease-store.ts';
import { writeMoves } from './move-store.ts';
import type { TransactionStore } from './store.ts';

/** Transactions in PostgreSQL, their events in the outbox beside them. */
export function postgresStore(database: Database, publisher: Publisher, now: () => Date): TransactionStore {
  return {
    byId: groupCommit(async (ids: readonly string[]) => {
      const rows = await transactionsById(database, ids);
      return ids.map((id) => rows.get(id));
    }),
    refundsOf: async (paymentId) => (await refundsByPayment(database, [paymentId])).get(paymentId) ?? [],
    findKey: groupCommit((calls) => findKeys(database, calls)),
    markAnswered: (call) => markAnswered(database, call),
    record: groupCommit((intents) => recordIntents(publisher, intents, now())),
    move: groupCommit((moves) => writeMoves(publisher, moves, now())),
    async leaseDue(limit) {
      const ids = await leaseDue(database, now(), limit);
      return ids.length === 0 ? [] : [...(await transactionsById(database, ids)).values()];
    },
    noteFailure: (id, error) => noteFailure(database, id, error),
    hasten: (ids) => hasten(database, ids, now()),
  };
}
