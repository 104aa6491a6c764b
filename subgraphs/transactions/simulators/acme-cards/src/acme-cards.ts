import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { decideCard } from '../../provider/decide-card.ts';
import type { RouteAnswer } from '../../provider/fault-hook.ts';
import type { Answer, Dispute, Operation } from '../../provider/operation.ts';
import { cardNumber, currencyCode, minorUnits, reference } from '../../provider/parse.ts';
import type { Asked, SimulatedProvider } from '../../provider/start-provider.ts';

const authorization = z.object({
  reference,
  amount: minorUnits,
  currency: currencyCode,
  capture_method: z.literal('manual'),
  card: z.object({ number: cardNumber, exp_month: z.number().int(), exp_year: z.number().int() }),
  three_d_secure: z.object({ authenticated: z.boolean() }),
});
const capture = z.object({ amount_to_capture: minorUnits, final_capture: z.boolean() });
const refund = z.object({ payment_intent: reference, amount: minorUnits });
const evidence = z.object({
  evidence: z.object({ uncategorized_text: z.string().max(20_000) }),
  submit: z.literal(true),
});

const listing = z.object({
  'created[gte]': z
    .string()
    .regex(/^\d{1,12}$/)
    .transform((seconds) => new Date(Number(seconds) * 1_000)),
  starting_after: z.string().optional(),
});

const INVALID = invalid('parameter_invalid');

/** ACME Cards: JSON in the manner of Stripe's API. An intent is found by the merchant's own reference. */
export const acmeCards: SimulatedProvider = {
  name: 'acme-cards',
  database: 'paygraph_acme_cards',
  migrationsFolder: fileURLToPath(new URL('../migrations', import.meta.url)),
  decide: decideCard,
  routes: (ask, listDisputes) => [
    {
      method: 'POST',
      url: '/v1/payment_intents',
      async handle({ body, headers }) {
        const parsed = authorization.safeParse(body);
        if (!parsed.success || headers['idempotency-key'] !== parsed.data.reference) return INVALID;
        const { reference, amount: minor, currency, card, three_d_secure } = parsed.data;
        const instrument = {
          kind: 'CARD' as const,
          number: card.number,
          expiryMonth: card.exp_month,
          expiryYear: card.exp_year,
        };
        const { authenticated } = three_d_secure;
        return intentAnswer(await ask(reference, { kind: 'AUTHORIZE', minor, currency, instrument, authenticated }));
      },
    },
    {
      method: 'POST',
      url: '/v1/payment_intents/:reference/capture',
      async handle({ params, body, headers }) {
        const parsed = capture.safeParse(body);
        const id = reference.safeParse(headers['idempotency-key']);
        if (!parsed.success || !id.success) return INVALID;
        const { amount_to_capture: minor, final_capture: final } = parsed.data;
        return intentAnswer(await ask(params['reference'] ?? '', { kind: 'CAPTURE', id: id.data, minor, final }));
      },
    },
    {
      method: 'POST',
      url: '/v1/payment_intents/:reference/cancel',
      handle: async ({ params }) => intentAnswer(await ask(params['reference'] ?? '', { kind: 'VOID' })),
    },
    {
      method: 'POST',
      url: '/v1/refunds',
      async handle({ body, headers }) {
        const parsed = refund.safeParse(body);
        const id = reference.safeParse(headers['idempotency-key']);
        if (!parsed.success || !id.success) return INVALID;
        const { payment_intent, amount: minor } = parsed.data;
        const { answer } = await ask(payment_intent, { kind: 'REFUND', id: id.data, minor });
        const status = answer.kind === 'PENDING' ? 'pending' : 'succeeded';
        return problemOf(answer) ?? { status: 200, body: { id: `re_${id.data}`, object: 'refund', status } };
      },
    },
    {
      method: 'POST',
      url: '/v1/payment_intents/:reference/dispute',
      async handle({ params, body }) {
        const parsed = evidence.safeParse(body);
        if (!parsed.success) return INVALID;
        const text = parsed.data.evidence.uncategorized_text;
        const { answer, operation } = await ask(params['reference'] ?? '', { kind: 'EVIDENCE', text });
        const status = answer.kind === 'PENDING' ? 'pending' : 'succeeded';
        return problemOf(answer) ?? { status: 200, body: { id: operation?.disputes.at(-1)?.id, status } };
      },
    },
    {
      method: 'GET',
      url: '/v1/payment_intents/:reference',
      handle: async ({ params }) => intentAnswer(await ask(params['reference'] ?? '', { kind: 'TICK' })),
    },
    {
      method: 'GET',
      url: '/v1/disputes',
      async handle({ query }) {
        const parsed = listing.safeParse(query);
        if (!parsed.success) return INVALID;
        const { disputes, more } = await listDisputes(parsed.data['created[gte]'], parsed.data.starting_after ?? null);
        const data = disputes.map(({ id, reference: payment_intent, openedAt }) => ({
          ...{ id, object: 'dispute', payment_intent },
          created: Math.floor(openedAt.getTime() / 1_000),
        }));
        return { status: 200, body: { object: 'list', data, has_more: more } };
      },
    },
  ],
  webhookBody: ({ id, reference }, now) => ({
    id,
    object: 'event',
    type: 'payment_intent.updated',
    created: Math.floor(now.getTime() / 1_000),
    data: { object: { object: 'payment_intent', reference } },
  }),
};

