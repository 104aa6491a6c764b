import { z } from 'zod';
import type { Connector, DisputePage, ProviderOutcome, ProviderState } from './connector.ts';
import { cardFailure } from './decline-codes.ts';
import { declineCodeOf } from './nova-refusals.ts';
import { type ConnectorOptions, type HttpAnswer, type HttpRequest, jsonOf, providerHttp } from './provider-http.ts';
import { isSigned, signatureHeader } from './webhook-signature.ts';

const NAME = 'nova-cards';

const refusal = {
  refusalReasonCode: z.string().optional(),
  refusalReasonRaw: z.string().optional(),
};
const payment = z.object({
  pspReference: z.string(),
  resultCode: z.enum(['Authorised', 'ChallengeShopper', 'Refused']),
  ...refusal,
});
const modification = z.object({
  pspReference: z.string(),
  status: z.enum(['completed', 'received', 'refused']),
  ...refusal,
});
const problem = z.object({ errorType: z.string(), errorCode: z.string() });

const amount = z.object({ value: z.number().int().min(0).transform(BigInt), currency: z.string() });
const details = z.object({
  pspReference: z.string(),
  state: z.enum(['ChallengeShopper', 'Authorised', 'Refused', 'Cancelled']),
  ...refusal,
  captures: z.array(z.object({ reference: z.string(), amount })),
  refunds: z.array(z.object({ reference: z.string(), amount, status: z.enum(['received', 'completed', 'refused']) })),
  disputes: z.array(
    z.object({
      disputePspReference: z.string(),
      amount,
      reason: z.string(),
      status: z.enum(['RequestForInformation', 'Chargeback', 'ChargebackReversed', 'Lost']),
    }),
  ),
});
const list = z.object({
  disputes: z.array(
    z.object({
      disputePspReference: z.string(),
      merchantReference: z.string(),
      openedAt: z.iso.datetime().transform((text) => new Date(text)),
    }),
  ),
  hasNext: z.boolean(),
});
const notification = z.object({
  notificationItems: z.tuple([
    z.object({ NotificationRequestItem: z.object({ eventId: z.string(), merchantReference: z.string() }) }),
  ]),
});

const AUTHORIZATIONS = {
  ChallengeShopper: 'CHALLENGE',
  Authorised: 'AUTHORIZED',
  Refused: 'DECLINED',
  Cancelled: 'VOIDED',
} as const;
const REFUNDS = { received: 'PENDING', completed: 'SUCCEEDED', refused: 'FAILED' } as const;
const DISPUTES = {
  RequestForInformation: 'INQUIRY',
  Chargeback: 'OPEN',
  ChargebackReversed: 'WON',
  Lost: 'LOST',
} as const;

/** Nova Cards: a card processor with an API in the manner of Adyen's: a refusal is an ordinary answer. */
export function novaCardsConnector({ baseUrl, webhookSecret, timeout_ms }: ConnectorOptions): Connector {
  const http = providerHttp(baseUrl, timeout_ms);
  const paymentPath = (reference: string) => `/v68/payments/${encodeURIComponent(reference)}`;
  const modify = async (reference: string, name: string, body: unknown) => {
    const request: HttpRequest = { method: 'POST', path: `${paymentPath(reference)}/${name}`, body };
    return readModification(await http(request));
  };
  return {
    name: NAME,
    async authorize({ reference, amount: { currency, minor }, instrument, authenticated }) {
      if (instrument.kind !== 'CARD') return { kind: 'NOT_TAKEN' };
      const { number, expiryMonth, expiryYear } = instrument;
      const body = {
        merchantReference: reference,
        amount: { value: Number(minor), currency },
        paymentMethod: {
          type: 'scheme',
          number,
          expiryMonth: String(expiryMonth).padStart(2, '0'),
          expiryYear: String(expiryYear),
        },
        threeDS2Result: authenticated ? { transStatus: 'Y' } : undefined,
      };
      return readPayment(await http({ method: 'POST', path: '/v68/payments', body }));
    },
    capture: ({ reference, id, amount: { currency, minor }, final }) =>
      modify(reference, 'captures', { reference: id, amount: { value: Number(minor), currency }, final }),
    void: (reference) => modify(reference, 'cancels', {}),
    refund: ({ reference, id, amount: { currency, minor } }) =>
      modify(reference, 'refunds', { reference: id, amount: { value: Number(minor), currency } }),
    submitEvidence: ({ reference, evidence }) => modify(reference, 'defenses', { defenseText: evidence }),
    async status(reference) {
      return readState(await http({ method: 'GET', path: paymentPath(reference) }));
    },
    async disputesSince(since, after) {
      const query = new URLSearchParams({ openedSince: since.toISOString(), ...(after === null ? {} : { after }) });
      return readDisputes(await http({ method: 'GET', path: `/v68/disputes?${query}` }));
    },
    parseWebhook(headers, body, now) {
      if (!isSigned(webhookSecret, headers[signatureHeader(NAME)], body, now)) return null;
      const parsed = jsonOf(notification).safeParse(body);
      if (!parsed.success) return null;
      const { eventId, merchantReference } = parsed.data.notificationItems[0].NotificationRequestItem;
      return { id: eventId, reference: merchantReference };
    },
  };
}

