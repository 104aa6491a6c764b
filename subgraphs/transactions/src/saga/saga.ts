import type { Failure, FailureCode } from '../failure.ts';
import { feeOn, payerPaysFee } from '../fees/fee.ts';
import type { ChallengeRefusal } from '../peers.ts';
import type { ProviderName, ProviderOutcome } from '../providers/connector.ts';
import type { Change, TransactionRow } from '../transaction.ts';
import type { Unclaimed } from '../unclaimed/unclaimed.ts';

/**
 * Steps of transactions. Each is idempotent under the transaction's id, so after a crash the step that was
 * written down is run again without harm. AWAIT_… ones wait for somebody; when their time is over, they are
 * run as well, to end the wait.
 */
export type Step =
  | 'ASSESS'
  | 'CHALLENGE'
  | 'AWAIT_CODE'
  | 'RESERVE'
  | 'HOLD'
  | 'AWAIT_REVIEW'
  | 'ROUTE'
  | 'AUTHORIZE'
  | 'AWAIT_PROVIDER'
  | 'AWAIT_CAPTURE'
  | 'CAPTURE'
  | 'RETURN'
  | 'POST'
  | 'UNDO'
  | 'RESTORE'
  | 'APPORTION'
  | 'TAKE'
  | 'GIVE_BACK'
  | 'PAY_OUT';

export type Ending = 'FAILED' | 'CANCELED' | 'SUCCEEDED';

/** How often a chargeback looks at what the merchant's wallet has before it takes none of it. */
const TAKES_MAX = 3;
const REVIEW_MS = 72 * 3_600_000;
const AUTHORIZATION_MS = 7 * 24 * 3_600_000;

/** How money travels: which steps a transaction may take, in order. */
const ROUTES = {
  FROM_WALLET: ['ASSESS', 'RESERVE', 'HOLD', 'AWAIT_REVIEW', 'AWAIT_CAPTURE', 'POST'],
  FROM_CARD: ['ASSESS', 'ROUTE', 'AUTHORIZE', 'AWAIT_REVIEW', 'AWAIT_CAPTURE', 'CAPTURE', 'POST'],
  TO_BANK: ['ASSESS', 'RESERVE', 'HOLD', 'AWAIT_REVIEW', 'ROUTE', 'AUTHORIZE', 'POST'],
  BACK_TO_CARD: ['HOLD', 'RETURN', 'POST'],
  BOOKED: ['POST'],
  DISPUTED: ['APPORTION', 'TAKE'],
} as const satisfies Record<string, readonly Step[]>;

type Route = keyof typeof ROUTES;

/** Steps that only some transactions take. */
const TAKEN: Partial<Record<Step, (row: TransactionRow) => boolean>> = {
  RESERVE: ({ limited }) => limited,
  // Where nobody else has to answer, posting at once says as much as holding first.
  HOLD: (row) => row.review || row.captureMode === 'MANUAL' || routeOf(row) !== 'FROM_WALLET',
  AWAIT_REVIEW: ({ review }) => review,
  AWAIT_CAPTURE: ({ captureMode }) => captureMode === 'MANUAL',
};

/** Steps that leave something behind that must be taken back when a later one fails. */
const LEAVES_TRACES: readonly Step[] = ['RESERVE', 'HOLD', 'AUTHORIZE', 'CAPTURE'];

/** Steps before which the transaction is written down, because the world outside may notice them. */
const WRITTEN_BEFORE: readonly Step[] = [
  'AUTHORIZE',
  'CAPTURE',
  'RETURN',
  'UNDO',
  'RESTORE',
  'TAKE',
  'GIVE_BACK',
  'PAY_OUT',
];

export function routeOf({ type, paymentMethodId, provider }: TransactionRow): Route {
  switch (type) {
    case 'DEPOSIT':
      return 'FROM_CARD';
    case 'PAYMENT':
      return paymentMethodId === null ? 'FROM_WALLET' : 'FROM_CARD';
    case 'WITHDRAWAL':
      return 'TO_BANK';
    case 'REFUND':
      return provider === null ? 'BOOKED' : 'BACK_TO_CARD';
    case 'CHARGEBACK':
      return 'DISPUTED';
    case 'TRANSFER':
    case 'CONVERSION':
    case 'PAYOUT':
      return 'FROM_WALLET';
  }
}

/** The steps this transaction takes from beginning to end. */
export function plan(row: TransactionRow): readonly Step[] {
  return ROUTES[routeOf(row)].filter((step) => TAKEN[step]?.(row) ?? true);
}