function invalid(code: string, status = 400): RouteAnswer {
  return { status, body: { error: { type: 'invalid_request_error', code } } };
}

function problemOf(answer: Answer): RouteAnswer | undefined {
  if (answer.kind === 'DECLINED') {
    const own = ['expired_card', 'incorrect_cvc', 'incorrect_number', 'processing_error'].includes(answer.code);
    const code = own ? answer.code : 'card_declined';
    return { status: 402, body: { error: { type: 'card_error', code, decline_code: answer.code } } };
  }
  if (answer.kind !== 'REFUSED') return undefined;
  if (answer.code === 'idempotency_mismatch')
    return { status: 409, body: { error: { type: 'idempotency_error', code: 'idempotency_key_in_use' } } };
  return invalid(answer.code, answer.code === 'resource_missing' ? 404 : 400);
}

function intentAnswer({ answer, operation }: Asked): RouteAnswer {
  const problem = problemOf(answer);
  if (problem) return problem;
  return operation ? { status: 200, body: intentOf(operation) } : invalid('resource_missing', 404);
}

const STATUSES = {
  CHALLENGE: 'requires_action',
  AUTHORIZED: 'requires_capture',
  DECLINED: 'requires_payment_method',
  VOIDED: 'canceled',
  // Of transfers, which are not made here.
  PENDING: 'processing',
  PAID: 'succeeded',
  RETURNED: 'canceled',
} as const;

function intentOf(operation: Operation) {
  const { id, reference, currency, minor, status, closed, code, captures, refunds, disputes } = operation;
  return {
    id,
    object: 'payment_intent',
    reference,
    status: status === 'AUTHORIZED' && closed ? 'succeeded' : STATUSES[status],
    amount: Number(minor),
    currency: currency.toLowerCase(),
    last_payment_error: code === null ? null : { decline_code: code },
    captures: captures.map(({ id, minor }) => ({ id, amount: Number(minor) })),
    refunds: refunds.map(({ id, minor, status }) => ({ id, amount: Number(minor), status: status.toLowerCase() })),
    disputes: disputes.map((dispute) => disputeOf(dispute, operation)),
  };
}

const DISPUTES = { INQUIRY: 'warning_needs_response', OPEN: 'needs_response', WON: 'won', LOST: 'lost' } as const;

function disputeOf({ id, minor, reason, status }: Dispute, { script }: Operation) {
  const closedInquiry = status === 'WON' && script.dispute?.inquiry;
  return { id, amount: Number(minor), reason, status: closedInquiry ? 'warning_closed' : DISPUTES[status] };
}