function readPayment(answer: HttpAnswer): ProviderOutcome {
  if (answer.kind !== 'ANSWERED') return answer;
  const parsed = payment.safeParse(answer.body);
  if (answer.status !== 200 || !parsed.success) return readProblem(answer);
  const { pspReference: providerReference, resultCode } = parsed.data;
  if (resultCode === 'Refused') return { kind: 'DECLINED', failure: cardFailure(declineCodeOf(parsed.data)) };
  return { kind: resultCode === 'ChallengeShopper' ? 'CHALLENGE' : 'DONE', providerReference };
}

function readModification(answer: HttpAnswer): ProviderOutcome {
  if (answer.kind !== 'ANSWERED') return answer;
  const parsed = modification.safeParse(answer.body);
  if (answer.status !== 201 || !parsed.success) return readProblem(answer);
  const { pspReference: providerReference, status } = parsed.data;
  if (status === 'refused') return { kind: 'DECLINED', failure: cardFailure(declineCodeOf(parsed.data)) };
  return { kind: status === 'received' ? 'PENDING' : 'DONE', providerReference };
}

function readProblem({ status, body }: Extract<HttpAnswer, { kind: 'ANSWERED' }>): ProviderOutcome {
  const parsed = problem.safeParse(body);
  // Of a duplicate we only know that something else was done under this reference.
  if (status < 400 || !parsed.success || parsed.data.errorType === 'duplicate') return { kind: 'UNKNOWN' };
  return { kind: 'DECLINED', failure: cardFailure(parsed.data.errorCode) };
}

function readState(answer: HttpAnswer): ProviderState | 'NOT_FOUND' | 'UNKNOWN' {
  if (answer.kind !== 'ANSWERED') return 'UNKNOWN';
  if (answer.status === 404 && problem.safeParse(answer.body).success) return 'NOT_FOUND';
  const parsed = details.safeParse(answer.body);
  if (answer.status !== 200 || !parsed.success) return 'UNKNOWN';
  const { pspReference, state, captures, refunds, disputes } = parsed.data;
  return {
    providerReference: pspReference,
    authorization: AUTHORIZATIONS[state],
    failure: state === 'Refused' ? cardFailure(declineCodeOf(parsed.data)) : null,
    captures: captures.map(({ reference, amount }) => ({ id: reference, minor: amount.value })),
    refunds: refunds.map(({ reference, amount, status }) => ({
      id: reference,
      minor: amount.value,
      status: REFUNDS[status],
    })),
    disputes: disputes.map(({ disputePspReference: id, amount, reason, status }) => ({
      ...{ id, minor: amount.value, reason },
      status: DISPUTES[status],
    })),
  };
}

function readDisputes(answer: HttpAnswer): DisputePage | 'UNKNOWN' {
  const parsed = answer.kind === 'ANSWERED' && answer.status === 200 ? list.safeParse(answer.body) : undefined;
  if (!parsed?.success) return 'UNKNOWN';
  const disputes = parsed.data.disputes.map(({ disputePspReference: id, merchantReference: reference, openedAt }) => ({
    id,
    reference,
    openedAt,
  }));
  return { disputes, more: parsed.data.hasNext };
}
