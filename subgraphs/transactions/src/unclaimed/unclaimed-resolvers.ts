import { formatMoney } from '@paygraph/money';
import { connectionOf, parsePage, requireOperator, requireUser } from '@paygraph/subgraph';
import type { TransactionsDeps } from '../deps.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { userError } from '../problems.ts';
import { payOutUnclaimed } from './unclaimed-payout.ts';
import { listUnclaimed } from './unclaimed-store.ts';

type Served = Pick<Required<Resolvers>, 'UnclaimedFunds'> & {
  readonly Query: Pick<NonNullable<Resolvers['Query']>, 'unclaimedFunds'>;
  readonly Mutation: Pick<NonNullable<Resolvers['Mutation']>, 'payOutUnclaimed'>;
};

export function unclaimedResolvers(deps: TransactionsDeps): Served {
  return {
    Query: {
      async unclaimedFunds(_, { status, ...args }, { actor }) {
        requireOperator(actor);
        const page = parsePage(args);
        return connectionOf(await listUnclaimed(deps.database, page, status ?? null), page, ({ id }) => id);
      },
    },
    Mutation: {
      async payOutUnclaimed(_, { input }, { actor, extensions }) {
        requireOperator(actor);
        const outcome = await payOutUnclaimed(deps, requireUser(actor), input);
        if (typeof outcome === 'string') return { userErrors: [userError(outcome)] };
        if (outcome.replayed) extensions.idempotentReplay = true;
        return { unclaimed: outcome.unclaimed, userErrors: [] };
      },
    },
    UnclaimedFunds: {
      owner: ({ ownerId: id }) => ({ id }),
      amount: formatMoney,
      async transaction({ transactionId }, _, { transactions }) {
        const row = await transactions.load(transactionId);
        if (!row) throw new Error(`transaction ${transactionId} is gone`);
        return row;
      },
      paidOutTo: ({ walletId }) => (walletId === null ? null : { id: walletId }),
      paidOutBy: ({ paidOutBy: id }) => (id === null ? null : { id }),
    },
  };
}
