import { describe, expect, test } from 'vitest';
import type { Failure } from '../failure.ts';
import { newTransaction } from '../new-transaction.ts';
import type { Change, TransactionRow } from '../transaction.ts';
import { authenticated, decide, mustWrite, plan, release, type Step, type StepResult } from './saga.ts';

const NOW = new Date('2026-01-01T00:00:00Z');
const DECLINED: Failure = { code: 'CARD_DECLINED', declineCode: 'generic_decline' };

function transaction(given: Partial<TransactionRow>): TransactionRow {
  const base = { type: 'TRANSFER', initiatorId: 'usr_ada', currency: 'USD', minor: 1000n, createdAt: NOW } as const;
  return { ...newTransaction({ ...base, sourceWalletId: 'wal_a', destinationWalletId: 'wal_b', ...given }), ...given };
}
const transfer = (given: Partial<TransactionRow> = {}) => transaction(given);
const cardPayment = (given: Partial<TransactionRow> = {}) =>
  transaction({ type: 'PAYMENT', sourceWalletId: null, paymentMethodId: 'pm_1', ...given });
const withdrawal = (given: Partial<TransactionRow> = {}) =>
  transaction({ type: 'WITHDRAWAL', destinationWalletId: null, paymentMethodId: 'pm_1', ...given });

/** The transaction after the results, in order. */
function after(row: TransactionRow, ...results: StepResult[]): TransactionRow {
  let current = row;
  for (const result of results) {
    const change = decide(current, result, NOW);
    if (change === 'LATER') throw new Error(`${result.step} decided nothing`);
    current = { ...current, ...change };
  }
  return current;
}
const ALLOWED = { step: 'ASSESS', decision: 'ALLOW' } as const;
const ROUTED = { step: 'ROUTE', provider: 'acme-cards' } as const;
const DONE = { kind: 'DONE', providerReference: 'pi_1' } as const;
const AUTHORIZED = { step: 'AUTHORIZE', outcome: DONE } as const;
const CAPTURED = { step: 'CAPTURE', outcome: DONE } as const;
const POSTED = { step: 'POST', refusal: null } as const;
const HELD = { step: 'HOLD', refusal: null } as const;

describe('the plan', () => {
  test.each<[string, TransactionRow, readonly Step[]]>([
    ['a transfer', transfer(), ['ASSESS', 'POST']],
    ['a transfer from a wallet with limits', transfer({ limited: true }), ['ASSESS', 'RESERVE', 'POST']],
    ['a transfer under review', transfer({ review: true }), ['ASSESS', 'HOLD', 'AWAIT_REVIEW', 'POST']],
    ['a payment by card', cardPayment(), ['ASSESS', 'ROUTE', 'AUTHORIZE', 'CAPTURE', 'POST']],
    [
      'a payment by card captured later',
      cardPayment({ captureMode: 'MANUAL' }),
      ['ASSESS', 'ROUTE', 'AUTHORIZE', 'AWAIT_CAPTURE', 'CAPTURE', 'POST'],
    ],
    [
      'a payment from a wallet captured later',
      transaction({ type: 'PAYMENT', captureMode: 'MANUAL' }),
      ['ASSESS', 'HOLD', 'AWAIT_CAPTURE', 'POST'],
    ],
    // A bank cannot take back what it paid out: an operator looks at it before it is asked.
    [
      'a withdrawal under review',
      withdrawal({ review: true }),
      ['ASSESS', 'HOLD', 'AWAIT_REVIEW', 'ROUTE', 'AUTHORIZE', 'POST'],
    ],
    ['a refund to a wallet', transaction({ type: 'REFUND' }), ['POST']],
    ['a refund to a card', transaction({ type: 'REFUND', provider: 'acme-cards' }), ['HOLD', 'RETURN', 'POST']],
  ])('of %s', (_, row, steps) => {
    expect(plan(row)).toEqual(steps);
  });
});

