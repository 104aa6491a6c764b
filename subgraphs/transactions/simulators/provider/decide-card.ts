import { openDispute, settleDue, submitEvidence } from './dispute.ts';
import { type Answer, type Circumstances, type Decision, type Operation, type Request, sum } from './operation.ts';
import { feeOf, line } from './settlement.ts';
import { scriptOf } from './test-cards.ts';

type Asked<Kind extends Request['kind']> = Extract<Request, { kind: Kind }>;

const refused = (operation: Operation | undefined, code: Extract<Answer, { kind: 'REFUSED' }>['code']): Decision => ({
  operation,
  answer: { kind: 'REFUSED', code },
  lines: [],
});
const answered = (operation: Operation, answer: Answer): Decision => ({ operation, answer, lines: [] });
const OK = { kind: 'OK' } as const;

/** The brain of a card processor: holds, captures, refunds and disputes under one reference. */
export function decideCard(
  before: Operation | undefined,
  reference: string,
  request: Request,
  circumstances: Circumstances,
): Decision {
  const due = before ? settleDue(before, circumstances) : undefined;
  const decision = decideNow(due?.operation ?? before, reference, request, circumstances);
  return { ...decision, lines: [...(due?.lines ?? []), ...decision.lines] };
}

function decideNow(
  operation: Operation | undefined,
  reference: string,
  request: Request,
  circumstances: Circumstances,
): Decision {
  if (request.kind === 'AUTHORIZE') return authorize(operation, reference, request, circumstances);
  if (request.kind === 'VOID') return voidIt(operation, reference, circumstances);
  if (!operation) return refused(operation, 'resource_missing');
  switch (request.kind) {
    case 'CAPTURE':
      return capture(operation, request, circumstances);
    case 'REFUND':
      return refund(operation, request, circumstances);
    case 'EVIDENCE':
      return submitEvidence(operation, request.text, circumstances);
    case 'TICK':
      return answered(operation, OK);
  }
}

function authorize(
  before: Operation | undefined,
  reference: string,
  { currency, minor, instrument, authenticated }: Asked<'AUTHORIZE'>,
  { now, newId }: Circumstances,
): Decision {
  if (instrument.kind !== 'CARD') return refused(before, 'unsupported');
  if (before) {
    if (before.status === 'VOIDED') return refused(before, 'canceled');
    if (before.currency !== currency || before.minor !== minor) return refused(before, 'idempotency_mismatch');
    const operation = before.status === 'CHALLENGE' && authenticated ? settle(before) : before;
    return answered(operation, statusAnswer(operation));
  }
  const script = scriptOf(instrument, now);
  const fresh = { ...blank(reference, newId('pi')), currency, minor, script };
  const operation = script.challenge && !authenticated ? { ...fresh, status: 'CHALLENGE' as const } : settle(fresh);
  return answered(operation, statusAnswer(operation));
}

/** What the bank says once nothing stands in between. */
function settle(operation: Operation): Operation {
  const { decline } = operation.script;
  return decline ? { ...operation, status: 'DECLINED', code: decline } : { ...operation, status: 'AUTHORIZED' };
}

function statusAnswer({ status, code }: Operation): Answer {
  if (status === 'CHALLENGE') return { kind: 'CHALLENGE' };
  return status === 'DECLINED' ? { kind: 'DECLINED', code: code ?? 'generic_decline' } : OK;
}

function blank(reference: string, id: string): Operation {
  const lists = { captures: [], refunds: [], disputes: [], agenda: [] };
  return { reference, id, currency: '', minor: 0n, status: 'VOIDED', code: null, script: {}, closed: false, ...lists };
}

function capture(operation: Operation, { id, minor, final }: Asked<'CAPTURE'>, circumstances: Circumstances): Decision {
  const known = operation.captures.find((each) => each.id === id);
  if (known) return known.minor === minor ? answered(operation, OK) : refused(operation, 'idempotency_mismatch');
  if (operation.status !== 'AUTHORIZED' || operation.closed) return refused(operation, 'unexpected_state');
  const captured = sum(operation.captures) + minor;
  if (captured > operation.minor) return refused(operation, 'amount_too_large');
  const first = operation.captures.length === 0;
  const after: Operation = {
    ...operation,
    closed: final || captured === operation.minor,
    captures: [...operation.captures, { id, minor }],
    agenda: first && operation.script.dispute ? openDispute(operation, circumstances) : operation.agenda,
  };
  const { reference, currency } = operation;
  const fee = feeOf(circumstances, minor);
  const booked = { id: `capture:${reference}:${id}`, reference, kind: 'CAPTURE' as const, currency, gross: minor, fee };
  return { operation: after, answer: OK, lines: [line(circumstances, booked)] };
}

function voidIt(operation: Operation | undefined, reference: string, { newId }: Circumstances): Decision {
  // Remembered, so that an authorization still on its way here is refused when it comes.
  if (!operation) return answered(blank(reference, newId('pi')), OK);
  if (operation.status === 'VOIDED' || operation.status === 'DECLINED') return answered(operation, OK);
  if (operation.closed) return refused(operation, 'unexpected_state');
  return answered({ ...operation, status: 'VOIDED', closed: true }, OK);
}

function refund(operation: Operation, { id, minor }: Asked<'REFUND'>, circumstances: Circumstances): Decision {
  const known = operation.refunds.find((each) => each.id === id);
  if (known) {
    if (known.minor !== minor) return refused(operation, 'idempotency_mismatch');
    if (known.status === 'FAILED') return answered(operation, { kind: 'DECLINED', code: 'expired_or_canceled_card' });
    return answered(operation, known.status === 'PENDING' ? { kind: 'PENDING' } : OK);
  }
  const left = sum(operation.captures) - sum(operation.refunds.filter(({ status }) => status !== 'FAILED'));
  const disputed = sum(operation.disputes.filter(({ status }) => status === 'OPEN' || status === 'LOST'));
  if (minor > left) return refused(operation, 'amount_too_large');
  if (minor > left - disputed) return refused(operation, 'charge_disputed');
  const later = operation.script.refund;
  const at_ms = circumstances.now.getTime() + circumstances.delays.refund_ms;
  const end = {
    at_ms,
    kind: 'REFUND_ENDS' as const,
    id,
    status: later === 'FAILS_LATER' ? 'FAILED' : 'SUCCEEDED',
  } as const;
  const pending = later === 'SUCCEEDS_LATER';
  const after: Operation = {
    ...operation,
    refunds: [...operation.refunds, { id, minor, status: pending ? 'PENDING' : 'SUCCEEDED' }],
    agenda: later ? [...operation.agenda, end] : operation.agenda,
  };
  const { reference, currency } = operation;
  const booked = {
    id: `refund:${reference}:${id}`,
    reference,
    kind: 'REFUND' as const,
    currency,
    gross: -minor,
    fee: 0n,
  };
  return { operation: after, answer: pending ? { kind: 'PENDING' } : OK, lines: [line(circumstances, booked)] };
}
