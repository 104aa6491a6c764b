import { isOperator, type UserActor } from '@paygraph/identity';
import { type Money, type MoneyInput, parseAmount } from '@paygraph/money';
import { notFound } from '@paygraph/subgraph';
import type { PaymentDeps } from '../deps.ts';
import { findVisible } from '../find-visible.ts';
import type { Problem } from '../problems.ts';
import { type Keyed, parseKeyed, type RequestProblem, textOf } from '../request.ts';
import { replay } from '../saga/replay.ts';
import { runRecorded } from '../saga/run-saga.ts';
import type { CallKey, KnownKey } from '../saga/store.ts';
import type { TransactionRow } from '../transaction.ts';
import {
  chargebackOf,
  DISPUTABLE_MS,
  DISPUTE_FEE,
  type DisputeOutcome,
  type DisputeReason,
  type DisputeRow,
  disputeFee,
  newDispute,
} from './dispute.ts';
import { endDispute } from './dispute-end.ts';

const DESCRIPTION_CHARACTERS_MAX = 500;
const EVIDENCE_CHARACTERS_MAX = 20_000;
const NOTE_CHARACTERS_MAX = 500;

export interface DisputeInput {
  readonly transactionId: string;
  readonly reason: DisputeReason;
  readonly amount?: MoneyInput | null;
  readonly description?: string | null;
  readonly idempotencyKey: string;
}

interface DisputeRequest extends Keyed {
  readonly transactionId: string;
  readonly reason: DisputeReason;
  /** Null is all that is left. */
  readonly amount: Money | null;
  readonly description: string | null;
}

/** A dispute, and whether it is the answer of an earlier call with the same key. */
export interface Disputed {
  readonly dispute: DisputeRow;
  readonly replayed: boolean;
}

export function parseDispute(input: DisputeInput): DisputeRequest | RequestProblem {
  const { transactionId, reason, idempotencyKey } = input;
  const description = input.description?.trim() || null;
  if (description !== null && !isText(description, DESCRIPTION_CHARACTERS_MAX)) return 'DESCRIPTION_TOO_LONG';
  const amount = input.amount == null ? null : parseAmount(input.amount);
  if (typeof amount === 'string') return amount;
  const content = { transactionId, reason, description, amount: textOf(amount) };
  const keyed = parseKeyed('openDispute', idempotencyKey, content);
  return typeof keyed === 'string' ? keyed : { ...keyed, transactionId, reason, amount, description };
}

/** PostgreSQL stores no NUL. */
function isText(text: string, characters: number): boolean {
  return text !== '' && text.length <= characters && !text.includes('\0');
}

/** Disputes a payment that was made from a wallet: by who paid it, or an operator. Its money is taken from the merchant at once. */
export async function openDispute(
  deps: PaymentDeps,
  actor: UserActor,
  request: DisputeRequest,
): Promise<Disputed | Problem> {
  const call: CallKey = { callerId: actor.userId, mutation: request.mutation, key: request.key };
  const known = await deps.store.findKey(call);
  if (known) return replayDispute(deps, call, request, known);

  const found = await disputable(deps, actor, request);
  if (typeof found === 'string') {
    const first = await deps.store.findKey(call);
    // It may be this very call that disputes the payment by now.
    return first ? replayDispute(deps, call, request, first) : found;
  }
  const { payment, minor } = found;

  const { reason, description } = request;
  const terms = await deps.fees.terms('CHARGEBACK', payment.destinationWalletId, payment.currency, DISPUTE_FEE);
  const now = deps.now();
  const opened = { status: 'OPEN', minor, feeMinor: disputeFee(minor, terms), openedAt: now } as const;
  const dispute = newDispute(payment, { ...opened, reason, description, openedBy: actor.userId });
  const transaction = chargebackOf(payment, dispute, now);
  const recorded = await deps.store.record({ actor, call, inputHash: request.inputHash, transaction, dispute });
  if (recorded === 'KEY_TAKEN') return replayDispute(deps, call, request, await deps.store.findKey(call));
  if (recorded !== 'RECORDED') return recorded;
  await runRecorded(deps, actor, call, transaction);
  return { dispute: (await deps.disputes.byId(dispute.id)) ?? dispute, replayed: false };
}

async function replayDispute(
  deps: PaymentDeps,
  call: CallKey,
  keyed: Keyed,
  first: KnownKey | undefined,
): Promise<Disputed | Problem> {
  const moved = await replay(deps, call, keyed, first);
  if (typeof moved === 'string') return moved;
  const dispute = await deps.disputes.byChargeback(moved.transaction.id);
  if (!dispute) throw new Error(`chargeback ${moved.transaction.id} has no dispute`);
  return { dispute, replayed: true };
}

