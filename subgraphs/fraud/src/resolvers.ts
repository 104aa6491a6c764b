import type { DomainEvent } from '@paygraph/events';
import { isOperator } from '@paygraph/identity';
import { parseAmount } from '@paygraph/money';
import type { EventData } from '@paygraph/schema/events';
import {
  codedError,
  connectionOf,
  notFound,
  parseNumberedPage,
  requireOperator,
  requireService,
  requireUser,
} from '@paygraph/subgraph';
import { acknowledgeAlert } from './acknowledge-alert.ts';
import { severitiesFrom } from './alert.ts';
import { type AlertRow, listAlerts } from './alert-store.ts';
import { type AssessRequest, assess } from './assess.ts';
import type { FraudDeps } from './deps.ts';
import type { _AssessInput, Resolvers } from './generated/resolvers.ts';

/** Bounds the statements of one batch and the locks it holds. */
const ASSESSMENTS_PER_CALL_MAX = 1_000;

export function createResolvers(deps: FraudDeps): Resolvers {
  const { database, publisher } = deps;
  return {
    Query: {
      async alert(_, { id }, { actor, alerts }) {
        requireOperator(actor);
        return (await alerts.load(id)) ?? null;
      },
      async alerts(_, { status, minSeverity, ...args }, { actor }) {
        requireOperator(actor);
        const page = parseNumberedPage(args);
        return connectionOf(await listAlerts(database, page, { status, minSeverity }), page, ({ number }) =>
          number.toString(),
        );
      },
    },
    Mutation: {
      async acknowledgeAlert(_, { id }, { actor }) {
        requireOperator(actor);
        const result = await acknowledgeAlert(deps, requireUser(actor), id);
        if (result === 'ALERT_NOT_FOUND') throw notFound('Alert');
        if (result === 'ALERT_NOT_OPEN') {
          return {
            userErrors: [
              { code: result, message: 'Somebody acknowledged or settled this alert before', field: ['id'] },
            ],
          };
        }
        return { alert: result, userErrors: [] };
      },
      async _assess(_, { inputs }, { actor }) {
        requireService(actor);
        if (inputs.length > ASSESSMENTS_PER_CALL_MAX) {
          throw codedError('BAD_USER_INPUT', `At most ${ASSESSMENTS_PER_CALL_MAX} inputs`, { argument: 'inputs' });
        }
        const assessments = await assess(deps, actor, inputs.map(parseInput));
        return inputs.map(({ transactionId }) => {
          const assessment = assessments.get(transactionId);
          if (!assessment) throw new Error(`${transactionId} was not assessed`);
          const { id, score, level, decision } = assessment;
          return { transactionId, assessmentId: id, score, level, decision };
        });
      },
    },
    Subscription: {
      alertRaised: {
        subscribe(_, { minSeverity, after }, { actor }) {
          requireOperator(actor);
          const severities = new Set(severitiesFrom(minSeverity ?? 'INFO'));
          return publisher.stream({
            types: ['alert.raised'],
            match: ({ data }) => severities.has((data as EventData<'alert.raised'>).severity),
            after,
          });
        },
        resolve: (event: DomainEvent) => event,
      },
    },
    AlertEvent: {
      occurredAt: ({ time }) => new Date(time),
      alert: ({ subject }, _, { alerts }) => alerts.load(subject) as Promise<AlertRow>,
    },
    Alert: {
      __resolveReference: ({ id }, { actor, alerts }) =>
        isOperator(actor) ? alerts.load(id).then((row) => row ?? null) : null,
      transaction: ({ transactionId }) => ({ id: transactionId }),
      user: ({ userId }) => ({ id: userId }),
      assessment: async ({ assessmentId }, _, { assessments }) => (await assessments.load(assessmentId)) ?? null,
      assignee: ({ assignee }) => (assignee ? { id: assignee } : null),
    },
    Transaction: {
      __resolveReference: ({ id }) => ({ id }),
      risk: async ({ id }, _, { actor, assessmentsByTransaction }) =>
        isOperator(actor) ? ((await assessmentsByTransaction.load(id)) ?? null) : null,
      alerts: ({ id }, _, { actor, alertsByTransaction }) => (isOperator(actor) ? alertsByTransaction.load(id) : []),
    },
  };
}

function parseInput({ transactionId, initiatorId, counterpartyId, amount, at }: _AssessInput): AssessRequest {
  const money = parseAmount(amount);
  if (typeof money === 'string') throw codedError('BAD_USER_INPUT', `The amount of ${transactionId} is ${money}`);
  return { transactionId, initiatorId, counterpartyId: counterpartyId ?? null, amount: money, at };
}
