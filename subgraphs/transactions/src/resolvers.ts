import type { DomainEvent } from '@paygraph/events';
import { isOperator, maySee } from '@paygraph/identity';
import { formatMoney, type Money, parseMoney } from '@paygraph/money';
import { codedError, connectionOf, notFound, parsePage, requireUser } from '@paygraph/subgraph';
import type { Context } from './context.ts';
import type { TransactionsDeps } from './deps.ts';
import { describeFailure } from './failure.ts';
import type { TransactionFilter as FilterInput, Resolvers } from './generated/resolvers.ts';
import { moveMoney } from './move-money.ts';
import { type Problem, userError } from './problems.ts';
import { type MoneyRequest, parseDeposit, parseTransfer } from './request.ts';
import { type TransactionEventData, toChange } from './transaction-event.ts';
import { TRANSACTION_EVENTS } from './transaction-fact.ts';
import { listTransactions, type TransactionFilter, type TransactionRow } from './transaction-store.ts';
import { maySeeTransaction } from './visibility.ts';

const SEARCH_CHARACTERS_MAX = 100;

export function createResolvers(deps: TransactionsDeps): Resolvers {
  const { database, publisher } = deps;

  const list = async (
    { actor }: Context,
    { filter, ...args }: { first?: number | null; after?: string | null; filter?: FilterInput | null },
    narrowed: Pick<TransactionFilter, 'walletId' | 'userId'> = {},
  ) => {
    const page = parsePage(args);
    const viewerId = isOperator(actor) ? null : requireUser(actor).userId;
    const rows = await listTransactions(database, page, { ...parseFilter(filter ?? {}), ...narrowed }, viewerId);
    return connectionOf(rows, page, ({ id }) => id);
  };

  const move = async ({ actor, extensions }: Context, request: MoneyRequest | Problem) => {
    const user = requireUser(actor);
    const outcome = typeof request === 'string' ? request : await moveMoney(deps, user, request);
    if (typeof outcome === 'string') return { userErrors: [userError(outcome)] };
    if (outcome.replayed) extensions.idempotentReplay = true;
    return { transaction: outcome.transaction, userErrors: [] };
  };

  return {
    Query: {
      transaction: (_, { id }, context) => visibleTransaction(id, context),
      transactions: (_, args, context) => list(context, args),
    },
    Mutation: {
      deposit: (_, { input }, context) => move(context, parseDeposit(input)),
      transfer: (_, { input }, context) => move(context, parseTransfer(input)),
    },
    Subscription: {
      transactionUpdated: {
        subscribe: async (_, { walletId, userId, types, statuses, after }, { actor }) => {
          if (!isOperator(actor)) requireUser(actor);
          return publisher.stream({
            types: TRANSACTION_EVENTS,
            after,
            match(event) {
              const data = event.data as TransactionEventData;
              return (
                maySeeTransaction(actor, data) &&
                (!walletId || data.sourceWalletId === walletId || data.destinationWalletId === walletId) &&
                (!userId || [data.initiatorId, data.sourceOwnerId, data.destinationOwnerId].includes(userId)) &&
                (!types || types.includes(data.type)) &&
                (!statuses || statuses.includes(data.status))
              );
            },
          });
        },
        resolve: async (event: DomainEvent, _: unknown, { transactions }: Context) => {
          const row = await transactions.load(event.subject);
          if (!row) throw notFound('Transaction');
          return toChange(event, row);
        },
      },
    },
    TransactionEvent: {
      occurredAt: ({ occurredAt }) => new Date(occurredAt),
    },
    Transaction: {
      __resolveReference: ({ id }, context) => visibleTransaction(id, context),
      amount: formatMoney,
      // Each side of a transaction is shown to whoever it belongs to; the other side is somebody else's.
      initiator: ({ initiatorId }, _, { actor }) => (maySee(actor, initiatorId) ? { id: initiatorId } : null),
      source: ({ sourceWalletId, sourceOwnerId }, _, { actor }) =>
        sourceWalletId && sourceOwnerId && maySee(actor, sourceOwnerId) ? { id: sourceWalletId } : null,
      destination: ({ destinationWalletId, destinationOwnerId }, _, { actor }) =>
        maySee(actor, destinationOwnerId) ? { id: destinationWalletId } : null,
      paymentMethod: ({ paymentMethodId, initiatorId }, _, { actor }) =>
        paymentMethodId && maySee(actor, initiatorId) ? { id: paymentMethodId } : null,
      failure: ({ failureCode: code, declineCode }) => (code ? describeFailure({ code, declineCode }) : null),
      // Kept for whoever gave it: the receiver of the money is somebody else.
      metadata: ({ metadata, initiatorId }, _, { actor }) => (maySee(actor, initiatorId) ? metadata : null),
      async timeline(transaction, _, { timelines }) {
        return (await timelines.load(transaction.id)).map((event) => toChange(event, transaction));
      },
    },
    Wallet: {
      __resolveReference: ({ id }) => ({ id }),
      transactions: ({ id }, args, context) => list(context, args, { walletId: id }),
    },
    User: {
      __resolveReference: ({ id }) => ({ id }),
      transactions({ id }, args, context) {
        if (!maySee(context.actor, id)) throw notFound('User');
        return list(context, args, { userId: id });
      },
    },
  };
}

async function visibleTransaction(id: string, { actor, transactions }: Context): Promise<TransactionRow> {
  const transaction = await transactions.load(id);
  if (!transaction || !maySeeTransaction(actor, transaction)) throw notFound('Transaction');
  return transaction;
}

function parseFilter({ minAmount, maxAmount, search, ...filter }: FilterInput): TransactionFilter {
  const { currency } = filter;
  if (search && search.length > SEARCH_CHARACTERS_MAX) {
    throw codedError('BAD_USER_INPUT', `search has at most ${SEARCH_CHARACTERS_MAX} characters`, {
      argument: 'search',
    });
  }
  if ((minAmount ?? maxAmount) != null && !currency) {
    throw codedError('BAD_USER_INPUT', 'minAmount and maxAmount need currency', { argument: 'currency' });
  }
  const bound = (amount: string | null | undefined) =>
    amount == null || !currency ? null : parseBound({ amount, currency }).minor;
  return { ...filter, search, minMinor: bound(minAmount), maxMinor: bound(maxAmount) };
}

function parseBound(input: { amount: string; currency: string }): Money {
  const money = parseMoney(input);
  if (typeof money === 'string')
    throw codedError('BAD_USER_INPUT', `${input.amount} is not an amount of ${input.currency}`);
  return money;
}
