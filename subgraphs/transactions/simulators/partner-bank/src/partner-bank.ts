import { fileURLToPath } from 'node:url';
import { parseAmount } from '@paygraph/money';
import { z } from 'zod';
import { isoReasonOf } from '../../../src/providers/iso20022-reasons.ts';
import { decideTransfer } from '../../provider/decide-transfer.ts';
import type { RouteAnswer } from '../../provider/fault-hook.ts';
import type { Answer, Operation } from '../../provider/operation.ts';
import { currencyCode } from '../../provider/parse.ts';
import type { Asked, SimulatedProvider } from '../../provider/start-provider.ts';

const transfer = z.object({
  instructedAmount: z.object({ currency: currencyCode, amount: z.string() }),
  creditor: z.object({
    name: z.string().min(1).max(140),
    account: z.union([
      z.object({ iban: z.string().regex(/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/) }),
      z.object({ routingNumber: z.string().regex(/^\d{9}$/), accountNumber: z.string().regex(/^\d{4,17}$/) }),
    ]),
  }),
});

const STATUSES = {
  PENDING: 'PDNG',
  PAID: 'ACSC',
  DECLINED: 'RJCT',
  VOIDED: 'CANC',
  RETURNED: 'RTRN',
  // Of cards, which are not charged here.
  CHALLENGE: 'PDNG',
  AUTHORIZED: 'PDNG',
} as const;
const PROBLEMS = {
  resource_missing: [404, 'NOT_FOUND'],
  idempotency_mismatch: [409, 'DUPLICATE'],
  canceled: [409, 'CANCELLED'],
  unexpected_state: [409, 'SETTLED'],
  amount_too_large: [400, 'INVALID'],
  charge_disputed: [400, 'INVALID'],
  unsupported: [400, 'INVALID'],
} as const satisfies Record<Extract<Answer, { kind: 'REFUSED' }>['code'], readonly [number, string]>;

/** Partner Bank: credit transfers in the manner of ISO 20022, with decimal amounts, under the customer's own id. */
export const partnerBank: SimulatedProvider = {
  name: 'partner-bank',
  database: 'paygraph_partner_bank',
  migrationsFolder: fileURLToPath(new URL('../migrations', import.meta.url)),
  decide: decideTransfer,
  routes: (ask) => [
    {
      method: 'PUT',
      url: '/transfers/:endToEndId',
      async handle({ params, body }) {
        const parsed = transfer.safeParse(body);
        const money = parsed.success ? parseAmount(parsed.data.instructedAmount) : 'MALFORMED_AMOUNT';
        if (!parsed.success || typeof money === 'string') return problem('unsupported');
        const { account } = parsed.data.creditor;
        const number = 'iban' in account ? account.iban : `${account.routingNumber}/${account.accountNumber}`;
        const instrument = { kind: 'ACCOUNT' as const, number };
        const asked = await ask(params['endToEndId'] ?? '', {
          kind: 'AUTHORIZE',
          ...money,
          instrument,
          authenticated: false,
        });
        return answered(asked, 202);
      },
    },
    {
      method: 'DELETE',
      url: '/transfers/:endToEndId',
      handle: async ({ params }) => answered(await ask(params['endToEndId'] ?? '', { kind: 'VOID' }), 200),
    },
    {
      method: 'GET',
      url: '/transfers/:endToEndId',
      handle: async ({ params }) => answered(await ask(params['endToEndId'] ?? '', { kind: 'TICK' }), 200),
    },
  ],
  webhookBody: ({ id, reference }, now) => ({
    notificationId: id,
    endToEndId: reference,
    occurredAt: now.toISOString(),
  }),
};

function problem(code: keyof typeof PROBLEMS): RouteAnswer {
  const [status, name] = PROBLEMS[code];
  return { status, body: { title: code, code: name } };
}

function answered({ answer, operation }: Asked, status: number): RouteAnswer {
  if (answer.kind === 'REFUSED') return problem(answer.code);
  return operation ? { status, body: bodyOf(operation) } : problem('resource_missing');
}

function bodyOf({ id, reference, status, code }: Operation) {
  return {
    transferId: id,
    endToEndId: reference,
    status: STATUSES[status],
    reasonCode: code === null ? null : isoReasonOf(code),
  };
}