export function firstStep(row: TransactionRow): Step {
  return plan(row)[0] ?? 'POST';
}

export function isWait(step: Step | null): boolean {
  return step?.startsWith('AWAIT_') ?? false;
}

/** Somebody is at work on it right now, or should be. */
export function isUnderWay({ step }: Pick<TransactionRow, 'step'>): boolean {
  return step !== null && !isWait(step);
}

/** Whether `step` is among those that were done before the transaction began to be undone. */
export function isDone(row: TransactionRow, step: Step): boolean {
  const steps = plan(row);
  return steps.includes(step) && steps.indexOf(step) < placeOf(row, row.undoFrom ?? row.step ?? 'ASSESS');
}

/** A one-time password is asked for after the assessment, or in the middle of the authorization. */
function placeOf(row: TransactionRow, step: Step): number {
  if (step === 'CHALLENGE' || step === 'AWAIT_CODE') {
    return plan(row).indexOf(row.provider === null ? 'ASSESS' : 'AUTHORIZE') + 1;
  }
  if (step === 'AWAIT_PROVIDER') return plan(row).indexOf(askedStep(row)) + 1;
  return plan(row).indexOf(step);
}

/** The step whose answer AWAIT_PROVIDER waits for. */
export function askedStep(row: TransactionRow): 'AUTHORIZE' | 'RETURN' {
  return routeOf(row) === 'BACK_TO_CARD' ? 'RETURN' : 'AUTHORIZE';
}

export type StepResult =
  | { readonly step: 'ASSESS'; readonly decision: 'ALLOW' | 'CHALLENGE' | 'REVIEW' | 'BLOCK' }
  | {
      readonly step: 'CHALLENGE';
      readonly started: { readonly expiresAt: Date; readonly deliveredTo: string } | ChallengeRefusal;
    }
  | { readonly step: 'RESERVE'; readonly exceeded: string | null }
  /** Null when the ledger did it; otherwise why it never will. */
  | { readonly step: 'HOLD' | 'POST'; readonly refusal: string | null }
  /** Null when nobody is left to ask. */
  | { readonly step: 'ROUTE'; readonly provider: ProviderName | null }
  | { readonly step: 'AUTHORIZE' | 'CAPTURE' | 'RETURN' | 'AWAIT_PROVIDER'; readonly outcome: ProviderOutcome }
  /** The payment method was removed while the transaction was on its way. */
  | { readonly step: 'AUTHORIZE'; readonly outcome: null }
  /** With what could not reach a wallet any more and is kept for its owner. */
  | { readonly step: 'UNDO' | 'RESTORE' | 'GIVE_BACK' | 'PAY_OUT'; readonly unclaimed?: Unclaimed | null }
  | { readonly step: 'APPORTION'; readonly availableMinor: bigint }
  | { readonly step: 'TAKE'; readonly refusal: string | null }
  /** Nobody came in time. */
  | { readonly step: 'AWAIT_CODE' | 'AWAIT_REVIEW' | 'AWAIT_CAPTURE' };

