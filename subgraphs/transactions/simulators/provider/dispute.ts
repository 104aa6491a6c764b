import {
  type Circumstances,
  type Decision,
  type Dispute,
  type Due,
  type Operation,
  type SettlementLine,
  sum,
} from './operation.ts';
import { DISPUTE_FEE_MINOR, line } from './settlement.ts';

/** Of the list of disputes. */
export const DISPUTES_PAGE_MAX = 100;

interface Settled {
  readonly operation: Operation;
  readonly lines: readonly SettlementLine[];
}

/** Words that decide a dispute, as https://docs.stripe.com/testing has them; any other text leaves it open. */
const EVIDENCE: Readonly<Record<string, 'OPEN' | 'WON' | 'LOST'>> = {
  winning_evidence: 'WON',
  losing_evidence: 'LOST',
  escalate_inquiry_evidence: 'OPEN',
};

/** The agenda of a charge that will be disputed. */
export function openDispute({ agenda }: Operation, { now, delays }: Circumstances): readonly Due[] {
  return [...agenda, { at_ms: now.getTime() + delays.dispute_ms, kind: 'DISPUTE_OPENS' }];
}

/** Lets everything happen whose time has come, the oldest first. The same operation when there is nothing. */
export function settleDue(before: Operation, circumstances: Circumstances): Settled {
  let settled: Settled = { operation: before, lines: [] };
  for (let next = nextDue(before, circumstances); next; next = nextDue(settled.operation, circumstances)) {
    const agenda = settled.operation.agenda.filter((due) => due !== next);
    const { operation, lines } = happen({ ...settled.operation, agenda }, next, circumstances);
    settled = { operation, lines: [...settled.lines, ...lines] };
  }
  return settled;
}

function nextDue({ agenda }: Operation, { now }: Circumstances): Due | undefined {
  const due = agenda.filter(({ at_ms }) => at_ms <= now.getTime());
  return due.sort((one, other) => one.at_ms - other.at_ms)[0];
}

function happen(operation: Operation, due: Due, circumstances: Circumstances): Settled {
  switch (due.kind) {
    case 'DISPUTE_OPENS':
      return opened(operation, circumstances);
    case 'DISPUTE_ENDS':
      return ended(operation, due, circumstances);
    case 'REFUND_ENDS':
      return refundEnded(operation, due, circumstances);
    case 'TRANSFER_ENDS':
      throw new Error('a card is charged, not paid to');
  }
}

function opened(operation: Operation, circumstances: Circumstances): Settled {
  const { script, disputes } = operation;
  const minor = disputable(operation);
  if (!script.dispute || minor <= 0n) return { operation, lines: [] };
  const status = script.dispute.inquiry ? 'INQUIRY' : 'OPEN';
  const dispute: Dispute = { id: circumstances.newId('dp'), minor, reason: script.dispute.reason, status };
  const deadline: Due = {
    at_ms: circumstances.now.getTime() + circumstances.delays.deadline_ms,
    kind: 'DISPUTE_ENDS',
    id: dispute.id,
    status: 'LOST',
  };
  return {
    operation: { ...operation, disputes: [...disputes, dispute], agenda: [...operation.agenda, deadline] },
    lines: status === 'OPEN' ? [chargeback(operation, dispute, 'opened', circumstances)] : [],
  };
}

/** What was taken and has not gone back yet, one way or another. */
function disputable({ captures, refunds, disputes }: Operation): bigint {
  const refunded = sum(refunds.filter(({ status }) => status !== 'FAILED'));
  return sum(captures) - refunded - sum(disputes.filter(({ status }) => status === 'LOST'));
}

function ended(
  operation: Operation,
  due: Extract<Due, { kind: 'DISPUTE_ENDS' }>,
  circumstances: Circumstances,
): Settled {
  const dispute = operation.disputes.find(({ id }) => id === due.id);
  if (!dispute || dispute.status === 'WON' || dispute.status === 'LOST') return { operation, lines: [] };
  const inquiry = dispute.status === 'INQUIRY';
  // An inquiry that ends without escalation costs nothing, whatever was said; nor is it escalated over what was refunded.
  const left = disputable(operation);
  const status = inquiry && (due.status === 'LOST' || left <= 0n) ? 'WON' : due.status;
  const decided: Dispute = {
    ...dispute,
    status,
    minor: inquiry && left < dispute.minor && left > 0n ? left : dispute.minor,
  };
  const after: Operation = {
    ...operation,
    disputes: operation.disputes.map((each) => (each === dispute ? decided : each)),
    agenda:
      status === 'OPEN' ? operation.agenda : operation.agenda.filter((each) => !('id' in each) || each.id !== due.id),
  };
  const again = status !== 'OPEN' && after.disputes.length < (operation.script.dispute?.times ?? 1);
  const lines: SettlementLine[] = [];
  if (inquiry && status === 'OPEN') lines.push(chargeback(operation, decided, 'opened', circumstances));
  if (!inquiry && status === 'WON') lines.push(chargeback(operation, dispute, 'won', circumstances));
  return { operation: again ? { ...after, agenda: openDispute(after, circumstances) } : after, lines };
}

function chargeback(
  { reference, currency }: Operation,
  { id, minor }: Dispute,
  event: 'opened' | 'won',
  circumstances: Circumstances,
): SettlementLine {
  const sign = event === 'opened' ? -1n : 1n;
  const fee = -sign * DISPUTE_FEE_MINOR;
  return line(circumstances, {
    id: `${event}:${id}`,
    reference,
    kind: 'CHARGEBACK',
    currency,
    gross: sign * minor,
    fee,
  });
}

function refundEnded(
  operation: Operation,
  { id, status }: Extract<Due, { kind: 'REFUND_ENDS' }>,
  circumstances: Circumstances,
): Settled {
  const { reference, currency } = operation;
  const refund = operation.refunds.find((each) => each.id === id);
  if (!refund) return { operation, lines: [] };
  const refunds = operation.refunds.map((each) => (each === refund ? { ...refund, status } : each));
  const reversal = {
    id: `refund-failed:${reference}:${id}`,
    reference,
    kind: 'REFUND' as const,
    currency,
    gross: refund.minor,
    fee: 0n,
  };
  return { operation: { ...operation, refunds }, lines: status === 'FAILED' ? [line(circumstances, reversal)] : [] };
}

/** What a merchant says about the dispute that is open; it is decided a little later. */
export function submitEvidence(operation: Operation, text: string, { now, delays }: Circumstances): Decision {
  const dispute = operation.disputes.at(-1);
  if (!dispute) return { operation, answer: { kind: 'REFUSED', code: 'resource_missing' }, lines: [] };
  if (dispute.status === 'WON' || dispute.status === 'LOST') return { operation, answer: { kind: 'OK' }, lines: [] };
  const status = EVIDENCE[text.trim()];
  const decided = operation.agenda.some(
    (due) => due.kind === 'DISPUTE_ENDS' && due.id === dispute.id && due.at_ms <= now.getTime() + delays.evidence_ms,
  );
  const escalates = status === 'OPEN' && dispute.status === 'INQUIRY';
  if (decided || !status || (status === 'OPEN' && !escalates))
    return { operation, answer: { kind: 'PENDING' }, lines: [] };
  const end: Due = { at_ms: now.getTime() + delays.evidence_ms, kind: 'DISPUTE_ENDS', id: dispute.id, status };
  return { operation: { ...operation, agenda: [...operation.agenda, end] }, answer: { kind: 'PENDING' }, lines: [] };
}
