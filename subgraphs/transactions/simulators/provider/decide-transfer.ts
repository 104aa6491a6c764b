import type { Answer, Circumstances, Decision, Due, Operation, Request, SettlementLine } from './operation.ts';
import { feeOf, line } from './settlement.ts';
import { accountScriptOf } from './test-accounts.ts';

const OK = { kind: 'OK' } as const;
const answered = (operation: Operation | undefined, answer: Answer): Decision => ({ operation, answer, lines: [] });

/** The brain of a bank that pays out: a transfer is taken on, and is paid or comes back later. */
export function decideTransfer(
  before: Operation | undefined,
  reference: string,
  request: Request,
  circumstances: Circumstances,
): Decision {
  const due = before ? settleDue(before, circumstances) : undefined;
  const operation = due?.operation ?? before;
  const decision = decideNow(operation, reference, request, circumstances);
  return { ...decision, lines: [...(due?.lines ?? []), ...decision.lines] };
}

function decideNow(
  operation: Operation | undefined,
  reference: string,
  request: Request,
  circumstances: Circumstances,
): Decision {
  switch (request.kind) {
    case 'AUTHORIZE':
      return accept(operation, reference, request, circumstances);
    case 'VOID':
      return recall(operation, reference, circumstances);
    case 'TICK':
      return answered(operation, OK);
    case 'CAPTURE':
    case 'REFUND':
    case 'EVIDENCE':
      return answered(operation, { kind: 'REFUSED', code: 'unsupported' });
  }
}

function accept(
  before: Operation | undefined,
  reference: string,
  { currency, minor, instrument }: Extract<Request, { kind: 'AUTHORIZE' }>,
  { now, newId, delays }: Circumstances,
): Decision {
  if (instrument.kind !== 'ACCOUNT') return answered(before, { kind: 'REFUSED', code: 'unsupported' });
  if (before) {
    if (before.status === 'VOIDED') return answered(before, { kind: 'REFUSED', code: 'canceled' });
    const same = before.currency === currency && before.minor === minor;
    return answered(before, same ? statusAnswer(before) : { kind: 'REFUSED', code: 'idempotency_mismatch' });
  }
  const { decline, returned, paidFirst, slow, stuck } = accountScriptOf(instrument.number);
  const fresh = { ...blank(reference, newId('tr')), currency, minor };
  if (decline) return answered({ ...fresh, status: 'DECLINED', code: decline }, { kind: 'DECLINED', code: decline });
  const at_ms = now.getTime() + (slow ? delays.slowTransfer_ms : delays.transfer_ms);
  const paid: Due = { at_ms, kind: 'TRANSFER_ENDS', status: 'PAID', code: null };
  const back: Due = {
    at_ms: paidFirst ? at_ms + delays.transfer_ms : at_ms,
    kind: 'TRANSFER_ENDS',
    status: 'RETURNED',
    code: returned ?? null,
  };
  const agenda = stuck ? [] : [...(returned && !paidFirst ? [] : [paid]), ...(returned ? [back] : [])];
  return answered({ ...fresh, status: 'PENDING', agenda }, { kind: 'PENDING' });
}

function statusAnswer({ status, code }: Operation): Answer {
  if (status === 'DECLINED' || status === 'RETURNED') return { kind: 'DECLINED', code: code ?? 'generic_decline' };
  return status === 'PENDING' ? { kind: 'PENDING' } : OK;
}

function recall(operation: Operation | undefined, reference: string, { newId }: Circumstances): Decision {
  // Remembered, so that a transfer still on its way here is refused when it comes.
  if (!operation) return answered(blank(reference, newId('tr')), OK);
  if (operation.status === 'PAID') return answered(operation, { kind: 'REFUSED', code: 'unexpected_state' });
  if (operation.status !== 'PENDING') return answered(operation, OK);
  return answered({ ...operation, status: 'VOIDED', agenda: [] }, OK);
}

function blank(reference: string, id: string): Operation {
  const lists = { captures: [], refunds: [], disputes: [], agenda: [] };
  return { reference, id, currency: '', minor: 0n, status: 'VOIDED', code: null, script: {}, closed: true, ...lists };
}

interface Settled {
  readonly operation: Operation;
  readonly lines: readonly SettlementLine[];
}

function settleDue(before: Operation, circumstances: Circumstances): Settled {
  const due = before.agenda.filter(({ at_ms }) => at_ms <= circumstances.now.getTime());
  let settled: Settled = { operation: before, lines: [] };
  for (const next of due.sort((one, other) => one.at_ms - other.at_ms)) {
    if (next.kind !== 'TRANSFER_ENDS') continue;
    const { operation, lines } = settled;
    const agenda = operation.agenda.filter((each) => each !== next);
    const booked = book(operation, next.status, circumstances);
    settled = {
      operation: { ...operation, status: next.status, code: next.code, agenda },
      lines: [...lines, ...booked],
    };
  }
  return settled;
}

/** Our account is charged when the money has left; what never left is not booked. */
function book(operation: Operation, status: 'PAID' | 'RETURNED', circumstances: Circumstances): SettlementLine[] {
  const { reference, currency, minor } = operation;
  const kind = 'PAYOUT';
  if (status === 'PAID') {
    const fee = feeOf(circumstances, minor);
    return [line(circumstances, { id: `paid:${reference}`, reference, kind, currency, gross: -minor, fee })];
  }
  if (operation.status !== 'PAID') return [];
  return [line(circumstances, { id: `returned:${reference}`, reference, kind, currency, gross: minor, fee: 0n })];
}