/** What follows from the result of a step; LATER when nobody knows yet, so that it is asked again. */
export function decide(row: TransactionRow, result: StepResult, now: Date): Change | 'LATER' {
  switch (result.step) {
    case 'ASSESS':
      return decideRisk(row, result.decision, now);
    case 'CHALLENGE': {
      if (result.started === 'NOBODY') return fail(row, 'CHALLENGE_FAILED');
      if (result.started === 'TOO_MANY') return fail(row, 'TOO_MANY_CHALLENGES');
      const { expiresAt, deliveredTo } = result.started;
      const action = { actionExpiresAt: expiresAt, actionDeliveredTo: deliveredTo };
      return { status: 'REQUIRES_ACTION', step: 'AWAIT_CODE', ...action, dueAt: expiresAt };
    }
    case 'RESERVE':
      return result.exceeded === null ? proceed(row, 'RESERVE', now) : fail(row, 'LIMIT_EXCEEDED');
    case 'HOLD':
      return result.refusal === null ? proceed(row, 'HOLD', now) : fail(row, refusedBecause(result.refusal));
    case 'ROUTE':
      if (result.provider === null) return fail(row, 'PROVIDER_UNAVAILABLE');
      return { ...proceed(row, 'ROUTE', now), provider: result.provider };
    case 'AUTHORIZE':
    case 'CAPTURE':
    case 'RETURN':
      if (result.outcome === null) return fail(row, 'PAYMENT_METHOD_UNAVAILABLE');
      return decideOutcome(row, result.step, result.outcome, now);
    case 'AWAIT_PROVIDER':
      return decideOutcome(row, askedStep(row), result.outcome, now);
    case 'POST':
      return result.refusal === null ? settle(row, now) : fail(row, refusedBecause(result.refusal));
    case 'UNDO':
      return ended(row, now);
    case 'RESTORE':
      return { status: 'FAILED', step: null, failureCode: 'RETURNED' };
    case 'APPORTION':
      return { step: 'TAKE', owedMinor: owedOf(row, result.availableMinor) };
    case 'TAKE':
      return result.refusal === null ? settle(row, now) : takeAgain(row, result.refusal);
    case 'GIVE_BACK':
      // All of it went back to the merchant.
      return { status: 'REFUNDED', step: null, refundReservedMinor: row.minor, refundedMinor: row.minor };
    case 'PAY_OUT':
      return { step: null };
    case 'AWAIT_CODE':
      return fail(row, 'CHALLENGE_EXPIRED');
    case 'AWAIT_REVIEW':
      return fail(row, 'REVIEW_EXPIRED');
    case 'AWAIT_CAPTURE':
      return { ...release(row), failureCode: row.capturedMinor === 0n ? 'AUTHORIZATION_EXPIRED' : null };
  }
}

/** What a merchant's wallet cannot pay of a chargeback and its fee, and the merchant owes. */
function owedOf({ minor, feeMinor, captureNumber }: TransactionRow, availableMinor: bigint): bigint {
  const total = minor + feeMinor;
  if (captureNumber >= TAKES_MAX || availableMinor <= 0n) return total;
  return availableMinor < total ? total - availableMinor : 0n;
}

/** The wallet has less by now, or is closed: once more, by what it has now, and in the end all of it is owed. */
function takeAgain({ id, captureNumber }: TransactionRow, refusal: string): Change {
  if (captureNumber >= TAKES_MAX) throw new Error(`chargeback ${id} cannot be booked: ${refusal}`);
  return { step: 'APPORTION', captureNumber: captureNumber + 1 };
}

function decideRisk(row: TransactionRow, decision: string, now: Date): Change {
  switch (decision) {
    case 'BLOCK':
      return fail(row, 'BLOCKED');
    case 'CHALLENGE':
      // Nobody is there to enter a code: a person looks at it instead.
      if (isUnattended(row)) return decideRisk(row, 'REVIEW', now);
      return row.authenticated ? proceed(row, 'ASSESS', now) : { step: 'CHALLENGE' };
    case 'REVIEW':
      return { review: true, ...proceed({ ...row, review: true }, 'ASSESS', now) };
    default:
      return proceed(row, 'ASSESS', now);
  }
}

/** A line of a batch, or what a schedule does. */
function isUnattended({ type, parentId }: TransactionRow): boolean {
  return type === 'PAYOUT' || (type === 'TRANSFER' && parentId !== null);
}

function decideOutcome(
  row: TransactionRow,
  step: 'AUTHORIZE' | 'CAPTURE' | 'RETURN',
  outcome: ProviderOutcome,
  now: Date,
): Change | 'LATER' {
  switch (outcome.kind) {
    case 'DONE':
      return { ...proceed(row, step, now), providerReference: row.providerReference ?? outcome.providerReference };
    case 'PENDING':
      if (row.step === 'AWAIT_PROVIDER' || step === 'CAPTURE') return 'LATER';
      return { step: 'AWAIT_PROVIDER', providerReference: row.providerReference ?? outcome.providerReference };
    case 'CHALLENGE':
      return { step: 'CHALLENGE', providerReference: outcome.providerReference };
    case 'DECLINED':
      return fail(row, outcome.failure.code, outcome.failure.declineCode);
    case 'NOT_TAKEN':
      if (step !== 'AUTHORIZE' || row.provider === null || mayHaveBeenAsked(row)) return 'LATER';
      return { step: 'ROUTE', provider: null, providersPassed: [...row.providersPassed, row.provider] };
    case 'UNKNOWN':
      return 'LATER';
  }
}

/**
 * NOT_TAKEN speaks of one call. Somebody else may only be asked when it was the first: an earlier one may have
 * arrived, whatever came of it.
 */
export function mayHaveBeenAsked({ attempts, providerReference }: TransactionRow): boolean {
  return attempts > 0 || providerReference !== null;
}

