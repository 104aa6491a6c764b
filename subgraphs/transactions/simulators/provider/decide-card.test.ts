import { describe, expect, test } from 'vitest';
import { decideCard } from './decide-card.ts';
import { DELAYS, type Decision, type Operation, type Request } from './operation.ts';
import { scriptOf, TEST_CARD_NUMBERS } from './test-cards.ts';

const START = Date.UTC(2026, 10, 20);

/** One reference at a card processor, and a clock. */
function charge() {
  let operation: Operation | undefined;
  let now_ms = START;
  let ids = 0;
  const lines: Decision['lines'][number][] = [];
  const ask = (request: Request) => {
    const circumstances = {
      now: new Date(now_ms),
      newId: (prefix: string) => `${prefix}_${++ids}`,
      delays: DELAYS,
      price: { fixed_minor: 30n, share_bps: 290n },
    };
    const decision = decideCard(operation, 'txn_1', request, circumstances);
    operation = decision.operation;
    lines.push(...decision.lines);
    return decision.answer;
  };
  const authorize = (number: string, { minor = 1_000n, authenticated = false, currency = 'USD' } = {}) => {
    const instrument = { kind: 'CARD' as const, number, expiryMonth: 12, expiryYear: 2040 };
    return ask({ kind: 'AUTHORIZE', currency, minor, instrument, authenticated });
  };
  return {
    authorize,
    capture: (id: string, minor: bigint, final = false) => ask({ kind: 'CAPTURE', id, minor, final }),
    void: () => ask({ kind: 'VOID' }),
    refund: (id: string, minor: bigint) => ask({ kind: 'REFUND', id, minor }),
    evidence: (text: string) => ask({ kind: 'EVIDENCE', text }),
    wait(time_ms: number) {
      now_ms += time_ms;
      ask({ kind: 'TICK' });
    },
    now: () => operation,
    balance: () => lines.reduce((total, { net }) => total + net, 0n),
    lines,
  };
}

const GOOD = '4242424242424242';
const OK = { kind: 'OK' };
const refused = (code: string) => ({ kind: 'REFUSED', code });

describe('an authorization', () => {
  test('asked for again is the same one, and with another amount is refused', () => {
    const card = charge();
    expect(card.authorize(GOOD)).toEqual(OK);
    const first = card.now();
    expect(card.authorize(GOOD)).toEqual(OK);
    expect(card.now()).toBe(first);
    expect(card.authorize(GOOD, { minor: 2_000n })).toEqual(refused('idempotency_mismatch'));
    expect(card.authorize(GOOD, { currency: 'EUR' })).toEqual(refused('idempotency_mismatch'));
  });

  test('that comes after its own void is refused', () => {
    const card = charge();
    expect(card.void()).toEqual(OK);
    expect(card.authorize(GOOD)).toEqual(refused('canceled'));
    expect(card.now()).toMatchObject({ status: 'VOIDED', captures: [] });
  });

  test('waits for the cardholder, then goes the way of its card', () => {
    for (const [number, status] of [
      ['4000000000003220', 'AUTHORIZED'],
      ['4000008400001629', 'DECLINED'],
    ] as const) {
      const card = charge();
      expect(card.authorize(number)).toEqual({ kind: 'CHALLENGE' });
      expect(card.authorize(number)).toEqual({ kind: 'CHALLENGE' });
      expect(card.capture('cap_1', 1_000n)).toEqual(refused('unexpected_state'));
      card.authorize(number, { authenticated: true });
      expect(card.now()?.status).toBe(status);
    }
  });

  test('of a card past its date, of another month than there are, or of no test card is declined', () => {
    const on = (number: string, expiryMonth: number, expiryYear: number) =>
      scriptOf({ number, expiryMonth, expiryYear }, new Date(START));
    expect(on(GOOD, 10, 2026)).toEqual({ decline: 'expired_card' });
    expect(on(GOOD, 11, 2026)).toEqual({});
    expect(on(GOOD, 13, 2030)).toEqual({ decline: 'invalid_expiry_month' });
    expect(on('4111111111111111', 1, 2030)).toEqual({ decline: 'test_mode_live_card' });
    expect(on('4111111111111112', 1, 2030)).toEqual({ decline: 'incorrect_number' });
  });
});

test('every documented test card succeeds, is declined or is challenged', () => {
  const firstAnswers = TEST_CARD_NUMBERS.map((number) => charge().authorize(number).kind);
  const count = (kind: string) => firstAnswers.filter((each) => each === kind).length;
  expect([count('OK'), count('DECLINED'), count('CHALLENGE')]).toEqual([124, 13, 11]);
});

