import { z } from 'zod';
import type { Failure } from '../failure.ts';
import type { ChargeOutcome } from '../saga.ts';
import type { CardProcessor } from './card-processor.ts';

/** A processor that has not answered by then is asked again later. */
const CHARGE_TIMEOUT_MS = 8_000;

const charged = z.object({ id: z.string(), status: z.literal('succeeded') });
const refused = z.object({ error: z.object({ code: z.string(), decline_code: z.string().optional() }) });

/** The connector to ACME Cards, a card processor with an API in the manner of Stripe's, at `baseUrl`. */
export function acmeCards(baseUrl: string): CardProcessor {
  const post = (path: string, body: unknown) =>
    fetch(new URL(path, baseUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(CHARGE_TIMEOUT_MS),
    });
  return {
    name: 'acme-cards',
    async charge({ reference, amount, card }) {
      try {
        const { number, expiryMonth, expiryYear } = card;
        const response = await post('/v1/charges', {
          reference,
          amount_minor: amount.minor.toString(),
          currency: amount.currency,
          card: { number, exp_month: expiryMonth, exp_year: expiryYear },
        });
        return readCharge(response.status, await response.json());
      } catch {
        return { kind: 'UNKNOWN' };
      }
    },
    async giveBack(reference) {
      const response = await post('/v1/refunds', { reference });
      if (response.status !== 200) throw new Error(`acme-cards answered ${response.status} to a refund`);
    },
  };
}

/** Only a clear yes and a clear no end a charge. */
function readCharge(status: number, body: unknown): ChargeOutcome {
  const success = charged.safeParse(body);
  if (status === 200 && success.success) return { kind: 'SUCCEEDED', providerReference: success.data.id };
  const refusal = refused.safeParse(body);
  if (status === 402 && refusal.success) return { kind: 'DECLINED', failure: failureOf(refusal.data.error) };
  return { kind: 'UNKNOWN' };
}

function failureOf({ code, decline_code }: { code: string; decline_code?: string }): Failure {
  if (code === 'processing_error') return { code: 'PROCESSING_ERROR', declineCode: decline_code ?? code };
  return { code: 'CARD_DECLINED', declineCode: decline_code ?? 'generic_decline' };
}
