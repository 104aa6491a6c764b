import type { DomainEvent, Fact } from '@paygraph/events';
import { isOperator, maySee } from '@paygraph/identity';
import { AMOUNT_MINOR_MAX, formatMinor, formatMoney, type Money, parseAmount, parseMoney } from '@paygraph/money';
import { codedError, connectionOf, notFound, parsePage, requireOperator, requireUser } from '@paygraph/subgraph';
import { cancel, capture, confirm, review, voidPayment } from './commands.ts';
import type { Context } from './context.ts';
import { conversionResolvers } from './conversions/conversion-resolvers.ts';
import { debtResolvers } from './debts/debt-resolvers.ts';
import type { TransactionsDeps } from './deps.ts';
import { disputeResolvers } from './disputes/dispute-resolvers.ts';
import { describeFailure } from './failure.ts';
import type { FeeRow } from './fees/fee-book.ts';
import type { FeeInput, TransactionFilter as FilterInput, Resolvers } from './generated/resolvers.ts';
import { moveMoney } from './move-money.ts';
import { payoutResolvers } from './payouts/payout-resolvers.ts';
import { type Problem, userError } from './problems.ts';
import type { ProviderReport } from './providers/providers.ts';
import { workerQueues } from './queue-store.ts';
import { refund } from './refund-payment.ts';
import {
  type MoneyRequest,
  parseDeposit,
  parseKeyed,
  parsePayment,
  parseRefund,
  parseTransfer,
  parseWithdrawal,
  textOf,
} from './request.ts';
import { revive } from './saga/lease-store.ts';
import type { Moved } from './saga/replay.ts';
import { scheduleResolvers } from './schedules/schedule-resolvers.ts';
import { statsResolvers } from './statistics/stats-resolvers.ts';
import type { TransactionRow } from './transaction.ts';
import { shownToDestination, type TransactionEventData, toChange } from './transaction-event.ts';
import { TRANSACTION_EVENTS } from './transaction-fact.ts';
import { listDead, listTransactions, type TransactionFilter } from './transaction-store.ts';
import { unclaimedResolvers } from './unclaimed/unclaimed-resolvers.ts';
import { maySeeChange, maySeeTransaction } from './visibility.ts';

const SEARCH_CHARACTERS_MAX = 100;
const NOTE_CHARACTERS_MAX = 500;
const TRANSFERS_MAX = 1_000;