/** On to the step after `step`. */
export function proceed(row: TransactionRow, step: Step, now: Date): Change {
  const steps = plan(row);
  const next = steps[steps.indexOf(step) + 1];
  switch (next) {
    case undefined:
      return settle(row, now);
    case 'AWAIT_REVIEW':
      return { status: 'IN_REVIEW', step: next, dueAt: later(now, REVIEW_MS) };
    case 'AWAIT_CAPTURE':
      return { status: 'AUTHORIZED', step: next, authorizedAt: now, dueAt: later(now, AUTHORIZATION_MS) };
    case 'AUTHORIZE':
    case 'CAPTURE':
    case 'RETURN':
      return { status: 'PROCESSING', step: next };
    default:
      return { step: next };
  }
}

/** The money of the capture under way has moved. */
function settle(row: TransactionRow, now: Date): Change {
  const capturedMinor = row.capturedMinor + row.captureMinor;
  const part = { capturedMinor, captureMinor: 0n };
  if (row.captureMode === 'MANUAL' && capturedMinor < row.minor) {
    const dueAt = later(row.authorizedAt ?? now, AUTHORIZATION_MS);
    return { ...part, status: 'AUTHORIZED', step: 'AWAIT_CAPTURE', dueAt };
  }
  return { ...part, status: 'SUCCEEDED', step: null, settledAt: now };
}

/** Ends it for a reason: at once when nothing was done yet, otherwise after that was taken back. */
export function fail(row: TransactionRow, code: FailureCode, declineCode: Failure['declineCode'] = null): Change {
  // What was captured before stays captured: only the rest fails.
  const ending: Ending = row.capturedMinor > 0n ? 'SUCCEEDED' : 'FAILED';
  const reason = ending === 'FAILED' ? { failureCode: code, declineCode } : {};
  return undo(row, ending, reason);
}

/** Lets go of what is not captured: all of it, and the payment is called off; or the rest, and it is done. */
export function release(row: TransactionRow): Change {
  return undo(row, row.capturedMinor > 0n ? 'SUCCEEDED' : 'CANCELED', {});
}

function undo(row: TransactionRow, ending: Ending, reason: Change): Change {
  const undoFrom = row.step ?? 'POST';
  const traces = LEAVES_TRACES.some((step) => isDone({ ...row, undoFrom }, step));
  if (!traces && ending !== 'SUCCEEDED') return { ...reason, status: ending, step: null, captureMinor: 0n };
  return { ...reason, status: 'PROCESSING', step: 'UNDO', undoFrom, ending };
}

function ended(row: TransactionRow, now: Date): Change {
  const status = row.ending ?? 'FAILED';
  const change = { status, step: null, captureMinor: 0n, undoFrom: null, ending: null };
  if (status !== 'SUCCEEDED') return change;
  return { ...change, settledAt: now, feeMinor: feeOn(row.capturedMinor, row) };
}

function refusedBecause(refusal: string): FailureCode {
  return refusal === 'INSUFFICIENT_FUNDS' ? 'INSUFFICIENT_FUNDS' : 'WALLET_UNAVAILABLE';
}

/** The one-time password was right: on from where it was asked for. */
export function authenticated(row: TransactionRow, now: Date): Change {
  const known = { authenticated: true, actionExpiresAt: null, actionDeliveredTo: null };
  // A card that wanted the proof is asked again, with it.
  if (row.provider !== null) return { ...known, status: 'PROCESSING', step: 'AUTHORIZE' };
  return { ...known, status: 'PROCESSING', ...proceed({ ...row, authenticated: true }, 'ASSESS', now) };
}

/** What a hold sets aside, and a limit counts: the amount, and the fee where it comes on top. */
export function totalOut(row: TransactionRow): bigint {
  return payerPaysFee(row) ? row.minor + row.feeMinor : row.minor;
}

/** Whether a change must be in the database before the next step is taken. */
export function mustWrite(before: TransactionRow, change: Change): boolean {
  if (change.status !== undefined && change.status !== before.status) return true;
  const { step } = change;
  // That money has gone to a bank or a card is only asked until it is known: it may come back afterwards.
  if (step === 'POST' && (routeOf(before) === 'TO_BANK' || routeOf(before) === 'BACK_TO_CARD')) return true;
  return step === undefined || step === null || isWait(step) || WRITTEN_BEFORE.includes(step);
}

function later(from: Date, ms: number): Date {
  return new Date(from.getTime() + ms);
}
