import { formatMinor } from '@paygraph/money';
import { z } from 'zod';
import type { Connector, ProviderOutcome, ProviderState } from './connector.ts';
import { bankFailure, returnFailure } from './decline-codes.ts';
import { reasonOf } from './iso20022-reasons.ts';
import { type ConnectorOptions, type HttpAnswer, jsonOf, providerHttp } from './provider-http.ts';
import { isSigned, signatureHeader } from './webhook-signature.ts';

const NAME = 'partner-bank';

/** Statuses of ISO 20022; RTRN is the bank's own for money that came back. */
const transfer = z.object({
  transferId: z.string(),
  status: z.enum(['PDNG', 'ACSC', 'RJCT', 'CANC', 'RTRN']),
  reasonCode: z.string().nullable(),
});
const problem = z.object({
  title: z.string(),
  code: z.enum(['NOT_FOUND', 'DUPLICATE', 'CANCELLED', 'SETTLED', 'INVALID']),
});
const notice = z.object({ notificationId: z.string(), endToEndId: z.string() });

const AUTHORIZATIONS = { PDNG: 'PENDING', ACSC: 'PAID', RJCT: 'DECLINED', CANC: 'VOIDED', RTRN: 'RETURNED' } as const;

/** Partner Bank: credit transfers to an IBAN or an American account, in the manner of ISO 20022. */
export function partnerBankConnector({ baseUrl, webhookSecret, timeout_ms }: ConnectorOptions): Connector {
  const http = providerHttp(baseUrl, timeout_ms);
  const path = (reference: string) => `/transfers/${encodeURIComponent(reference)}`;
  const notHere = async (): Promise<ProviderOutcome> => ({ kind: 'NOT_TAKEN' });
  return {
    name: NAME,
    async authorize({ reference, amount: { currency, minor }, instrument }) {
      if (instrument.kind !== 'BANK_ACCOUNT') return { kind: 'NOT_TAKEN' };
      const { holder, iban, routingNumber, accountNumber } = instrument;
      const body = {
        instructedAmount: { currency, amount: formatMinor(minor, currency) },
        creditor: { name: holder, account: iban ? { iban } : { routingNumber, accountNumber } },
      };
      return readTransfer(await http({ method: 'PUT', path: path(reference), body }));
    },
    // A transfer out is one step: there is nothing to capture, to give back or to dispute.
    capture: notHere,
    refund: notHere,
    submitEvidence: notHere,
    async void(reference) {
      const answer = await http({ method: 'DELETE', path: path(reference) });
      const parsed = answer.kind === 'ANSWERED' && answer.status === 200 ? transfer.safeParse(answer.body) : undefined;
      // What was rejected or came back moves nothing any more, which is all that was asked.
      return parsed?.success ? { kind: 'DONE', providerReference: parsed.data.transferId } : readTransfer(answer);
    },
    async status(reference) {
      return readState(await http({ method: 'GET', path: path(reference) }));
    },
    disputesSince: async () => ({ disputes: [], more: false }),
    parseWebhook(headers, body, now) {
      if (!isSigned(webhookSecret, headers[signatureHeader(NAME)], body, now)) return null;
      const parsed = jsonOf(notice).safeParse(body);
      return parsed.success ? { id: parsed.data.notificationId, reference: parsed.data.endToEndId } : null;
    },
  };
}

function readTransfer(answer: HttpAnswer): ProviderOutcome {
  if (answer.kind !== 'ANSWERED') return answer;
  const parsed = transfer.safeParse(answer.body);
  if (answer.status < 300 && parsed.success) {
    const { transferId: providerReference, status, reasonCode } = parsed.data;
    if (status === 'PDNG') return { kind: 'PENDING', providerReference };
    if (status === 'RJCT' || status === 'RTRN') return { kind: 'DECLINED', failure: failureOf(status, reasonCode) };
    return { kind: 'DONE', providerReference };
  }
  const refusal = problem.safeParse(answer.body);
  if (answer.status < 400 || !refusal.success) return { kind: 'UNKNOWN' };
  switch (refusal.data.code) {
    case 'DUPLICATE':
      // Another transfer was made under this reference.
      return { kind: 'UNKNOWN' };
    case 'CANCELLED':
      return { kind: 'DECLINED', failure: bankFailure('canceled') };
    case 'SETTLED':
      return { kind: 'DECLINED', failure: bankFailure('unexpected_state') };
    case 'NOT_FOUND':
    case 'INVALID':
      return { kind: 'DECLINED', failure: bankFailure('invalid_request') };
  }
}

function failureOf(status: 'RJCT' | 'RTRN', reasonCode: string | null) {
  return status === 'RTRN' ? returnFailure(reasonOf(reasonCode)) : bankFailure(reasonOf(reasonCode));
}

function readState(answer: HttpAnswer): ProviderState | 'NOT_FOUND' | 'UNKNOWN' {
  if (answer.kind !== 'ANSWERED') return 'UNKNOWN';
  if (answer.status === 404 && problem.safeParse(answer.body).success) return 'NOT_FOUND';
  const parsed = transfer.safeParse(answer.body);
  if (answer.status !== 200 || !parsed.success) return 'UNKNOWN';
  const { transferId, status, reasonCode } = parsed.data;
  return {
    providerReference: transferId,
    authorization: AUTHORIZATIONS[status],
    failure: status === 'RJCT' || status === 'RTRN' ? failureOf(status, reasonCode) : null,
    captures: [],
    refunds: [],
    disputes: [],
  };
}