describe('a transfer', () => {
  test('is assessed, then posted, then done', () => {
    expect(after(transfer(), ALLOWED)).toMatchObject({ status: 'CREATED', step: 'POST' });
    expect(after(transfer(), ALLOWED, POSTED)).toMatchObject({ status: 'SUCCEEDED', step: null, capturedMinor: 1000n });
  });

  test('is written down only when it is over, since nobody outside hears of it before', () => {
    const row = transfer();
    expect(mustWrite(row, decide(row, ALLOWED, NOW) as Change)).toBe(false);
  });

  test('that fails before it left a trace has failed at once', () => {
    const failed = after(transfer(), ALLOWED, { step: 'POST', refusal: 'INSUFFICIENT_FUNDS' });
    expect(failed).toMatchObject({ status: 'FAILED', step: null, failureCode: 'INSUFFICIENT_FUNDS' });
  });

  test('over a limit fails, and one that was counted and fails later is given back', () => {
    const over = after(transfer({ limited: true }), ALLOWED, { step: 'RESERVE', exceeded: 'DAILY' });
    expect(over).toMatchObject({ status: 'FAILED', failureCode: 'LIMIT_EXCEEDED' });
    const counted = after(transfer({ limited: true }), ALLOWED, { step: 'RESERVE', exceeded: null });
    const poor = after(counted, { step: 'POST', refusal: 'INSUFFICIENT_FUNDS' });
    expect(poor).toMatchObject({
      status: 'PROCESSING',
      step: 'UNDO',
      ending: 'FAILED',
      failureCode: 'INSUFFICIENT_FUNDS',
    });
    expect(after(poor, { step: 'UNDO' })).toMatchObject({ status: 'FAILED', step: null });
  });

  test('that risk blocks fails', () => {
    const blocked = after(transfer(), { step: 'ASSESS', decision: 'BLOCK' });
    expect(blocked).toMatchObject({ status: 'FAILED', failureCode: 'BLOCKED' });
  });

  test('that is challenged waits for a code, and goes on with it', () => {
    const started = { expiresAt: new Date('2026-01-01T00:05:00Z'), deliveredTo: 'a•••@x' };
    const challenge = { step: 'CHALLENGE', started } as const;
    const waiting = after(transfer(), { step: 'ASSESS', decision: 'CHALLENGE' }, challenge);
    expect(waiting).toMatchObject({ status: 'REQUIRES_ACTION', step: 'AWAIT_CODE', dueAt: started.expiresAt });
    expect(authenticated(waiting, NOW)).toMatchObject({ status: 'PROCESSING', step: 'POST', authenticated: true });
    expect(after(waiting, { step: 'AWAIT_CODE' })).toMatchObject({
      status: 'FAILED',
      failureCode: 'CHALLENGE_EXPIRED',
    });
  });

  test('whose code is one too many in an hour fails, and lets go of a card that asked for it', () => {
    const refused = { step: 'CHALLENGE', started: 'TOO_MANY' } as const;
    const ended = { status: 'FAILED', step: null, failureCode: 'TOO_MANY_CHALLENGES' };
    expect(after(transfer(), { step: 'ASSESS', decision: 'CHALLENGE' }, refused)).toMatchObject(ended);
    const asking = { kind: 'CHALLENGE', providerReference: 'pi_1' } as const;
    const undone = after(cardPayment(), ALLOWED, ROUTED, { step: 'AUTHORIZE', outcome: asking }, refused);
    expect(undone).toMatchObject({ step: 'UNDO', failureCode: 'TOO_MANY_CHALLENGES' });
    expect(after(undone, { step: 'UNDO' })).toMatchObject(ended);
  });

  test('under review holds the money first, and lets go of it when nobody decides', () => {
    const waiting = after(transfer(), { step: 'ASSESS', decision: 'REVIEW' }, HELD);
    expect(waiting).toMatchObject({ status: 'IN_REVIEW', step: 'AWAIT_REVIEW' });
    expect(after(waiting, { step: 'AWAIT_REVIEW' })).toMatchObject({ step: 'UNDO', failureCode: 'REVIEW_EXPIRED' });
  });
});

