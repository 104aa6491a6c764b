import type { Money } from '@paygraph/money';
import { person } from '@paygraph/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { capture, voidPayment } from '../src/commands.ts';
import type { DisputeOutcome, DisputeRow } from '../src/disputes/dispute.ts';
import {
  type Disputed,
  type DisputeInput,
  openDispute,
  parseDispute,
  resolveDispute,
  submitEvidence,
} from '../src/disputes/dispute-commands.ts';
import { findDisputes } from '../src/disputes/dispute-finder.ts';
import { passOnEvidence } from '../src/disputes/dispute-worker.ts';
import { moveMoney } from '../src/move-money.ts';
import { handleNotices } from '../src/notices/notice-worker.ts';
import { reconcile } from '../src/notices/reconcile.ts';
import type { MovementWallet } from '../src/peers.ts';
import type { Problem } from '../src/problems.ts';
import { workerQueues } from '../src/queue-store.ts';
import { refund } from '../src/refund-payment.ts';
import { type PayInput, parseDeposit, parsePayment, parseRefund } from '../src/request.ts';
import { recoverDue } from '../src/saga/recovery.ts';
import type { TransactionRow } from '../src/transaction.ts';
import { listUnclaimed } from '../src/unclaimed/unclaimed-store.ts';
import { mountGraphql } from './mounted-graphql.ts';
import { mountTransactions } from './mounted-transactions.ts';

const ada = person('usr_ada');
const shop = person('usr_shop');
const eve = person('usr_eve');
const operator = person('usr_op', 'OPERATOR');
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FEE = 1_500n;