/** @param workers told when there is something for them to do */
export function createResolvers(
  deps: TransactionsDeps,
  workers: { readonly payOut: () => void; readonly passOnEvidence: () => void },
): Resolvers {
  const { database, publisher } = deps;
  const payouts = payoutResolvers(deps, workers.payOut);
  const schedules = scheduleResolvers(deps);

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

  const payload = ({ extensions }: Context, outcome: Moved | TransactionRow | Problem) => {
    if (typeof outcome === 'string') return { userErrors: [userError(outcome)] };
    if (!('transaction' in outcome)) return { transaction: outcome, userErrors: [] };
    if (outcome.replayed) extensions.idempotentReplay = true;
    return { transaction: outcome.transaction, userErrors: [] };
  };

  const conversions = conversionResolvers(deps, payload);
  const disputes = disputeResolvers(deps, workers.passOnEvidence);
  const unclaimed = unclaimedResolvers(deps);
  const debts = debtResolvers(deps);

  const move = async (context: Context, request: MoneyRequest | Problem) => {
    const user = requireUser(context.actor);
    return payload(context, typeof request === 'string' ? request : await moveMoney(deps, user, request));
  };

  return {
    ...payouts,
    ...schedules,
    ...conversions,
    ...disputes,
    ...unclaimed,
    ...debts,
    Query: {
      ...payouts.Query,
      ...schedules.Query,
      ...conversions.Query,
      ...disputes.Query,
      ...unclaimed.Query,
      ...debts.Query,
      transaction: (_, { id }, context) => visibleTransaction(id, context),
      transactions: (_, args, context) => list(context, args),
      ...statsResolvers(deps),
      paymentProviders(_, __, { actor }) {
        requireOperator(actor);
        return deps.providers.states().map(toPaymentProvider);
      },
      async fees(_, __, { actor }) {
        requireOperator(actor);
        return [...(await deps.fees.list())];
      },
      async workerQueues(_, __, { actor }) {
        requireOperator(actor);
        return workerQueues(database, deps.now());
      },
      async deadTransactions(_, args, { actor }) {
        requireOperator(actor);
        const page = parsePage(args);
        return connectionOf(await listDead(database, page), page, ({ id }) => id);
      },
    },
    Mutation: {
      ...payouts.Mutation,
      ...schedules.Mutation,
      ...conversions.Mutation,
      ...disputes.Mutation,
      ...unclaimed.Mutation,
      deposit: (_, { input }, context) => move(context, parseDeposit(input)),
      withdraw: (_, { input }, context) => move(context, parseWithdrawal(input)),
      transfer: (_, { input }, context) => move(context, parseTransfer(input)),
      pay: (_, { input }, context) => move(context, parsePayment(input)),
      async transferBatch(_, { inputs }, context) {
        if (inputs.length === 0 || inputs.length > TRANSFERS_MAX) {
          throw codedError('BAD_USER_INPUT', `A batch has 1 to ${TRANSFERS_MAX} transfers`, { argument: 'inputs' });
        }
        return Promise.all(inputs.map((input) => move(context, parseTransfer(input))));
      },
      async refund(_, { input }, context) {
        const user = requireUser(context.actor);
        const request = parseRefund(input);
        return payload(context, typeof request === 'string' ? request : await refund(deps, user, request));
      },
      async capturePayment(_, { id, amount, idempotencyKey }, context) {
        const user = requireUser(context.actor);
        const parsed = amount == null ? null : parseAmount(amount);
        if (typeof parsed === 'string') return payload(context, parsed);
        const keyed = parseKeyed('capturePayment', idempotencyKey, { id, amount: textOf(parsed) });
        if (typeof keyed === 'string') return payload(context, keyed);
        return payload(context, await capture(deps, user, { ...keyed, id, amount: parsed }));
      },
      async voidPayment(_, { id, idempotencyKey }, context) {
        const user = requireUser(context.actor);
        const keyed = parseKeyed('voidPayment', idempotencyKey, { id });
        return payload(context, typeof keyed === 'string' ? keyed : await voidPayment(deps, user, { ...keyed, id }));
      },
      async confirmTransaction(_, { id, code }, context) {
        return payload(context, await confirm(deps, requireUser(context.actor), id, code));
      },
      async cancelTransaction(_, { id }, context) {
        return payload(context, await cancel(deps, requireUser(context.actor), id));
      },
      async reviewTransaction(_, { id, decision, note: text }, context) {
        requireOperator(context.actor);
        const note = text.trim();
        if (note === '' || note.length > NOTE_CHARACTERS_MAX) return payload(context, 'NOTE_INVALID');
        const approved = decision === 'APPROVE';
        return payload(context, await review(deps, requireUser(context.actor), { id, approved, note }));
      },
      async retryTransaction(_, { id }, context) {
        requireOperator(context.actor);
        const row = await visibleTransaction(id, context);
        const revived = await publisher.commit(context.actor, async (tx) => {
          const result = await revive(tx, row.id, deps.now());
          const fact = {
            type: 'transaction.retried',
            subject: row.id,
            data: { transactionId: row.id, step: row.step },
          } as const;
          return { result, facts: result ? [fact] : [] };
        });
        if (!revived) return payload(context, 'NOT_DEAD');
        return payload(context, { ...row, deadAt: null, attempts: 0 });
      },
      async setFee(_, { input }, { actor }) {
        requireOperator(actor);
        const fee = parseFee(input, requireUser(actor).userId, deps.now());
        if (typeof fee === 'string') return { userErrors: [userError(fee)] };
        await publisher.commit(actor, async (tx) => {
          await deps.fees.set(fee, tx);
          return { result: undefined, facts: [feeFact(fee)] };
        });
        return { fee, userErrors: [] };
      },
    },
    Subscription: {
      ...payouts.Subscription,
      transactionUpdated: {
        subscribe: async (_, { walletId, userId, types, statuses, after }, { actor }) => {
          if (!isOperator(actor)) requireUser(actor);
          return publisher.stream({
            types: TRANSACTION_EVENTS,
            after,
            match(event) {
              const data = event.data as TransactionEventData;
              return (
                maySeeChange(actor, { ...data, shownToDestination: shownToDestination(data) }) &&
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
      ...conversions.Transaction,
      ...disputes.Transaction,
      ...payouts.Transaction,
      ...schedules.Transaction,
      __resolveReference: ({ id }, context) => visibleTransaction(id, context),
      amount: formatMoney,
      fee: ({ feeMinor: minor, currency }) => formatMoney({ minor, currency }),
      capturedAmount: ({ capturedMinor: minor, currency }) => formatMoney({ minor, currency }),
      refundedAmount: ({ refundedMinor: minor, currency }) => formatMoney({ minor, currency }),
      // Each side of a transaction is shown to whoever it belongs to; the other side is somebody else's.
      initiator: ({ initiatorId }, _, { actor }) => (maySee(actor, initiatorId) ? { id: initiatorId } : null),
      source: ({ sourceWalletId, sourceOwnerId }, _, { actor }) =>
        sourceWalletId && sourceOwnerId && maySee(actor, sourceOwnerId) ? { id: sourceWalletId } : null,
      destination: ({ destinationWalletId, destinationOwnerId }, _, { actor }) =>
        destinationWalletId && destinationOwnerId && maySee(actor, destinationOwnerId)
          ? { id: destinationWalletId }
          : null,
      paymentMethod: ({ paymentMethodId, initiatorId }, _, { actor }) =>
        paymentMethodId && maySee(actor, initiatorId) ? { id: paymentMethodId } : null,
      nextAction: ({ id, step, initiatorId, actionExpiresAt, actionDeliveredTo }, _, { actor }) =>
        step === 'AWAIT_CODE' && maySee(actor, initiatorId)
          ? { kind: 'OTP', challengeId: id, expiresAt: actionExpiresAt, deliveredTo: actionDeliveredTo }
          : null,
      async refunds({ id }, _, { actor, refunds }) {
        return (await refunds.load(id)).filter((row) => maySeeTransaction(actor, row));
      },
      async refundOf({ type, parentId }, _, { actor, transactions }) {
        const row = type === 'REFUND' && parentId ? await transactions.load(parentId) : null;
        return row && maySeeTransaction(actor, row) ? row : null;
      },
      review: ({ reviewedBy, reviewNote }, _, { actor }) =>
        reviewedBy && reviewNote && isOperator(actor) ? { reviewer: { id: reviewedBy }, note: reviewNote } : null,
      failure: ({ failureCode: code, declineCode }) => (code ? describeFailure({ code, declineCode }) : null),
      // Kept for whoever gave it: the receiver of the money is somebody else.
      metadata: ({ metadata, initiatorId }, _, { actor }) => (maySee(actor, initiatorId) ? metadata : null),
      async timeline(transaction, _, { timelines }) {
        return (await timelines.load(transaction.id)).map((event) => toChange(event, transaction));
      },
    },
    Fee: {
      walletId: ({ walletId }) => walletId || null,
      fixed: ({ fixedMinor: minor, currency }) => formatMoney({ minor, currency }),
    },
    Wallet: {
      ...debts.Wallet,
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

function toPaymentProvider({ latencyP50_ms, latencyP95_ms, methods, currencies, ...report }: ProviderReport) {
  const rounded = (ms: number | null) => (ms === null ? null : Math.round(ms));
  return {
    ...report,
    methods: [...methods],
    currencies: currencies && [...currencies],
    latencyP50Ms: rounded(latencyP50_ms),
    latencyP95Ms: rounded(latencyP95_ms),
  };
}

function parseFee(
  { type, walletId, fixed, basisPoints }: FeeInput,
  changedBy: string,
  changedAt: Date,
): FeeRow | Problem {
  const money = parseMoney(fixed);
  if (typeof money === 'string') return money;
  if (money.minor < 0n || money.minor > AMOUNT_MINOR_MAX || basisPoints < 0 || basisPoints > 10_000)
    return 'FEE_INVALID';
  const { currency, minor: fixedMinor } = money;
  return { type, walletId: walletId ?? '', currency, fixedMinor, basisPoints, changedBy, changedAt };
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

function feeFact({ type, walletId, currency, fixedMinor, basisPoints }: FeeRow): Fact {
  const fixed = formatMinor(fixedMinor, currency);
  const data = { type, walletId: walletId || null, currency, fixed, basisPoints };
  return { type: 'fee.changed', subject: walletId || `fee_${type.toLowerCase()}`, data };
}
