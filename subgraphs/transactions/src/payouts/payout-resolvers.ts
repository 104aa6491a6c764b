import type { DomainEvent } from '@paygraph/events';
import { formatMoney } from '@paygraph/money';
import { connectionOf, notFound, parseNumberedPage, requireUser } from '@paygraph/subgraph';
import type { Context } from '../context.ts';
import type { TransactionsDeps } from '../deps.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import {
  batchAfter,
  type CountedBatch,
  lineFailure,
  maySeeBatch,
  type PayoutEventData,
  PROGRESS_EVENTS,
  pendingOf,
} from './payout-batch.ts';
import { listLines } from './payout-store.ts';
import { submitPayouts } from './payout-submit.ts';

type Served = Pick<Required<Resolvers>, 'PayoutBatch' | 'PayoutLine'> & {
  readonly Query: Pick<NonNullable<Resolvers['Query']>, 'payoutBatch'>;
  readonly Mutation: Pick<NonNullable<Resolvers['Mutation']>, 'submitPayouts'>;
  readonly Subscription: Pick<NonNullable<Resolvers['Subscription']>, 'payoutProgress'>;
  readonly Transaction: Pick<NonNullable<Resolvers['Transaction']>, 'payoutBatch'>;
};

/** @param begin called when there are new lines to be paid */
export function payoutResolvers(deps: TransactionsDeps, begin: () => void): Served {
  const { database, publisher } = deps;

  const visibleBatch = async (id: string, { actor, payoutBatches }: Context): Promise<CountedBatch> => {
    const batch = await payoutBatches.load(id);
    if (!batch || !maySeeBatch(actor, batch)) throw notFound('PayoutBatch');
    return batch;
  };

  return {
    Query: {
      payoutBatch: (_, { id }, context) => visibleBatch(id, context),
    },
    Mutation: {
      async submitPayouts(_, { input }, { actor, extensions }) {
        const submitted = await submitPayouts(deps, requireUser(actor), input);
        if (!('batch' in submitted)) return { userErrors: [...submitted] };
        if (submitted.replayed) extensions.idempotentReplay = true;
        else begin();
        return { batch: submitted.batch, userErrors: [] };
      },
    },
    Subscription: {
      payoutProgress: {
        async subscribe(_, { batchId }, context) {
          // Open before the batch is read, so that nothing falls between.
          const events = await publisher.stream({
            types: PROGRESS_EVENTS,
            match: ({ subject }) => subject === batchId,
          });
          try {
            return progressStream(await visibleBatch(batchId, context), events);
          } catch (error) {
            await events.return?.();
            throw error;
          }
        },
        resolve: (batch: CountedBatch) => batch,
      },
    },
    Transaction: {
      async payoutBatch({ type, parentId }, _, { actor, payoutBatches }) {
        const batch = type === 'PAYOUT' && parentId ? await payoutBatches.load(parentId) : null;
        return batch && maySeeBatch(actor, batch) ? batch : null;
      },
    },
    PayoutBatch: {
      source: ({ sourceWalletId: id }) => ({ id }),
      submittedBy: ({ submittedBy: id }) => ({ id }),
      total: ({ lineCount }) => lineCount,
      pending: pendingOf,
      amount: formatMoney,
      succeededAmount: ({ currency, succeededMinor: minor }) => formatMoney({ currency, minor }),
      failedAmount: ({ currency, failedMinor: minor }) => formatMoney({ currency, minor }),
      async lines(batch, { statuses, ...args }) {
        const page = parseNumberedPage(args);
        const rows = await listLines(database, page, batch, statuses ?? null);
        return connectionOf(rows, page, ({ number }) => String(number));
      },
    },
    PayoutLine: {
      amount: formatMoney,
      transaction: async ({ transactionId }, _, { transactions }) =>
        transactionId === null ? null : ((await transactions.load(transactionId)) ?? null),
      failure: lineFailure,
    },
  };
}

/** The batch as it stands, then after each event that is not older; ends when the batch has. */
function progressStream(
  batch: CountedBatch,
  events: AsyncIterableIterator<DomainEvent>,
): AsyncIterableIterator<CountedBatch> {
  let latest: CountedBatch | undefined;
  const end = async () => {
    await events.return?.();
    return { done: true, value: undefined } as const;
  };
  const show = (next: CountedBatch) => {
    latest = next;
    return { done: false, value: next } as const;
  };
  const ended = ({ succeeded, failed }: CountedBatch) => succeeded + failed;
  return {
    async next() {
      if (!latest) return show(batch);
      while (latest.status !== 'COMPLETED') {
        const { done, value } = await events.next();
        if (done) return end();
        const after = batchAfter(batch, value.data as PayoutEventData, value.time);
        if (ended(after) > ended(latest) || after.inReview !== latest.inReview) return show(after);
      }
      return end();
    },
    return: end,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