let world: Awaited<ReturnType<typeof mountTransactions>>;
let graphql: Awaited<ReturnType<typeof mountGraphql>>;
beforeAll(async () => {
  world = await mountTransactions();
  graphql = await mountGraphql(world.deps);
});
afterAll(async () => {
  await graphql[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});
afterEach(() => {
  world.outages.length = 0;
  world.providers['acme-cards'].faults.set({});
});

let serial = 0;
const usd = (amount: string) => ({ amount, currency: 'USD' });
const key = () => `key_${++serial}`;

function wallet(over: Partial<MovementWallet> = {}, funds = 100_000n) {
  const id = `wal_${++serial}`;
  const base = { id, ownerId: 'usr_ada', currency: 'USD', type: 'PERSONAL', status: 'ACTIVE', limited: false } as const;
  world.wallets.set(id, { ...base, ...over });
  world.books.fund(id, funds);
  return id;
}
const merchant = (funds?: bigint) => wallet({ ownerId: 'usr_shop', type: 'MERCHANT' }, funds);

async function pay(over: Partial<PayInput> = {}): Promise<TransactionRow> {
  const from = 'paymentMethodId' in over ? {} : { fromWalletId: wallet() };
  const input = { merchantWalletId: merchant(), amount: usd('100.00'), idempotencyKey: key(), ...from, ...over };
  const request = parsePayment(input);
  const moved = typeof request === 'string' ? request : await moveMoney(world.deps, ada, request);
  if (typeof moved === 'string') throw new Error(moved);
  return moved.transaction;
}
const card = (number: string) => ({ paymentMethodId: `${number} of usr_ada` });

async function open(payment: TransactionRow, over: Partial<DisputeInput> = {}, by = ada): Promise<Disputed | Problem> {
  const base = { transactionId: payment.id, reason: 'PRODUCT_NOT_RECEIVED', idempotencyKey: key() } as const;
  const request = parseDispute({ ...base, ...over });
  return typeof request === 'string' ? request : openDispute(world.deps, by, request);
}
function opened(outcome: Disputed | Problem): DisputeRow {
  if (typeof outcome === 'string') throw new Error(outcome);
  return outcome.dispute;
}
const resolve = ({ id }: DisputeRow, outcome: DisputeOutcome, by = operator) =>
  resolveDispute(world.deps, by, { id, outcome, note: 'seen' });
async function refundIt(payment: TransactionRow, amount?: string, by = shop) {
  const input = { transactionId: payment.id, reason: 'REQUESTED_BY_CUSTOMER', idempotencyKey: key() } as const;
  const request = parseRefund({ ...input, amount: amount === undefined ? null : usd(amount) });
  return typeof request === 'string' ? request : refund(world.deps, by, request);
}
const now = (row: { readonly id: string }) => world.deps.store.byId(row.id) as Promise<TransactionRow>;
const chargebackOf = ({ chargebackId }: DisputeRow) => now({ id: chargebackId ?? '' });
const at = (id: string | null) => world.books.balance(id ?? '');
const due = (id: string | null) => at(`acc_due_${id}_usd`);
const told = async ({ id }: { readonly id: string }) => {
  const query = 'select type from outbox where subject = $1 order by xid, seq';
  return (await world.database.query<{ type: string }>(query, [id])).rows.map(({ type }) => type);
};

describe('a dispute over a payment from a wallet', () => {
  test('takes amount and fee from the merchant, and keeps the amount', async () => {
    const payment = await pay();
    const [held, fees] = [at('acc_disputed_usd'), at('acc_fees_usd')];
    const dispute = opened(await open(payment, { description: 'It never came' }));
    expect(dispute).toMatchObject({
      status: 'OPEN',
      minor: 10_000n,
      feeMinor: FEE,
      payerId: 'usr_ada',
      merchantId: 'usr_shop',
    });
    expect(dispute.evidenceDueAt.getTime() - dispute.openedAt.getTime()).toBe(7 * DAY_MS);
    expect(await chargebackOf(dispute)).toMatchObject({
      ...{ type: 'CHARGEBACK', status: 'SUCCEEDED', parentId: payment.id, owedMinor: 0n, feeMinor: FEE },
    });
    expect(at(payment.destinationWalletId)).toBe(110_000n - 10_000n - FEE);
    expect([at('acc_disputed_usd') - held, at('acc_fees_usd') - fees]).toEqual([10_000n, FEE]);
    expect(await now(payment)).toMatchObject({ status: 'DISPUTED', refundReservedMinor: 10_000n, refundedMinor: 0n });
    expect(await told(payment)).toEqual(['transaction.created', 'transaction.succeeded', 'transaction.disputed']);
    expect(await told(dispute)).toEqual(['dispute.opened']);
  });

  test('that the merchant wins gives all of it back, the fee as well', async () => {
    const payment = await pay();
    const fees = at('acc_fees_usd');
    const dispute = opened(await open(payment));
    expect(await resolve(dispute, 'WON')).toMatchObject({
      status: 'WON',
      resolvedBy: 'usr_op',
      resolutionNote: 'seen',
    });
    expect([at(payment.destinationWalletId), at('acc_fees_usd') - fees]).toEqual([110_000n, 0n]);
    expect(await chargebackOf(dispute)).toMatchObject({ status: 'REFUNDED', refundedMinor: 10_000n, step: null });
    expect(await now(payment)).toMatchObject({ status: 'SUCCEEDED', refundReservedMinor: 0n });
    expect(await told(dispute)).toEqual(['dispute.opened', 'dispute.won']);
  });

  test('that the merchant loses gives the amount to who paid', async () => {
    const payment = await pay();
    const [held, fees] = [at('acc_disputed_usd'), at('acc_fees_usd')];
    const dispute = opened(await open(payment));
    expect(await resolve(dispute, 'LOST')).toMatchObject({ status: 'LOST' });
    expect([at(payment.sourceWalletId), at(payment.destinationWalletId)]).toEqual([100_000n, 100_000n - FEE]);
    expect([at('acc_disputed_usd') - held, at('acc_fees_usd') - fees]).toEqual([0n, FEE]);
    expect(await chargebackOf(dispute)).toMatchObject({ status: 'SUCCEEDED', step: null });
    expect(await now(payment)).toMatchObject({ status: 'REFUNDED', refundedMinor: 10_000n });
    expect(await told(dispute)).toEqual(['dispute.opened', 'dispute.lost']);
  });

  test('over a part leaves the payment partially refunded', async () => {
    const payment = await pay();
    const dispute = opened(await open(payment, { amount: usd('40.00') }));
    await resolve(dispute, 'LOST');
    expect(await now(payment)).toMatchObject({ status: 'PARTIALLY_REFUNDED', refundedMinor: 4_000n });
    expect(await refundIt(payment, '60.01')).toBe('EXCEEDS_PAYMENT');
    await refundIt(payment);
    expect(await now(payment)).toMatchObject({ status: 'REFUNDED', refundedMinor: 10_000n });
  });

  test('after a refund is about the rest', async () => {
    const payment = await pay();
    await refundIt(payment, '30.00');
    expect(await open(payment, { amount: usd('70.01') })).toBe('EXCEEDS_PAYMENT');
    const dispute = opened(await open(payment));
    expect(dispute.minor).toBe(7_000n);
    await resolve(dispute, 'WON');
    expect((await now(payment)).status).toBe('PARTIALLY_REFUNDED');
  });

  test.each([
    ['a part of it', 4_000n],
    ['nothing', 0n],
  ])('with a merchant who has %s makes them owe the rest, first of all settled when they win', async (_, left) => {
    const payment = await pay();
    const walletId = payment.destinationWalletId;
    world.books.fund(walletId ?? '', left - 110_000n);
    const dispute = opened(await open(payment));
    expect([at(walletId), -due(walletId)]).toEqual([0n, 10_000n + FEE - left]);
    expect((await chargebackOf(dispute)).owedMinor).toBe(10_000n + FEE - left);
    await resolve(dispute, 'WON');
    expect([at(walletId), due(walletId)]).toEqual([left, 0n]);
  });

  test('with a merchant whose wallet is closed is owed, and kept for them when they win', async () => {
    const payment = await pay();
    const walletId = payment.destinationWalletId;
    world.books.closed.add(walletId ?? '');
    const dispute = opened(await open(payment));
    expect(due(walletId)).toBe(-10_000n - FEE);
    await resolve(dispute, 'WON');
    expect([due(walletId), at(walletId)]).toEqual([0n, 110_000n]);
    const paid = opened(await open(await pay()));
    const { sourceWalletId } = await chargebackOf(paid);
    world.books.closed.add(sourceWalletId ?? '');
    await resolve(paid, 'WON');
    expect([due(sourceWalletId), at(sourceWalletId)]).toEqual([0n, 110_000n - 10_000n - FEE]);
    const [unclaimed] = await listUnclaimed(world.database, { limit: 1, after: undefined }, 'OPEN');
    expect(unclaimed).toMatchObject({ transactionId: paid.chargebackId, ownerId: 'usr_shop', minor: 10_000n + FEE });
  });

  test('costs what operators say it costs', async () => {
    const merchantWalletId = merchant();
    const fee = { type: 'CHARGEBACK', walletId: merchantWalletId, currency: 'USD' } as const;
    await world.deps.fees.set({ ...fee, fixedMinor: 0n, basisPoints: 0, changedBy: 'usr_op', changedAt: new Date() });
    const dispute = opened(await open(await pay({ merchantWalletId })));
    expect([dispute.feeMinor, at(merchantWalletId)]).toEqual([0n, 100_000n]);
  });

  test('is opened by 50 calls with one key once, and by 20 with keys of their own once', async () => {
    const payment = await pay();
    const idempotencyKey = key();
    const same = await Promise.all(Array.from({ length: 50 }, () => open(payment, { idempotencyKey })));
    expect(new Set(same.map((outcome) => opened(outcome).id)).size).toBe(1);
    expect(same.filter((outcome) => typeof outcome === 'object' && !outcome.replayed)).toHaveLength(1);
    expect(await open(payment, { idempotencyKey, reason: 'DUPLICATE' })).toBe('IDEMPOTENCY_KEY_REUSED');
    const other = await pay();
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => open(other, { amount: usd('1.00') })));
    expect(outcomes.filter((outcome) => typeof outcome === 'object')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'ALREADY_DISPUTED')).toHaveLength(19);
    expect((await now(other)).refundReservedMinor).toBe(100n);
  });

  test('and refunds at once never take more than was paid', async () => {
    const payment = await pay();
    const [disputed, ...refunds] = await Promise.all([
      open(payment, { amount: usd('60.00') }),
      ...Array.from({ length: 10 }, () => refundIt(payment, '30.00')),
    ]);
    const { refundReservedMinor, status } = await now(payment);
    const refunded = refunds.filter((outcome) => typeof outcome !== 'string').length;
    const taken = (typeof disputed === 'string' ? 0n : 6_000n) + BigInt(refunded) * 3_000n;
    expect([refundReservedMinor, refundReservedMinor <= 10_000n]).toEqual([taken, true]);
    expect(status === 'DISPUTED').toBe(typeof disputed !== 'string');
    expect((await refundIt(payment, '1.00')) === 'NOT_REFUNDABLE').toBe(status === 'DISPUTED');
  });

  test('is decided once, however many decide at once', async () => {
    const payment = await pay();
    const dispute = opened(await open(payment));
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) => resolve(dispute, index % 2 === 0 ? 'WON' : 'LOST')),
    );
    expect(outcomes.filter((outcome) => typeof outcome === 'object')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'DISPUTE_CLOSED')).toHaveLength(9);
    const { status } = (await world.deps.disputes.byId(dispute.id)) as DisputeRow;
    expect(at(payment.sourceWalletId) + at(payment.destinationWalletId)).toBe(status === 'WON' ? 200_000n : 198_500n);
    expect(at(payment.sourceWalletId)).toBe(status === 'WON' ? 90_000n : 100_000n);
    expect(await resolve(dispute, 'WON')).toBe('DISPUTE_CLOSED');
  });

  test.each(['after post', 'post', 'available'] as const)('survives a crash: %s', async (outage) => {
    const payment = await pay();
    world.outages.push(outage);
    const dispute = opened(await open(payment));
    expect((await chargebackOf(dispute)).status).toBe('CREATED');
    // Nobody decides about money that has not been taken, unless it is then.
    world.outages.push('available', 'post');
    await expect(resolve(dispute, 'LOST').catch(() => 'BUSY')).resolves.toBeDefined();
    world.outages.length = 0;
    world.wait(20_000);
    await recoverDue(world.deps);
    expect(at(payment.destinationWalletId)).toBe(100_000n - FEE);
    if ((await world.deps.disputes.byId(dispute.id))?.status === 'OPEN') {
      world.outages.push('after post');
      await resolve(dispute, 'LOST');
    }
    world.wait(20_000);
    await recoverDue(world.deps);
    expect([at(payment.sourceWalletId), (await now(payment)).status]).toEqual([100_000n, 'REFUNDED']);
  });

  test.each<[string, () => Promise<Disputed | Problem>, Problem]>([
    ['of who was paid', async () => open(await pay(), {}, shop), 'NOT_DISPUTABLE'],
    ['over a payment by card', async () => open(await pay(card('4242424242424242'))), 'DECIDED_BY_PROVIDER'],
    ['over money that is only set aside', async () => open(await pay({ capture: 'MANUAL' })), 'NOT_DISPUTABLE'],
    ['over more than was paid', async () => open(await pay(), { amount: usd('100.01') }), 'EXCEEDS_PAYMENT'],
    [
      'in another currency',
      async () => open(await pay(), { amount: { amount: '1', currency: 'EUR' } }),
      'CURRENCY_MISMATCH',
    ],
    ['without a key', async () => open(await pay(), { idempotencyKey: '' }), 'IDEMPOTENCY_KEY_INVALID'],
    ['with a novel', async () => open(await pay(), { description: 'd'.repeat(501) }), 'DESCRIPTION_TOO_LONG'],
  ])('%s is refused', async (_, attempt, problem) => {
    expect(await attempt()).toBe(problem);
  });

  test('is refused after all went back, after 120 days, and anew by who lost', async () => {
    const refunded = await pay();
    await refundIt(refunded);
    expect(await open(refunded)).toBe('NOTHING_LEFT');
    const [late, lost] = [await pay(), await pay()];
    await resolve(opened(await open(lost, { amount: usd('1.00') })), 'WON');
    expect(await open(lost)).toBe('ALREADY_DISPUTED');
    expect(opened(await open(lost, {}, operator)).openedBy).toBe('usr_op');
    world.wait(120 * DAY_MS + 60_000);
    expect(await open(late)).toBe('DISPUTE_TOO_LATE');
    await expect(open(late, {}, eve)).rejects.toThrow('not found');
  });
});

