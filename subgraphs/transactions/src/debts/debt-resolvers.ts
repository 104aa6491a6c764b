import { maySee } from '@paygraph/identity';
import { formatMoney } from '@paygraph/money';
import { connectionOf, parsePage, requireOperator } from '@paygraph/subgraph';
import type { TransactionsDeps } from '../deps.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { listDebts } from './debt-store.ts';

type Served = Pick<Required<Resolvers>, 'MerchantDebt'> & {
  readonly Query: Pick<NonNullable<Resolvers['Query']>, 'merchantDebts'>;
  readonly Wallet: Pick<NonNullable<Resolvers['Wallet']>, 'debt'>;
};

export function debtResolvers({ database }: TransactionsDeps): Served {
  return {
    Query: {
      async merchantDebts(_, args, { actor }) {
        requireOperator(actor);
        const page = parsePage(args);
        return connectionOf(await listDebts(database, page), page, ({ walletId }) => walletId);
      },
    },
    Wallet: {
      async debt({ id }, _, { actor, debts }) {
        const row = await debts.load(id);
        return row && row.owedMinor > 0n && maySee(actor, row.ownerId) ? row : null;
      },
    },
    MerchantDebt: {
      wallet: ({ walletId: id }) => ({ id }),
      owner: ({ ownerId: id }) => ({ id }),
      owed: ({ owedMinor: minor, currency }) => formatMoney({ minor, currency }),
      collected: ({ collectedMinor: minor, currency }) => formatMoney({ minor, currency }),
    },
  };
}
