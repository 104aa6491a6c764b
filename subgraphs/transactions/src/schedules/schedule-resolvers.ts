import { isOperator } from '@paygraph/identity';
import { formatMoney } from '@paygraph/money';
import { connectionOf, notFound, parseNumberedPage, parsePage, requireUser } from '@paygraph/subgraph';
import type { TransactionsDeps } from '../deps.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { maySeeSchedule, runFailure, scheduleError } from './schedule.ts';
import { listRuns, listSchedules } from './schedule-store.ts';
import { cancelSchedule, scheduleTransfer } from './schedule-transfer.ts';

type Served = Pick<Required<Resolvers>, 'ScheduledTransfer' | 'ScheduledRun'> & {
  readonly Query: Pick<NonNullable<Resolvers['Query']>, 'schedule' | 'schedules'>;
  readonly Mutation: Pick<NonNullable<Resolvers['Mutation']>, 'scheduleTransfer' | 'cancelSchedule'>;
  readonly Transaction: Pick<NonNullable<Resolvers['Transaction']>, 'schedule'>;
};

export function scheduleResolvers(deps: TransactionsDeps): Served {
  const { database } = deps;
  return {
    Query: {
      async schedule(_, { id }, { actor, schedules }) {
        const schedule = await schedules.load(id);
        if (!schedule || !maySeeSchedule(actor, schedule)) throw notFound('ScheduledTransfer');
        return schedule;
      },
      async schedules(_, args, { actor }) {
        const page = parsePage(args);
        const rows = await listSchedules(database, page, isOperator(actor) ? null : requireUser(actor).userId);
        return connectionOf(rows, page, ({ id }) => id);
      },
    },
    Mutation: {
      async scheduleTransfer(_, { input }, { actor, extensions }) {
        const scheduled = await scheduleTransfer(deps, requireUser(actor), input);
        if (typeof scheduled === 'string') return { userErrors: [scheduleError(scheduled)] };
        if (scheduled.replayed) extensions.idempotentReplay = true;
        return { schedule: scheduled.schedule, userErrors: [] };
      },
      async cancelSchedule(_, { id }, { actor }) {
        const schedule = await cancelSchedule(deps, requireUser(actor), id);
        if (typeof schedule === 'string') return { userErrors: [scheduleError(schedule)] };
        return { schedule, userErrors: [] };
      },
    },
    Transaction: {
      async schedule({ type, parentId }, _, { actor, schedules }) {
        const schedule = type === 'TRANSFER' && parentId ? await schedules.load(parentId) : null;
        return schedule && maySeeSchedule(actor, schedule) ? schedule : null;
      },
    },
    ScheduledTransfer: {
      owner: ({ ownerId: id }) => ({ id }),
      source: ({ sourceWalletId: id }) => ({ id }),
      toWalletId: ({ destinationWalletId }) => destinationWalletId,
      amount: formatMoney,
      async runs({ id }, args) {
        const page = parseNumberedPage(args);
        const rows = await listRuns(database, id, page);
        return connectionOf(rows, page, ({ occursAt }) => String(occursAt.getTime()));
      },
    },
    ScheduledRun: {
      transaction: async ({ transactionId }, _, { transactions }) =>
        transactionId === null ? null : ((await transactions.load(transactionId)) ?? null),
      failure: runFailure,
    },
  };
}