test('a dispute is decided by an operator who has no part in it', async () => {
  const dispute = opened(await open(await pay(), {}, operator));
  expect(await resolve(dispute, 'WON')).toBe('OWN_TRANSACTION');
  expect(await resolve(dispute, 'WON', person('usr_other', 'OPERATOR'))).toMatchObject({ status: 'WON' });
  await expect(resolve(dispute, 'WON', eve)).rejects.toThrow('not found');
});

describe('evidence', () => {
  test('is for the merchant to submit, once and in time', async () => {
    const dispute = opened(await open(await pay()));
    await expect(submitEvidence(world.deps, ada, dispute.id, 'x')).rejects.toThrow('not found');
    await expect(submitEvidence(world.deps, eve, dispute.id, 'x')).rejects.toThrow('not found');
    expect(await submitEvidence(world.deps, shop, dispute.id, ' ')).toBe('EVIDENCE_INVALID');
    expect(await submitEvidence(world.deps, shop, dispute.id, 'a\0b')).toBe('EVIDENCE_INVALID');
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) => submitEvidence(world.deps, shop, dispute.id, `It was sent (${index})`)),
    );
    expect(outcomes.filter((outcome) => typeof outcome === 'object')).toMatchObject([{ status: 'UNDER_REVIEW' }]);
    expect(outcomes.filter((outcome) => outcome === 'EVIDENCE_NOT_AWAITED')).toHaveLength(9);
    expect(await told(dispute)).toEqual(['dispute.opened', 'dispute.evidence_submitted']);
    expect(await resolve(dispute, 'WON')).toMatchObject({ status: 'WON' });
    const late = opened(await open(await pay()));
    world.wait(7 * DAY_MS);
    expect(await submitEvidence(world.deps, shop, late.id, 'late')).toBe('EVIDENCE_TOO_LATE');
    expect(await resolve(late, 'LOST')).toMatchObject({ status: 'LOST' });
    expect(await submitEvidence(world.deps, shop, late.id, 'later')).toBe('EVIDENCE_NOT_AWAITED');
  });
});

