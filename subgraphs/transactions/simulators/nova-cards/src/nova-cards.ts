import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { refusalOf } from '../../../src/providers/nova-refusals.ts';
import { decideCard } from '../../provider/decide-card.ts';
import type { RouteAnswer } from '../../provider/fault-hook.ts';
import type { Answer, Operation } from '../../provider/operation.ts';
import { cardNumber, currencyCode, minorUnits, reference } from '../../provider/parse.ts';
import type { Asked, SimulatedProvider } from '../../provider/start-provider.ts';

const amount = z.object({ value: minorUnits, currency: currencyCode });
const payment = z.object({
  merchantReference: reference,
  amount,
  paymentMethod: z.object({
    type: z.literal('scheme'),
    number: cardNumber,
    expiryMonth: z
      .string()
      .regex(/^\d{2}$/)
      .transform(Number),
    expiryYear: z
      .string()
      .regex(/^\d{4}$/)
      .transform(Number),
  }),
  threeDS2Result: z.object({ transStatus: z.enum(['Y', 'N']) }).optional(),
});
const capture = z.object({ reference, amount, final: z.boolean() });
const refund = z.object({ reference, amount });
const defense = z.object({ defenseText: z.string().max(20_000) });

const listing = z.object({
  openedSince: z.iso.datetime().transform((text) => new Date(text)),
  after: z.string().optional(),
});

const INVALID = problem(422, 'validation', 'invalid_request');

/** Nova Cards: JSON in the manner of Adyen's API, where a refusal is an ordinary answer. */
export const novaCards: SimulatedProvider = {
  name: 'nova-cards',
  database: 'paygraph_nova_cards',
  migrationsFolder: fileURLToPath(new URL('../migrations', import.meta.url)),
  decide: decideCard,
  routes: (ask, listDisputes) => [
    {
      method: 'POST',
      url: '/v68/payments',
      async handle({ body }) {
        const parsed = payment.safeParse(body);
        if (!parsed.success) return INVALID;
        const { merchantReference, amount, paymentMethod, threeDS2Result } = parsed.data;
        const { number, expiryMonth, expiryYear } = paymentMethod;
        const asked = await ask(merchantReference, {
          kind: 'AUTHORIZE',
          currency: amount.currency,
          minor: amount.value,
          instrument: { kind: 'CARD', number, expiryMonth, expiryYear },
          authenticated: threeDS2Result?.transStatus === 'Y',
        });
        return paymentAnswer(asked);
      },
    },
    {
      method: 'POST',
      url: '/v68/payments/:reference/captures',
      async handle({ params, body }) {
        const parsed = capture.safeParse(body);
        if (!parsed.success) return INVALID;
        const { reference: id, amount, final } = parsed.data;
        return modified(await ask(params['reference'] ?? '', { kind: 'CAPTURE', id, minor: amount.value, final }));
      },
    },
    {
      method: 'POST',
      url: '/v68/payments/:reference/cancels',
      handle: async ({ params }) => modified(await ask(params['reference'] ?? '', { kind: 'VOID' })),
    },
    {
      method: 'POST',
      url: '/v68/payments/:reference/refunds',
      async handle({ params, body }) {
        const parsed = refund.safeParse(body);
        if (!parsed.success) return INVALID;
        const { reference: id, amount } = parsed.data;
        return modified(await ask(params['reference'] ?? '', { kind: 'REFUND', id, minor: amount.value }));
      },
    },
    {
      method: 'POST',
      url: '/v68/payments/:reference/defenses',
      async handle({ params, body }) {
        const parsed = defense.safeParse(body);
        if (!parsed.success) return INVALID;
        return modified(await ask(params['reference'] ?? '', { kind: 'EVIDENCE', text: parsed.data.defenseText }));
      },
    },
    {
      method: 'GET',
      url: '/v68/payments/:reference',
      async handle({ params }) {
        const { operation } = await ask(params['reference'] ?? '', { kind: 'TICK' });
        return operation ? { status: 200, body: detailsOf(operation) } : problem(404, 'security', 'resource_missing');
      },
    },
    {
      method: 'GET',
      url: '/v68/disputes',
      async handle({ query }) {
        const parsed = listing.safeParse(query);
        if (!parsed.success) return INVALID;
        const { disputes, more } = await listDisputes(parsed.data.openedSince, parsed.data.after ?? null);
        const listed = disputes.map(({ id: disputePspReference, reference: merchantReference, openedAt }) => ({
          ...{ disputePspReference, merchantReference },
          openedAt: openedAt.toISOString(),
        }));
        return { status: 200, body: { disputes: listed, hasNext: more } };
      },
    },
  ],
  webhookBody: ({ id, reference }) => ({
    live: 'false',
    notificationItems: [
      { NotificationRequestItem: { eventId: id, eventCode: 'PAYMENT_UPDATED', merchantReference: reference } },
    ],
  }),
};

function problem(status: number, errorType: string, errorCode: string): RouteAnswer {
  return { status, body: { status, errorType, errorCode } };
}

function refusedBy({ code }: Extract<Answer, { kind: 'REFUSED' }>): RouteAnswer {
  if (code === 'idempotency_mismatch') return problem(409, 'duplicate', code);
  return problem(code === 'resource_missing' ? 404 : 422, 'validation', code);
}

function paymentAnswer({ answer, operation }: Asked): RouteAnswer {
  if (answer.kind === 'REFUSED') return refusedBy(answer);
  const pspReference = operation?.id;
  if (answer.kind === 'DECLINED')
    return { status: 200, body: { pspReference, resultCode: 'Refused', ...refusalOf(answer.code) } };
  return { status: 200, body: { pspReference, resultCode: answer.kind === 'OK' ? 'Authorised' : 'ChallengeShopper' } };
}

function modified({ answer, operation }: Asked): RouteAnswer {
  if (answer.kind === 'REFUSED') return refusedBy(answer);
  const pspReference = operation?.id;
  if (answer.kind === 'DECLINED')
    return { status: 201, body: { pspReference, status: 'refused', ...refusalOf(answer.code) } };
  return { status: 201, body: { pspReference, status: answer.kind === 'OK' ? 'completed' : 'received' } };
}

const STATES = {
  CHALLENGE: 'ChallengeShopper',
  AUTHORIZED: 'Authorised',
  DECLINED: 'Refused',
  VOIDED: 'Cancelled',
  // Of transfers, which are not made here.
  PENDING: 'Received',
  PAID: 'Authorised',
  RETURNED: 'Cancelled',
} as const;
const REFUNDS = { PENDING: 'received', SUCCEEDED: 'completed', FAILED: 'refused' } as const;
const DISPUTES = {
  INQUIRY: 'RequestForInformation',
  OPEN: 'Chargeback',
  WON: 'ChargebackReversed',
  LOST: 'Lost',
} as const;

function detailsOf({ id, currency, status, code, captures, refunds, disputes }: Operation) {
  const amountOf = (minor: bigint) => ({ value: Number(minor), currency });
  return {
    pspReference: id,
    state: STATES[status],
    ...(code === null ? {} : refusalOf(code)),
    captures: captures.map(({ id, minor }) => ({ reference: id, amount: amountOf(minor) })),
    refunds: refunds.map(({ id, minor, status }) => ({
      reference: id,
      amount: amountOf(minor),
      status: REFUNDS[status],
    })),
    disputes: disputes.map(({ id, minor, reason, status }) => ({
      ...{ disputePspReference: id, reason },
      amount: amountOf(minor),
      status: DISPUTES[status],
    })),
  };
}
