import { z } from 'zod';
import type { Connector, DisputePage, ProviderOutcome, ProviderState } from './connector.ts';
import { cardFailure } from './decline-codes.ts';
import { type ConnectorOptions, type HttpAnswer, type HttpRequest, jsonOf, providerHttp } from './provider-http.ts';
import { isSigned, signatureHeader } from './webhook-signature.ts';

const NAME = 'acme-cards';

const intent = z.object({
  id: z.string(),
  status: z.enum(['requires_action', 'requires_capture', 'succeeded', 'canceled', 'requires_payment_method']),
});
const refund = z.object({ id: z.string(), status: z.enum(['pending', 'succeeded']) });
const problem = z.object({
  error: z.object({
    type: z.enum(['card_error', 'invalid_request_error', 'idempotency_error']),
    code: z.string(),
    decline_code: z.string().optional(),
  }),
});
const minor = z.number().int().min(0).transform(BigInt);
const details = intent.extend({
  last_payment_error: z.object({ decline_code: z.string() }).nullable(),
  captures: z.array(z.object({ id: z.string(), amount: minor })),
  refunds: z.array(z.object({ id: z.string(), amount: minor, status: z.enum(['pending', 'succeeded', 'failed']) })),
  disputes: z.array(
    z.object({
      id: z.string(),
      amount: minor,
      reason: z.string(),
      status: z.enum(['warning_needs_response', 'needs_response', 'won', 'lost', 'warning_closed']),
    }),
  ),
});
const list = z.object({
  data: z.array(z.object({ id: z.string(), payment_intent: z.string(), created: z.number().int() })),
  has_more: z.boolean(),
});
const event = z.object({ id: z.string(), data: z.object({ object: z.object({ reference: z.string() }) }) });

const AUTHORIZATIONS = {
  requires_action: 'CHALLENGE',
  requires_capture: 'AUTHORIZED',
  succeeded: 'AUTHORIZED',
  canceled: 'VOIDED',
  requires_payment_method: 'DECLINED',
} as const;
const REFUNDS = { pending: 'PENDING', succeeded: 'SUCCEEDED', failed: 'FAILED' } as const;
const DISPUTES = {
  warning_needs_response: 'INQUIRY',
  needs_response: 'OPEN',
  won: 'WON',
  lost: 'LOST',
  warning_closed: 'WON',
} as const;

/** ACME Cards: a card processor with an API in the manner of Stripe's. */
export function acmeCardsConnector({ baseUrl, webhookSecret, timeout_ms }: ConnectorOptions): Connector {
  const http = providerHttp(baseUrl, timeout_ms);
  const ask = async (request: HttpRequest) => readOutcome(await http(request));
  const intentPath = (reference: string) => `/v1/payment_intents/${encodeURIComponent(reference)}`;
  return {
    name: NAME,
    async authorize({ reference, amount, instrument, authenticated }) {
      if (instrument.kind !== 'CARD') return { kind: 'NOT_TAKEN' };
      const { number, expiryMonth, expiryYear } = instrument;
      return ask({
        method: 'POST',
        path: '/v1/payment_intents',
        idempotencyKey: reference,
        body: {
          reference,
          amount: Number(amount.minor),
          currency: amount.currency.toLowerCase(),
          capture_method: 'manual',
          card: { number, exp_month: expiryMonth, exp_year: expiryYear },
          three_d_secure: { authenticated },
        },
      });
    },
    capture: ({ reference, id, amount, final }) =>
      ask({
        method: 'POST',
        path: `${intentPath(reference)}/capture`,
        idempotencyKey: id,
        body: { amount_to_capture: Number(amount.minor), final_capture: final },
      }),
    void: (reference) => ask({ method: 'POST', path: `${intentPath(reference)}/cancel`, body: {} }),
    refund: ({ reference, id, amount }) =>
      ask({
        method: 'POST',
        path: '/v1/refunds',
        idempotencyKey: id,
        body: { payment_intent: reference, amount: Number(amount.minor) },
      }),
    submitEvidence: ({ reference, evidence }) =>
      ask({
        method: 'POST',
        path: `${intentPath(reference)}/dispute`,
        body: { evidence: { uncategorized_text: evidence }, submit: true },
      }),
    async status(reference) {
      return readState(await http({ method: 'GET', path: intentPath(reference) }));
    },
    async disputesSince(since, after) {
      const query = new URLSearchParams({ 'created[gte]': String(Math.floor(since.getTime() / 1_000)) });
      if (after !== null) query.set('starting_after', after);
      return readDisputes(await http({ method: 'GET', path: `/v1/disputes?${query}` }));
    },
    parseWebhook(headers, body, now) {
      if (!isSigned(webhookSecret, headers[signatureHeader(NAME)], body, now)) return null;
      const parsed = jsonOf(event).safeParse(body);
      return parsed.success ? { id: parsed.data.id, reference: parsed.data.data.object.reference } : null;
    },
  };
}

function readOutcome(answer: HttpAnswer): ProviderOutcome {
  if (answer.kind !== 'ANSWERED') return answer;
  const { status, body } = answer;
  if (status === 200) {
    const parsed = z.union([intent, refund]).safeParse(body);
    if (!parsed.success) return { kind: 'UNKNOWN' };
    const { id: providerReference, status: state } = parsed.data;
    if (state === 'requires_action') return { kind: 'CHALLENGE', providerReference };
    return { kind: state === 'pending' ? 'PENDING' : 'DONE', providerReference };
  }
  const parsed = problem.safeParse(body);
  // Of an idempotency error we only know that something else was done under this key.
  if (!parsed.success || parsed.data.error.type === 'idempotency_error') return { kind: 'UNKNOWN' };
  const { type, code, decline_code } = parsed.data.error;
  if (type === 'card_error' && status !== 402) return { kind: 'UNKNOWN' };
  return { kind: 'DECLINED', failure: cardFailure(decline_code ?? code) };
}

function readState(answer: HttpAnswer): ProviderState | 'NOT_FOUND' | 'UNKNOWN' {
  if (answer.kind !== 'ANSWERED') return 'UNKNOWN';
  const missing = problem.safeParse(answer.body);
  if (answer.status === 404 && missing.success) return 'NOT_FOUND';
  const parsed = details.safeParse(answer.body);
  if (answer.status !== 200 || !parsed.success) return 'UNKNOWN';
  const { id, status, last_payment_error, captures, refunds, disputes } = parsed.data;
  return {
    providerReference: id,
    authorization: AUTHORIZATIONS[status],
    failure: last_payment_error ? cardFailure(last_payment_error.decline_code) : null,
    captures: captures.map(({ id, amount }) => ({ id, minor: amount })),
    refunds: refunds.map(({ id, amount, status }) => ({ id, minor: amount, status: REFUNDS[status] })),
    disputes: disputes.map(({ id, amount, reason, status }) => ({
      ...{ id, minor: amount, reason },
      status: DISPUTES[status],
    })),
  };
}

function readDisputes(answer: HttpAnswer): DisputePage | 'UNKNOWN' {
  const parsed = answer.kind === 'ANSWERED' && answer.status === 200 ? list.safeParse(answer.body) : undefined;
  if (!parsed?.success) return 'UNKNOWN';
  const disputes = parsed.data.data.map(({ id, payment_intent: reference, created }) => ({
    ...{ id, reference },
    openedAt: new Date(created * 1_000),
  }));
  return { disputes, more: parsed.data.has_more };
}