describe('a dispute over a card', () => {
  /** Lets time pass at the providers, and looks into what they tell. */
  const hear = async (ms = 5_000) => {
    world.wait(ms);
    const acme = world.providers['acme-cards'];
    acme.tick();
    for (const notice of acme.takeNotices()) await world.deps.notices.record('acme-cards', notice, world.deps.now());
    await handleNotices(world.deps);
  };
  const disputesOf = ({ id }: TransactionRow) => world.deps.disputes.ofPayment(id);
  const disputed = async (number: string, over: Partial<PayInput> = {}) => {
    const payment = await pay({ ...card(number), ...over });
    await hear();
    const [dispute] = await disputesOf(payment);
    return { payment, dispute: dispute as DisputeRow };
  };
  const keyedAnew = (mutation: string) => ({ mutation, key: key(), inputHash: '' });
  const say = async ({ id }: DisputeRow, text: string) => {
    const said = await submitEvidence(world.deps, shop, id, text);
    await passOnEvidence(world.deps);
    await hear();
    return said;
  };

  test.each([
    ['4000000000000259', 'FRAUDULENT'],
    ['4000000000002685', 'PRODUCT_NOT_RECEIVED'],
    ['4000008400000779', 'NONCOMPLIANT'],
  ])('%s is opened by its bank, which decides', async (number, reason) => {
    const { payment, dispute } = await disputed(number);
    expect(dispute).toMatchObject({ status: 'OPEN', reason, provider: 'acme-cards', minor: 10_000n, openedBy: null });
    expect([(await now(payment)).status, at(payment.destinationWalletId)]).toEqual(['DISPUTED', 100_000n - FEE]);
    expect(await resolve(dispute, 'WON')).toBe('DECIDED_BY_PROVIDER');
    expect(await open(payment)).toBe('DECIDED_BY_PROVIDER');
  });

  test('is won with winning_evidence', async () => {
    const { payment, dispute } = await disputed('4000000000000259');
    expect(await say(dispute, 'winning_evidence')).toMatchObject({ status: 'UNDER_REVIEW' });
    expect(await disputesOf(payment)).toMatchObject([{ status: 'WON' }]);
    expect([(await now(payment)).status, at(payment.destinationWalletId)]).toEqual(['SUCCEEDED', 110_000n]);
  });

  test('is lost with losing_evidence, and the provider has the money', async () => {
    const before = at('acc_acme-cards_usd');
    const { payment, dispute } = await disputed('4000000000000259');
    await say(dispute, 'losing_evidence');
    expect(await disputesOf(payment)).toMatchObject([{ status: 'LOST' }]);
    expect([(await now(payment)).status, at(payment.destinationWalletId)]).toEqual(['REFUNDED', 100_000n - FEE]);
    // What it took for the payment, it gave back to the bank of the card.
    expect(at('acc_acme-cards_usd') - before).toBe(0n);
  });

  test('is lost when nobody says anything for a week', async () => {
    const { payment } = await disputed('4000000000000259');
    await hear(7 * DAY_MS);
    expect(await disputesOf(payment)).toMatchObject([{ status: 'LOST' }]);
  });

  test('is looked into though every notice was lost', async () => {
    const { payment } = await disputed('4000000000000259');
    world.wait(7 * DAY_MS);
    world.providers['acme-cards'].tick();
    world.providers['acme-cards'].takeNotices();
    await passOnEvidence(world.deps);
    await handleNotices(world.deps);
    expect(await disputesOf(payment)).toMatchObject([{ status: 'LOST' }]);
  });

  test('nobody told of is found in the list of its provider, and looked into once', async () => {
    const payment = await pay(card('4000000000000259'));
    world.wait(5_000);
    world.providers['acme-cards'].tick();
    world.providers['acme-cards'].takeNotices();
    expect(await disputesOf(payment)).toEqual([]);
    world.wait(HOUR_MS);
    world.providers['acme-cards'].faults.set({ next: ['ERROR_BEFORE'] });
    await findDisputes(world.deps);
    await handleNotices(world.deps);
    expect(await disputesOf(payment)).toEqual([]);
    world.wait(5 * 60_000);
    expect(await findDisputes(world.deps)).toBeGreaterThan(0);
    await handleNotices(world.deps);
    expect(await disputesOf(payment)).toMatchObject([{ status: 'OPEN', provider: 'acme-cards' }]);
    expect([(await now(payment)).status, at(payment.destinationWalletId)]).toEqual(['DISPUTED', 100_000n - FEE]);
    expect(await findDisputes(world.deps)).toBe(0);
    world.wait(HOUR_MS);
    expect(await findDisputes(world.deps)).toBeGreaterThan(0);
    const { rows } = await world.database.query('select attempts from provider_notices where reference = $1', [
      payment.id,
    ]);
    expect(rows).toEqual([{ attempts: 1 }]);
  });

  test('begins as an inquiry that takes nothing, and may end there', async () => {
    const { payment, dispute } = await disputed('4000000000001976');
    expect(dispute).toMatchObject({ status: 'INQUIRY', chargebackId: null, feeMinor: 0n });
    expect([(await now(payment)).status, at(payment.destinationWalletId)]).toEqual(['SUCCEEDED', 110_000n]);
    expect(await say(dispute, 'winning_evidence')).toMatchObject({ status: 'INQUIRY', evidenceAwaited: false });
    expect(await disputesOf(payment)).toMatchObject([{ status: 'WON', chargebackId: null }]);
    expect(await told(dispute)).toEqual(['dispute.opened', 'dispute.evidence_submitted', 'dispute.won']);
  });

  test('that was an inquiry takes the money when it becomes more, and the merchant may speak again', async () => {
    const { payment, dispute } = await disputed('4000000000001976');
    await say(dispute, 'escalate_inquiry_evidence');
    expect(await disputesOf(payment)).toMatchObject([
      { id: dispute.id, status: 'OPEN', evidenceAwaited: true, feeMinor: FEE },
    ]);
    expect(at(payment.destinationWalletId)).toBe(100_000n - FEE);
    await say(dispute, 'winning_evidence');
    expect(await disputesOf(payment)).toMatchObject([{ status: 'WON' }]);
    expect(at(payment.destinationWalletId)).toBe(110_000n);
    expect(await told(dispute)).toEqual([
      ...['dispute.opened', 'dispute.evidence_submitted', 'dispute.escalated'],
      ...['dispute.evidence_submitted', 'dispute.won'],
    ]);
  });

  test('that was an inquiry is about what is left when the merchant refunds meanwhile', async () => {
    const [part, whole] = [await disputed('4000000000001976'), await disputed('4000000000001976')];
    await refundIt(part.payment, '40.00');
    await refundIt(whole.payment);
    for (const { dispute } of [part, whole]) await say(dispute, 'escalate_inquiry_evidence');
    expect(await disputesOf(part.payment)).toMatchObject([{ status: 'OPEN', minor: 6_000n }]);
    expect(await disputesOf(whole.payment)).toMatchObject([{ status: 'WON', chargebackId: null }]);
    await say(part.dispute, 'losing_evidence');
    for (const { payment } of [part, whole]) {
      expect(await now(payment)).toMatchObject({ status: 'REFUNDED', refundedMinor: 10_000n });
    }
  });

  test('5423 only warns: nothing is disputed', async () => {
    const { payment, dispute } = await disputed('4000000000005423');
    expect([dispute, (await now(payment)).status]).toEqual([undefined, 'SUCCEEDED']);
  });

  test('may come twice, also when nobody told how the first one ended', async () => {
    const { payment, dispute } = await disputed('4000000404000079');
    await submitEvidence(world.deps, shop, dispute.id, 'winning_evidence');
    await passOnEvidence(world.deps);
    world.wait(2_000);
    world.providers['acme-cards'].tick();
    world.wait(5_000);
    world.providers['acme-cards'].tick();
    world.providers['acme-cards'].takeNotices();
    await reconcile(world.deps, 'acme-cards', payment.id);
    expect(await disputesOf(payment)).toMatchObject([{ status: 'WON' }, { status: 'OPEN' }]);
    expect([(await now(payment)).status, at(payment.destinationWalletId)]).toEqual(['DISPUTED', 100_000n - FEE]);
  });

  test('may come twice, and both be over before anybody tells: the merchant has the money again', async () => {
    const payment = await pay(card('4000000404000079'));
    const acme = world.providers['acme-cards'];
    for (let dispute = 0; dispute < 2; dispute++) {
      world.wait(5_000);
      acme.tick();
      await acme.connector.submitEvidence({ reference: payment.id, evidence: 'winning_evidence' });
      world.wait(2_000);
      acme.tick();
    }
    acme.takeNotices();
    await reconcile(world.deps, 'acme-cards', payment.id);
    const [first, second, ...more] = await disputesOf(payment);
    expect([first?.status, second?.status, more]).toEqual(['WON', 'WON', []]);
    expect([(await now(payment)).status, at(payment.destinationWalletId)]).toEqual(['SUCCEEDED', 110_000n]);
  });

  test('is opened and decided once, however many notices come at once', async () => {
    const payment = await pay(card('4000000000000259'));
    world.wait(5_000);
    world.providers['acme-cards'].tick();
    const look = () => reconcile(world.deps, 'acme-cards', payment.id).catch(() => undefined);
    await Promise.all(Array.from({ length: 10 }, look));
    await look();
    const [dispute, ...more] = await disputesOf(payment);
    expect([dispute?.status, more]).toEqual(['OPEN', []]);
    expect(at(payment.destinationWalletId)).toBe(100_000n - FEE);
    await submitEvidence(world.deps, shop, dispute?.id ?? '', 'losing_evidence');
    await passOnEvidence(world.deps);
    world.wait(5_000);
    await Promise.all(Array.from({ length: 10 }, look));
    await look();
    expect(await disputesOf(payment)).toMatchObject([{ status: 'LOST' }]);
    expect([at(payment.destinationWalletId), (await now(payment)).refundedMinor]).toEqual([100_000n - FEE, 10_000n]);
    await look();
    expect(await told(payment)).toEqual([
      ...['transaction.created', 'transaction.processing', 'transaction.succeeded'],
      ...['transaction.disputed', 'transaction.refunded'],
    ]);
  });

  test('that is over when we first hear of it is caught up with', async () => {
    const payment = await pay(card('4000000000000259'));
    world.wait(8 * DAY_MS);
    await reconcile(world.deps, 'acme-cards', payment.id);
    world.wait(8 * DAY_MS);
    await reconcile(world.deps, 'acme-cards', payment.id);
    expect(await disputesOf(payment)).toMatchObject([{ status: 'LOST' }]);
    expect(at(payment.destinationWalletId)).toBe(100_000n - FEE);
  });

  test('waits for refunds on their way, which the provider then refuses', async () => {
    const payment = await pay(card('4000000000000259'));
    world.wait(5_000);
    world.providers['acme-cards'].tick();
    world.providers['acme-cards'].faults.set({ next: ['TIMEOUT_BEFORE'] });
    await refundIt(payment, '10.00');
    await expect(reconcile(world.deps, 'acme-cards', payment.id)).rejects.toThrow('while a part of it goes back');
    await world.settle();
    expect(await disputesOf(payment)).toMatchObject([{ status: 'OPEN', minor: 10_000n }]);
    expect(await now(payment)).toMatchObject({ status: 'DISPUTED', refundedMinor: 0n, refundReservedMinor: 10_000n });
  });

  test('waits for a part that the provider has captured and nobody has booked yet', async () => {
    const payment = await pay({ ...card('4000000000000259'), capture: 'MANUAL' });
    const take = (amount: Money | null) =>
      capture(world.deps, shop, { mutation: 'capturePayment', key: key(), inputHash: '', id: payment.id, amount });
    await take({ currency: 'USD', minor: 4_000n });
    world.outages.push('post');
    await take(null);
    expect(await now(payment)).toMatchObject({ status: 'PROCESSING', step: 'CAPTURE', capturedMinor: 4_000n });
    world.wait(5_000);
    world.providers['acme-cards'].tick();
    const look = () => reconcile(world.deps, 'acme-cards', payment.id);
    await expect(look()).rejects.toThrow('while a part of it is captured');
    await world.settle();
    await look();
    expect(await disputesOf(payment)).toMatchObject([{ status: 'OPEN', minor: 10_000n }]);
    expect(at(payment.destinationWalletId)).toBe(100_000n - FEE);
  });

  test('over a payment that is captured in parts leaves it capturable', async () => {
    const payment = await pay({ ...card('4000000000000259'), capture: 'MANUAL' });
    const keyed = { mutation: 'capturePayment', key: key(), inputHash: '' };
    await capture(world.deps, shop, { ...keyed, id: payment.id, amount: { currency: 'USD', minor: 4_000n } });
    await hear();
    const [dispute] = (await disputesOf(payment)) as [DisputeRow];
    expect(dispute).toMatchObject({ status: 'OPEN', minor: 4_000n });
    expect(await now(payment)).toMatchObject({ status: 'AUTHORIZED', refundReservedMinor: 4_000n });
    await say(dispute, 'losing_evidence');
    expect(await now(payment)).toMatchObject({ status: 'AUTHORIZED', refundedMinor: 4_000n });
    await capture(world.deps, shop, { ...keyed, key: key(), id: payment.id, amount: null });
    expect(await now(payment)).toMatchObject({ status: 'PARTIALLY_REFUNDED', capturedMinor: 10_000n });
  });

  test.each([
    ['captured', (id: string) => capture(world.deps, shop, { ...keyedAnew('capturePayment'), id, amount: null })],
    ['let go of', (id: string) => voidPayment(world.deps, shop, { ...keyedAnew('voidPayment'), id })],
  ])('is shown once the rest of the payment is %s as well', async (_, finish) => {
    const payment = await pay({ ...card('4000000000000259'), capture: 'MANUAL' });
    const first = { currency: 'USD', minor: 4_000n };
    await capture(world.deps, shop, { ...keyedAnew('capturePayment'), id: payment.id, amount: first });
    await hear();
    await finish(payment.id);
    expect((await now(payment)).status).toBe('DISPUTED');
    expect((await told(payment)).slice(-2)).toEqual(['transaction.succeeded', 'transaction.disputed']);
    const [dispute] = (await disputesOf(payment)) as [DisputeRow];
    await say(dispute, 'winning_evidence');
    expect((await now(payment)).status).toBe('SUCCEEDED');
  });

  test('that topped up a wallet takes the money out of it', async () => {
    const walletId = wallet();
    const input = { walletId, amount: usd('100.00'), idempotencyKey: key(), ...card('4000000000000259') };
    const request = parseDeposit(input);
    if (typeof request === 'string') throw new Error(request);
    const moved = await moveMoney(world.deps, ada, request);
    if (typeof moved === 'string') throw new Error(moved);
    await hear();
    expect((await now(moved.transaction)).status).toBe('DISPUTED');
    expect(at(walletId)).toBe(100_000n - FEE);
  });

  test('has evidence that is passed on until the provider takes it', async () => {
    const { payment, dispute } = await disputed('4000000000000259');
    world.providers['acme-cards'].faults.set({ rates: { TIMEOUT_BEFORE: 1 } });
    await submitEvidence(world.deps, shop, dispute.id, 'winning_evidence');
    await passOnEvidence(world.deps);
    const depth = async () =>
      (await workerQueues(world.database, world.deps.now())).find(({ name }) => name === 'EVIDENCE')?.depth;
    world.wait(60_000);
    expect(await depth()).toBe(1);
    world.providers['acme-cards'].faults.set({});
    await passOnEvidence(world.deps);
    expect(await depth()).toBe(0);
    await hear();
    expect(await disputesOf(payment)).toMatchObject([{ status: 'WON' }]);
  });
});