interface Disputable {
  readonly payment: TransactionRow;
  readonly minor: bigint;
}

async function disputable(
  deps: PaymentDeps,
  actor: UserActor,
  { transactionId: id, amount }: DisputeRequest,
): Promise<Disputable | Problem> {
  const payment = await findVisible(deps, actor, id);
  const isPayer = payment.sourceOwnerId === actor.userId || payment.initiatorId === actor.userId;
  if (payment.type !== 'PAYMENT' || !(isPayer || isOperator(actor))) return 'NOT_DISPUTABLE';
  if (payment.provider !== null || payment.sourceWalletId === null) return 'DECIDED_BY_PROVIDER';
  const earlier = await deps.disputes.ofPayment(id);
  // Whoever lost may not simply begin again; an operator may see reason to.
  if (payment.status === 'DISPUTED' || (earlier.length > 0 && !isOperator(actor))) return 'ALREADY_DISPUTED';
  if (!['SUCCEEDED', 'PARTIALLY_REFUNDED', 'REFUNDED'].includes(payment.status)) return 'NOT_DISPUTABLE';
  const paidAt = payment.settledAt ?? payment.createdAt;
  if (deps.now().getTime() - paidAt.getTime() > DISPUTABLE_MS) return 'DISPUTE_TOO_LATE';
  const left = payment.capturedMinor - payment.refundReservedMinor;
  if (left === 0n) return 'NOTHING_LEFT';
  if (amount && amount.currency !== payment.currency) return 'CURRENCY_MISMATCH';
  const minor = amount?.minor ?? left;
  return minor > left ? 'EXCEEDS_PAYMENT' : { payment, minor };
}

/** What the merchant says, once for each stage and in time; passed on where a provider decides. */
export async function submitEvidence(
  deps: PaymentDeps,
  actor: UserActor,
  id: string,
  evidence: string,
): Promise<DisputeRow | Problem> {
  const dispute = await visibleDispute(deps, actor, id);
  if (dispute.merchantId !== actor.userId && !isOperator(actor)) throw notFound('Dispute');
  const text = evidence.trim();
  if (!isText(text, EVIDENCE_CHARACTERS_MAX)) return 'EVIDENCE_INVALID';
  if (!dispute.evidenceAwaited) return 'EVIDENCE_NOT_AWAITED';
  if (dispute.evidenceDueAt <= deps.now()) return 'EVIDENCE_TOO_LATE';
  return (await deps.disputes.addEvidence(actor, dispute, text, deps.now())) ?? 'EVIDENCE_NOT_AWAITED';
}

/** An operator's decision about a payment from a wallet. Over cards their banks decide. */
export async function resolveDispute(
  deps: PaymentDeps,
  actor: UserActor,
  { id, outcome, note }: { readonly id: string; readonly outcome: DisputeOutcome; readonly note: string | null },
): Promise<DisputeRow | Problem> {
  const dispute = await visibleDispute(deps, actor, id);
  if (dispute.provider !== null) return 'DECIDED_BY_PROVIDER';
  const { payerId, merchantId, openedBy } = dispute;
  if ([payerId, merchantId, openedBy].includes(actor.userId)) return 'OWN_TRANSACTION';
  const resolutionNote = note?.trim() || null;
  if (resolutionNote !== null && !isText(resolutionNote, NOTE_CHARACTERS_MAX)) return 'NOTE_INVALID';
  const decision = { status: outcome, resolvedBy: actor.userId, resolutionNote };
  const ended = await endDispute(deps, actor, dispute, decision);
  return ended === 'CLOSED' ? 'DISPUTE_CLOSED' : ended;
}

async function visibleDispute({ disputes }: PaymentDeps, actor: UserActor, id: string): Promise<DisputeRow> {
  const dispute = await disputes.byId(id);
  if (!dispute || !maySeeDispute(actor, dispute)) throw notFound('Dispute');
  return dispute;
}

/** Operators, who paid and who was paid. */
export function maySeeDispute(
  actor: Parameters<typeof isOperator>[0],
  { payerId, merchantId }: Pick<DisputeRow, 'payerId' | 'merchantId'>,
): boolean {
  return isOperator(actor) || (actor.kind === 'user' && [payerId, merchantId].includes(actor.userId));
}