describe('a card', () => {
  const routed = after(cardPayment(), ALLOWED, ROUTED);

  test('is authorized, captured and booked, and written down before each call', () => {
    expect(routed).toMatchObject({ status: 'PROCESSING', step: 'AUTHORIZE', provider: 'acme-cards' });
    expect(after(routed, AUTHORIZED)).toMatchObject({ step: 'CAPTURE', providerReference: 'pi_1' });
    expect(mustWrite(routed, { step: 'CAPTURE' })).toBe(true);
    expect(after(routed, AUTHORIZED, CAPTURED, POSTED)).toMatchObject({ status: 'SUCCEEDED', capturedMinor: 1000n });
  });

  test('that is declined fails with the reason of its issuer', () => {
    const declined = after(routed, { step: 'AUTHORIZE', outcome: { kind: 'DECLINED', failure: DECLINED } });
    expect(declined).toMatchObject({ status: 'FAILED', failureCode: 'CARD_DECLINED', declineCode: 'generic_decline' });
  });

  test('whose provider did not answer is neither charged nor not charged', () => {
    expect(decide(routed, { step: 'AUTHORIZE', outcome: { kind: 'UNKNOWN' } }, NOW)).toBe('LATER');
  });

  test('goes to another provider only when the first certainly did nothing', () => {
    const passed = after(routed, { step: 'AUTHORIZE', outcome: { kind: 'NOT_TAKEN' } });
    expect(passed).toMatchObject({ step: 'ROUTE', provider: null, providersPassed: ['acme-cards'] });
    for (const asked of [{ attempts: 1 }, { providerReference: 'pi_1' }]) {
      const again = { ...routed, ...asked };
      expect(decide(again, { step: 'AUTHORIZE', outcome: { kind: 'NOT_TAKEN' } }, NOW)).toBe('LATER');
    }
    const nobody = after(passed, { step: 'ROUTE', provider: null });
    expect(nobody).toMatchObject({ status: 'FAILED', failureCode: 'PROVIDER_UNAVAILABLE' });
  });

  test('that wants its holder to prove themselves is asked again with the proof', () => {
    const challenged = after(routed, { step: 'AUTHORIZE', outcome: { kind: 'CHALLENGE', providerReference: 'pi_1' } });
    expect(challenged.step).toBe('CHALLENGE');
    const waiting = after(challenged, { step: 'CHALLENGE', started: { expiresAt: NOW, deliveredTo: 'a•••@x' } });
    expect(authenticated(waiting, NOW)).toMatchObject({ step: 'AUTHORIZE', authenticated: true });
    // What the provider has of it must go: it may still be authorized otherwise.
    expect(after(waiting, { step: 'AWAIT_CODE' })).toMatchObject({ step: 'UNDO', ending: 'FAILED' });
  });

  test('whose money cannot be booked gets it back', () => {
    const stuck = after(routed, AUTHORIZED, CAPTURED, { step: 'POST', refusal: 'ACCOUNT_CLOSED' });
    expect(stuck).toMatchObject({ step: 'UNDO', undoFrom: 'POST', failureCode: 'WALLET_UNAVAILABLE' });
  });
});

describe('a payment captured later', () => {
  const authorized = after(cardPayment({ captureMode: 'MANUAL', captureMinor: 0n }), ALLOWED, ROUTED, AUTHORIZED);
  const capturing = (minor: bigint): TransactionRow => ({
    ...{ ...authorized, status: 'PROCESSING', step: 'CAPTURE' },
    ...{ captureMinor: minor, captureNumber: 1 },
  });

  test('waits for its merchant', () => {
    expect(authorized).toMatchObject({ status: 'AUTHORIZED', step: 'AWAIT_CAPTURE', capturedMinor: 0n });
  });

  test('stays authorized while a part of it is left', () => {
    const part = after(capturing(300n), CAPTURED, POSTED);
    expect(part).toMatchObject({ status: 'AUTHORIZED', capturedMinor: 300n, captureMinor: 0n });
    expect(release(part)).toMatchObject({ step: 'UNDO', ending: 'SUCCEEDED' });
  });

  test('is done when all of it was captured', () => {
    expect(after(capturing(1000n), CAPTURED, POSTED)).toMatchObject({ status: 'SUCCEEDED', step: null });
  });

  test('is called off when nothing was captured', () => {
    expect(release(authorized)).toMatchObject({ step: 'UNDO', ending: 'CANCELED' });
    expect(after(authorized, { step: 'AWAIT_CAPTURE' })).toMatchObject({ failureCode: 'AUTHORIZATION_EXPIRED' });
  });

  test('keeps what was captured when a later capture is declined', () => {
    const part = { ...after(capturing(300n), CAPTURED, POSTED), step: 'CAPTURE', captureMinor: 700n } as const;
    const declined = after(part, { step: 'CAPTURE', outcome: { kind: 'DECLINED', failure: DECLINED } });
    expect(after(declined, { step: 'UNDO' })).toMatchObject({
      status: 'SUCCEEDED',
      capturedMinor: 300n,
      failureCode: null,
    });
  });
});

describe('a withdrawal', () => {
  const sent = after(withdrawal(), ALLOWED, HELD, { step: 'ROUTE', provider: 'partner-bank' });

  test('holds the money before the bank is asked, and waits for what it says', () => {
    expect(sent).toMatchObject({ status: 'PROCESSING', step: 'AUTHORIZE' });
    const pending = after(sent, { step: 'AUTHORIZE', outcome: { kind: 'PENDING', providerReference: 'po_1' } });
    expect(pending.step).toBe('AWAIT_PROVIDER');
    expect(after(pending, { step: 'AWAIT_PROVIDER', outcome: DONE }, POSTED).status).toBe('SUCCEEDED');
  });

  test('that is paid out is written down before it is booked, since the bank may say otherwise later', () => {
    expect(mustWrite(sent, decide(sent, { step: 'AUTHORIZE', outcome: DONE }, NOW) as Change)).toBe(true);
  });

  test('that the bank declines lets go of the hold', () => {
    const declined = after(sent, { step: 'AUTHORIZE', outcome: { kind: 'DECLINED', failure: DECLINED } });
    expect(declined).toMatchObject({ step: 'UNDO', ending: 'FAILED' });
  });
});
