import { isOperator, maySee } from '@paygraph/identity';
import { formatMoney } from '@paygraph/money';
import { connectionOf, notFound, parsePage, requireOperator, requireUser } from '@paygraph/subgraph';
import type { Context } from '../context.ts';
import type { TransactionsDeps } from '../deps.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { type Problem, userError } from '../problems.ts';
import { maySeeTransaction } from '../visibility.ts';
import type { DisputeRow } from './dispute.ts';
import {
  type Disputed,
  maySeeDispute,
  openDispute,
  parseDispute,
  resolveDispute,
  submitEvidence,
} from './dispute-commands.ts';
import { listDisputes } from './dispute-store.ts';

type Served = Pick<Required<Resolvers>, 'Dispute'> & {
  readonly Query: Pick<NonNullable<Resolvers['Query']>, 'dispute' | 'disputes'>;
  readonly Mutation: Pick<
    NonNullable<Resolvers['Mutation']>,
    'openDispute' | 'submitDisputeEvidence' | 'resolveDispute'
  >;
  readonly Transaction: Pick<NonNullable<Resolvers['Transaction']>, 'disputes'>;
};

/** @param passOn called when there is evidence for a provider */
export function disputeResolvers(deps: TransactionsDeps, passOn: () => void): Served {
  const payload = ({ extensions }: Context, outcome: Disputed | DisputeRow | Problem) => {
    if (typeof outcome === 'string') return { userErrors: [userError(outcome)] };
    if (!('dispute' in outcome)) return { dispute: outcome, userErrors: [] };
    if (outcome.replayed) extensions.idempotentReplay = true;
    return { dispute: outcome.dispute, userErrors: [] };
  };

  return {
    Query: {
      async dispute(_, { id }, { actor, disputes }) {
        const row = await disputes.load(id);
        if (!row || !maySeeDispute(actor, row)) throw notFound('Dispute');
        return row;
      },
      async disputes(_, { status, ...args }, { actor }) {
        const page = parsePage(args);
        const viewerId = isOperator(actor) ? null : requireUser(actor).userId;
        const rows = await listDisputes(deps.database, page, status ?? null, viewerId);
        return connectionOf(rows, page, ({ id }) => id);
      },
    },
    Mutation: {
      async openDispute(_, { input }, context) {
        const user = requireUser(context.actor);
        const request = parseDispute(input);
        return payload(context, typeof request === 'string' ? request : await openDispute(deps, user, request));
      },
      async submitDisputeEvidence(_, { id, evidence }, context) {
        const outcome = await submitEvidence(deps, requireUser(context.actor), id, evidence);
        if (typeof outcome !== 'string') passOn();
        return payload(context, outcome);
      },
      async resolveDispute(_, { id, outcome, note }, context) {
        requireOperator(context.actor);
        const decision = { id, outcome, note: note ?? null };
        return payload(context, await resolveDispute(deps, requireUser(context.actor), decision));
      },
    },
    Transaction: {
      disputes: async ({ id }, _, { actor, disputesOf }) =>
        (await disputesOf.load(id)).filter((row) => maySeeDispute(actor, row)),
    },
    Dispute: {
      async transaction({ transactionId }, _, { transactions }) {
        const row = await transactions.load(transactionId);
        if (!row) throw new Error(`disputed transaction ${transactionId} is gone`);
        return row;
      },
      async chargeback({ chargebackId }, _, { actor, transactions }) {
        const row = chargebackId === null ? null : await transactions.load(chargebackId);
        return row && maySeeTransaction(actor, row) ? row : null;
      },
      amount: formatMoney,
      fee: ({ merchantId, feeMinor: minor, currency }, _, { actor }) =>
        maySee(actor, merchantId) ? formatMoney({ minor, currency }) : null,
      async owed({ merchantId, chargebackId, currency }, _, { actor, transactions }) {
        if (chargebackId === null || !maySee(actor, merchantId)) return null;
        const row = await transactions.load(chargebackId);
        return row ? formatMoney({ minor: row.owedMinor, currency }) : null;
      },
      evidence: ({ id, merchantId }, _, { actor, evidence }) => (maySee(actor, merchantId) ? evidence.load(id) : []),
      resolutionNote: ({ resolutionNote }, _, { actor }) => (isOperator(actor) ? resolutionNote : null),
    },
  };
}