describe('over GraphQL', () => {
  const OPEN = `mutation ($input: DisputeInput!) { openDispute(input: $input) {
    dispute { id status reason amount { amount } fee { amount } transaction { id status } chargeback { type } }
    userErrors { code field } } }`;
  const READ = `query ($id: ID!) { dispute(id: $id) { status description fee { amount } owed { amount }
    evidence { text sentAt } evidenceAwaited resolutionNote chargeback { type status amount { amount } }
    transaction { id disputes { id } } } }`;
  const LIST = 'query ($status: DisputeStatus) { disputes(first: 100, status: $status) { edges { node { id } } } }';

  test('a dispute is opened, answered and decided, and everybody sees their part of it', async () => {
    const payment = await pay();
    const input = { transactionId: payment.id, reason: 'DUPLICATE', description: 'Twice', idempotencyKey: key() };
    const first = (await graphql.execute(ada, OPEN, { input })).data?.openDispute as { dispute: { id: string } };
    expect(first).toMatchObject({
      dispute: { status: 'OPEN', reason: 'DUPLICATE', fee: null, transaction: { id: payment.id, status: 'DISPUTED' } },
      userErrors: [],
    });
    expect(await graphql.execute(ada, OPEN, { input })).toMatchObject({ extensions: { idempotentReplay: true } });
    const again = await graphql.execute(ada, OPEN, { input: { ...input, idempotencyKey: key() } });
    expect(again.data?.openDispute).toMatchObject({
      dispute: null,
      userErrors: [{ code: 'ALREADY_DISPUTED', field: ['input', 'transactionId'] }],
    });

    const { id } = first.dispute;
    const SUBMIT = 'mutation ($id: ID!) { submitDisputeEvidence(id: $id, evidence: "Sent") { dispute { status } } }';
    expect((await graphql.execute(shop, SUBMIT, { id })).data?.submitDisputeEvidence).toEqual({
      dispute: { status: 'UNDER_REVIEW' },
    });
    const RESOLVE = `mutation ($id: ID!) { resolveDispute(id: $id, outcome: LOST, note: "No receipt") {
      dispute { status } userErrors { code } } }`;
    expect((await graphql.execute(shop, RESOLVE, { id })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    expect((await graphql.execute(operator, RESOLVE, { id })).data?.resolveDispute).toMatchObject({
      dispute: { status: 'LOST' },
    });

    const seenBy = async (by: typeof ada) => (await graphql.execute(by, READ, { id })).data?.dispute;
    const shared = { status: 'LOST', description: 'Twice', evidenceAwaited: false };
    const part = { chargeback: { type: 'CHARGEBACK', status: 'SUCCEEDED', amount: { amount: '100.00' } } };
    expect(await seenBy(ada)).toMatchObject({
      ...shared,
      ...part,
      fee: null,
      owed: null,
      evidence: [],
      resolutionNote: null,
    });
    const answered = { evidence: [{ text: 'Sent', sentAt: expect.anything() }], owed: { amount: '0.00' } };
    expect(await seenBy(shop)).toMatchObject({
      ...shared,
      ...answered,
      fee: { amount: '15.00' },
      resolutionNote: null,
    });
    expect(await seenBy(operator)).toMatchObject({ ...shared, ...answered, resolutionNote: 'No receipt' });
    expect(await seenBy(operator)).toMatchObject({ transaction: { id: payment.id, disputes: [{ id }] } });
    expect((await graphql.execute(eve, READ, { id })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND');

    const listed = async (by: typeof ada, status: string | null) => {
      const { data } = await graphql.execute(by, LIST, { status });
      const { edges } = (data as { disputes: { edges: { node: { id: string } }[] } }).disputes;
      return edges.map(({ node }) => node.id);
    };
    for (const by of [ada, shop, operator]) expect(await listed(by, 'LOST')).toContain(id);
    expect(await listed(shop, 'OPEN')).not.toContain(id);
    expect(await listed(eve, null)).toEqual([]);
    expect(graphql.faults).toEqual([]);
  });
});