describe('captures', () => {
  test('take parts, each once, and never more than was authorized', () => {
    const card = charge();
    card.authorize(GOOD);
    expect(card.capture('cap_1', 600n)).toEqual(OK);
    expect(card.capture('cap_1', 600n)).toEqual(OK);
    expect(card.capture('cap_1', 500n)).toEqual(refused('idempotency_mismatch'));
    expect(card.capture('cap_2', 401n)).toEqual(refused('amount_too_large'));
    expect(card.capture('cap_2', 400n)).toEqual(OK);
    expect(card.capture('cap_3', 1n)).toEqual(refused('unexpected_state'));
    expect(card.lines.map(({ kind, gross, fee, net }) => [kind, gross, fee, net])).toEqual([
      ['CAPTURE', 600n, 47n, 553n],
      ['CAPTURE', 400n, 42n, 358n],
    ]);
  });

  test('end with the final one, or when the rest is let go', () => {
    const final = charge();
    final.authorize(GOOD);
    final.capture('cap_1', 600n, true);
    expect(final.capture('cap_2', 1n)).toEqual(refused('unexpected_state'));
    expect(final.void()).toEqual(refused('unexpected_state'));

    const released = charge();
    released.authorize(GOOD);
    released.capture('cap_1', 600n);
    expect(released.void()).toEqual(OK);
    expect(released.void()).toEqual(OK);
    expect(released.capture('cap_2', 1n)).toEqual(refused('unexpected_state'));
    expect(released.refund('ref_1', 600n)).toEqual(OK);
  });
});

describe('refunds', () => {
  test('give parts back, each once, and never more than was captured', () => {
    const card = charge();
    card.authorize(GOOD);
    expect(card.refund('ref_0', 1n)).toEqual(refused('amount_too_large'));
    card.capture('cap_1', 500n);
    expect(card.refund('ref_1', 300n)).toEqual(OK);
    expect(card.refund('ref_1', 300n)).toEqual(OK);
    expect(card.refund('ref_2', 201n)).toEqual(refused('amount_too_large'));
    expect(card.refund('ref_2', 200n)).toEqual(OK);
    expect(card.balance()).toBe(-45n);
  });

  test('succeed later with one card, and fail after they had succeeded with another', () => {
    const later = charge();
    later.authorize('4000000000007726');
    later.capture('cap_1', 1_000n);
    expect(later.refund('ref_1', 1_000n)).toEqual({ kind: 'PENDING' });
    later.wait(DELAYS.refund_ms);
    expect(later.refund('ref_1', 1_000n)).toEqual(OK);

    const failing = charge();
    failing.authorize('4000000000005126');
    failing.capture('cap_1', 1_000n);
    expect(failing.refund('ref_1', 1_000n)).toEqual(OK);
    failing.wait(DELAYS.refund_ms);
    expect(failing.now()?.refunds).toMatchObject([{ status: 'FAILED' }]);
    expect(failing.refund('ref_1', 1_000n)).toEqual({ kind: 'DECLINED', code: 'expired_or_canceled_card' });
    expect(failing.balance()).toBe(1_000n - 59n);
    expect(failing.refund('ref_2', 1_000n)).toEqual(OK);
  });
});

describe('a disputed charge', () => {
  const disputed = (number: string) => {
    const card = charge();
    card.authorize(number);
    card.capture('cap_1', 1_000n);
    card.wait(DELAYS.dispute_ms);
    return card;
  };
  const CHARGED = 1_000n - 59n;

  test('costs the amount and a fee, which come back when it is won', () => {
    const card = disputed('4000000000000259');
    expect(card.now()?.disputes).toMatchObject([{ status: 'OPEN', reason: 'fraudulent', minor: 1_000n }]);
    expect(card.balance()).toBe(CHARGED - 1_000n - 1_500n);
    expect(card.refund('ref_1', 1n)).toEqual(refused('charge_disputed'));
    expect(card.evidence('winning_evidence')).toEqual({ kind: 'PENDING' });
    card.wait(DELAYS.evidence_ms);
    expect(card.now()?.disputes).toMatchObject([{ status: 'WON' }]);
    expect(card.balance()).toBe(CHARGED);
  });

  test('is lost with bad evidence, and without any', () => {
    for (const evidence of ['losing_evidence', 'I am sure']) {
      const card = disputed('4000000000002685');
      card.evidence(evidence);
      card.wait(DELAYS.deadline_ms);
      expect(card.now()?.disputes).toMatchObject([{ status: 'LOST', reason: 'product_not_received' }]);
      expect(card.balance()).toBe(CHARGED - 1_000n - 1_500n);
    }
  });

  test('costs nothing while it is an inquiry, unless that escalates', () => {
    const closed = disputed('4000000000001976');
    expect(closed.now()?.disputes).toMatchObject([{ status: 'INQUIRY' }]);
    closed.evidence('losing_evidence');
    closed.wait(DELAYS.evidence_ms);
    expect(closed.now()?.disputes).toMatchObject([{ status: 'WON' }]);
    expect(closed.balance()).toBe(CHARGED);

    const escalated = disputed('4000000000001976');
    escalated.evidence('escalate_inquiry_evidence');
    escalated.wait(DELAYS.evidence_ms);
    expect(escalated.now()?.disputes).toMatchObject([{ status: 'OPEN' }]);
    expect(escalated.balance()).toBe(CHARGED - 1_000n - 1_500n);
  });

  test('may be disputed again after the first was won', () => {
    const card = disputed('4000000404000079');
    card.evidence('winning_evidence');
    card.wait(DELAYS.evidence_ms);
    card.wait(DELAYS.dispute_ms);
    expect(card.now()?.disputes.map(({ status }) => status)).toEqual(['WON', 'OPEN']);
  });

  test('is not disputed for what was given back before', () => {
    const card = charge();
    card.authorize('4000000000000259');
    card.capture('cap_1', 1_000n);
    card.refund('ref_1', 1_000n);
    card.wait(DELAYS.dispute_ms);
    expect(card.now()?.disputes).toEqual([]);
  });
});
