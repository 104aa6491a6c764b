import { person } from '@paygraph/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cancel, capture, confirm, review, voidPayment } from '../src/commands.ts';
import { moveMoney } from '../src/move-money.ts';
import { handleNotices } from '../src/notices/notice-worker.ts';
import type { MovementWallet } from '../src/peers.ts';
import type { Problem } from '../src/problems.ts';
import { workerQueues } from '../src/queue-store.ts';
import { refund } from '../src/refund-payment.ts';
import {
  type PayInput,
  parseKeyed,
  parsePayment,
  parseRefund,
  parseTransfer,
  parseWithdrawal,
  type RefundInput,
} from '../src/request.ts';
import { recoverDue } from '../src/saga/recovery.ts';
import type { Moved } from '../src/saga/replay.ts';
import { mayBecome, TRANSACTION_STATUSES } from '../src/status.ts';
import type { TransactionRow } from '../src/transaction.ts';
import { mountGraphql } from './mounted-graphql.ts';
import { CODE, mountTransactions } from './mounted-transactions.ts';

const ada = person('usr_ada');
const shop = person('usr_shop');
const operator = person('usr_op', 'OPERATOR');
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let world: Awaited<ReturnType<typeof mountTransactions>>;
beforeAll(async () => {
  world = await mountTransactions();
});
afterAll(() => world[Symbol.asyncDispose]());

let serial = 0;
const usd = (amount: string) => ({ amount, currency: 'USD' });
const key = () => `key_${++serial}`;

/** A wallet with 1,000.00 USD in it. */
function wallet(over: Partial<MovementWallet> = {}) {
  const id = `wal_${++serial}`;
  const base = { id, ownerId: 'usr_ada', currency: 'USD', type: 'PERSONAL', status: 'ACTIVE', limited: false } as const;
  world.wallets.set(id, { ...base, ...over });
  world.books.fund(id, 100_000n);
  return id;
}
const merchant = (over: Partial<MovementWallet> = {}) => wallet({ ownerId: 'usr_shop', type: 'MERCHANT', ...over });

function change(id: string, over: Partial<MovementWallet>) {
  world.wallets.set(id, { ...(world.wallets.get(id) as MovementWallet), ...over });
}

function done(outcome: Moved | TransactionRow | Problem): TransactionRow {
  if (typeof outcome === 'string') throw new Error(outcome);
  return 'transaction' in outcome ? outcome.transaction : outcome;
}
async function pay(over: Partial<PayInput> = {}) {
  const input = { merchantWalletId: merchant(), amount: usd('10.00'), idempotencyKey: key(), ...over };
  const request = parsePayment('paymentMethodId' in input ? input : { fromWalletId: wallet(), ...input });
  return typeof request === 'string' ? request : moveMoney(world.deps, ada, request);
}
const card = (number: string) => ({ paymentMethodId: `${number} of usr_ada` });
const VISA = card('4242424242424242');

function captureIt(id: string, amount: string | null = null, by = shop) {
  const keyed = parseKeyed('capturePayment', key(), { id, amount });
  if (typeof keyed === 'string') throw new Error(keyed);
  const minor = amount === null ? null : { currency: 'USD', minor: BigInt(amount.replace('.', '')) };
  return capture(world.deps, by, { ...keyed, id, amount: minor });
}
function voidIt(id: string, by = shop) {
  const keyed = parseKeyed('voidPayment', key(), { id });
  if (typeof keyed === 'string') throw new Error(keyed);
  return voidPayment(world.deps, by, { ...keyed, id });
}
async function refundIt(input: Partial<RefundInput> & Pick<RefundInput, 'transactionId'>, by = shop) {
  const request = parseRefund({ reason: 'REQUESTED_BY_CUSTOMER', idempotencyKey: key(), ...input });
  return typeof request === 'string' ? request : refund(world.deps, by, request);
}
const now = (id: string) => world.deps.store.byId(id) as Promise<TransactionRow>;
const at = (id: string | null) => world.books.balance(id ?? '');
const taken = (row: TransactionRow) => world.providers['acme-cards'].operation(row.id);

describe('a payment', () => {
  test('from a wallet pays the merchant at once', async () => {
    const paid = done(await pay());
    expect(paid).toMatchObject({ status: 'SUCCEEDED', capturedMinor: 1000n });
    expect([at(paid.sourceWalletId), at(paid.destinationWalletId)]).toEqual([99_000n, 101_000n]);
  });

  test('by card is authorized, captured and booked', async () => {
    const paid = done(await pay(VISA));
    expect(paid).toMatchObject({ status: 'SUCCEEDED', provider: 'acme-cards' });
    expect(at(paid.destinationWalletId)).toBe(101_000n);
    expect(taken(paid)?.captures).toMatchObject([{ minor: 1000n }]);
  });

  test('costs the merchant the fee of the day it was made, booked to income', async () => {
    const merchantWalletId = merchant();
    const fee = { type: 'PAYMENT', walletId: merchantWalletId, currency: 'USD' } as const;
    const changed = { changedBy: 'usr_op', changedAt: new Date() };
    await world.deps.fees.set({ ...fee, ...changed, fixedMinor: 30n, basisPoints: 290 });
    const earned = at('acc_fees_usd');
    const paid = done(await pay({ merchantWalletId, amount: usd('100.00') }));
    expect(paid.feeMinor).toBe(320n);
    expect(at(merchantWalletId)).toBe(109_680n);
    expect(at('acc_fees_usd') - earned).toBe(320n);
  });

  test.each<[string, () => Partial<PayInput>, Problem]>([
    ['both a wallet and a card', () => ({ fromWalletId: wallet(), ...VISA }), 'PAYMENT_SOURCE_AMBIGUOUS'],
    ['neither', () => ({ fromWalletId: null }), 'PAYMENT_SOURCE_AMBIGUOUS'],
    ['a wallet that takes no payments', () => ({ merchantWalletId: wallet() }), 'NOT_A_MERCHANT_WALLET'],
    ['a savings wallet', () => ({ fromWalletId: wallet({ type: 'SAVINGS' }) }), 'SAVINGS_RESTRICTED'],
    ['a bank account', () => card('DE89370400440532013000'), 'PAYMENT_METHOD_UNSUITABLE'],
    ['a country that is none', () => ({ shippingCountry: 'Narnia' }), 'COUNTRY_INVALID'],
  ])('with %s is refused', async (_, over, problem) => {
    expect(await pay(over())).toBe(problem);
  });
});

describe.each([
  ['a wallet', {}],
  ['a card', VISA],
])('a payment from %s captured later', (_, from) => {
  const authorize = async () => done(await pay({ ...from, capture: 'MANUAL' }));

  test('sets the money aside, and gives the merchant nothing yet', async () => {
    const row = await authorize();
    expect(row).toMatchObject({ status: 'AUTHORIZED', capturedMinor: 0n });
    expect(at(row.destinationWalletId)).toBe(100_000n);
    if (row.sourceWalletId) expect(world.books.available(row.sourceWalletId)).toBe(99_000n);
  });

  test('is captured in parts until nothing is left', async () => {
    const { id, destinationWalletId } = await authorize();
    expect(done(await captureIt(id, '3.00'))).toMatchObject({ status: 'AUTHORIZED', capturedMinor: 300n });
    expect(done(await captureIt(id, '2.50'))).toMatchObject({ status: 'AUTHORIZED', capturedMinor: 550n });
    expect(await captureIt(id, '4.51')).toBe('EXCEEDS_AUTHORIZATION');
    const all = done(await captureIt(id));
    expect(all).toMatchObject({ status: 'SUCCEEDED', capturedMinor: 1000n });
    expect(at(destinationWalletId)).toBe(101_000n);
    expect(await captureIt(id)).toBe('NOT_CAPTURABLE');
    if (all.sourceWalletId) expect(world.books.held(all.sourceWalletId)).toBe(0n);
    else expect(taken(all)?.captures.map(({ minor }) => minor)).toEqual([300n, 250n, 450n]);
  });

  test('keeps what was captured when the rest is voided', async () => {
    const { id, destinationWalletId, sourceWalletId } = await authorize();
    await captureIt(id, '3.00');
    expect(done(await voidIt(id))).toMatchObject({ status: 'SUCCEEDED', capturedMinor: 300n });
    expect(at(destinationWalletId)).toBe(100_300n);
    if (sourceWalletId) expect(world.books.available(sourceWalletId)).toBe(99_700n);
    else expect(taken(await now(id))).toMatchObject({ captures: [{ minor: 300n }], refunds: [] });
    expect(await captureIt(id)).toBe('NOT_CAPTURABLE');
  });

  test('that is voided moves nothing, and cannot be captured any more', async () => {
    const row = await authorize();
    expect(done(await voidIt(row.id))).toMatchObject({ status: 'CANCELED', capturedMinor: 0n });
    expect(await captureIt(row.id)).toBe('NOT_CAPTURABLE');
    expect(at(row.destinationWalletId)).toBe(100_000n);
    if (row.sourceWalletId) expect(world.books.available(row.sourceWalletId)).toBe(100_000n);
    else expect(taken(row)?.status).toBe('VOIDED');
  });

  test('is let go of after 7 days', async () => {
    const row = await authorize();
    world.wait(7 * DAY_MS + 1_000);
    await recoverDue(world.deps);
    expect(await now(row.id)).toMatchObject({ status: 'CANCELED', failureCode: 'AUTHORIZATION_EXPIRED' });
  });

  test('is captured once by 20 who ask at the same time for all of it', async () => {
    const { id, destinationWalletId } = await authorize();
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => captureIt(id)));
    await world.settle();
    expect(await now(id)).toMatchObject({ status: 'SUCCEEDED', capturedMinor: 1000n });
    expect(at(destinationWalletId)).toBe(101_000n);
    expect(outcomes.filter((outcome) => typeof outcome !== 'string').length).toBeGreaterThan(0);
  });

  test('is captured once under one key, however often it is asked for', async () => {
    const { id, destinationWalletId } = await authorize();
    const keyed = parseKeyed('capturePayment', key(), { id });
    if (typeof keyed === 'string') throw new Error(keyed);
    const amount = { currency: 'USD', minor: 100n };
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, () => capture(world.deps, shop, { ...keyed, id, amount })),
    );
    expect(outcomes.filter((outcome) => typeof outcome === 'object' && !outcome.replayed)).toHaveLength(1);
    expect(at(destinationWalletId)).toBe(100_100n);
  });

  test('is for its merchant and operators: its payer finds nothing to capture', async () => {
    const { id } = await authorize();
    await expect(captureIt(id, null, ada)).rejects.toThrow('not found');
    await expect(voidIt(id, person('usr_eve'))).rejects.toThrow('not found');
    expect(done(await captureIt(id, null, operator)).status).toBe('SUCCEEDED');
  });

  test('waits while a wallet is frozen', async () => {
    const { id, destinationWalletId } = await authorize();
    change(destinationWalletId ?? '', { status: 'FROZEN' });
    expect(await captureIt(id)).toBe('WALLET_FROZEN');
    change(destinationWalletId ?? '', { status: 'ACTIVE' });
    expect(done(await captureIt(id)).status).toBe('SUCCEEDED');
  });

  test('whose merchant’s account is closed gives the money back', async () => {
    const row = await authorize();
    world.books.closed.add(row.destinationWalletId ?? '');
    expect(done(await captureIt(row.id))).toMatchObject({ status: 'FAILED', failureCode: 'WALLET_UNAVAILABLE' });
    if (row.sourceWalletId) expect(world.books.available(row.sourceWalletId)).toBe(100_000n);
    else expect(taken(row)?.refunds).toMatchObject([{ minor: 1000n }]);
  });
});

describe('a refund', () => {
  test('goes back to the wallet it came from, in parts, never more than was paid', async () => {
    const paid = done(await pay());
    const first = done(await refundIt({ transactionId: paid.id, amount: usd('4.00') }));
    expect(first).toMatchObject({ type: 'REFUND', status: 'SUCCEEDED', refundReason: 'REQUESTED_BY_CUSTOMER' });
    expect(await now(paid.id)).toMatchObject({ status: 'PARTIALLY_REFUNDED', refundedMinor: 400n });
    expect(await refundIt({ transactionId: paid.id, amount: usd('6.01') })).toBe('EXCEEDS_PAYMENT');
    done(await refundIt({ transactionId: paid.id }));
    expect(await now(paid.id)).toMatchObject({ status: 'REFUNDED', refundedMinor: 1000n });
    expect(await refundIt({ transactionId: paid.id })).toBe('NOTHING_LEFT');
    expect([at(paid.sourceWalletId), at(paid.destinationWalletId)]).toEqual([100_000n, 100_000n]);
  });

  test('goes back to the card', async () => {
    const paid = done(await pay(VISA));
    expect(done(await refundIt({ transactionId: paid.id, amount: usd('4.00') })).status).toBe('SUCCEEDED');
    expect(taken(paid)?.refunds).toMatchObject([{ minor: 400n }]);
    expect(at(paid.destinationWalletId)).toBe(100_600n);
  });

  test('that 20 ask for at once never takes more than was paid', async () => {
    const paid = done(await pay(VISA));
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => refundIt({ transactionId: paid.id, amount: usd('3.00') })),
    );
    expect(outcomes.filter((outcome) => typeof outcome !== 'string')).toHaveLength(3);
    expect(await now(paid.id)).toMatchObject({ status: 'PARTIALLY_REFUNDED', refundedMinor: 900n });
    expect(at(paid.destinationWalletId)).toBe(100_100n);
  });

  test('is made once under one key by 50 calls at once', async () => {
    const paid = done(await pay());
    const input = { transactionId: paid.id, amount: usd('6.00'), idempotencyKey: key() };
    const rows = (await Promise.all(Array.from({ length: 50 }, () => refundIt(input)))).map(done);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(1);
    expect(at(paid.destinationWalletId)).toBe(100_400n);
  });

  test('that the provider takes its time for is PROCESSING until it is through', async () => {
    const paid = done(await pay(card('4000000000007726')));
    const started = done(await refundIt({ transactionId: paid.id }));
    expect(started.status).toBe('PROCESSING');
    await world.settle();
    expect((await now(started.id)).status).toBe('SUCCEEDED');
    expect((await now(paid.id)).status).toBe('REFUNDED');
  });

  test('that comes back later gives the merchant the money again, and the payment its old status', async () => {
    const paid = done(await pay(card('4000000000005126')));
    const refunded = done(await refundIt({ transactionId: paid.id }));
    expect(refunded.status).toBe('SUCCEEDED');
    await world.settle();
    expect(await now(refunded.id)).toMatchObject({ status: 'FAILED', failureCode: 'RETURNED' });
    expect(await now(paid.id)).toMatchObject({ status: 'SUCCEEDED', refundedMinor: 0n, refundReservedMinor: 0n });
    expect(at(paid.destinationWalletId)).toBe(101_000n);
  });

  test('that the merchant cannot pay fails, and can be tried again', async () => {
    const paid = done(await pay());
    world.books.fund(paid.destinationWalletId ?? '', -101_000n);
    const failed = done(await refundIt({ transactionId: paid.id }));
    expect(failed).toMatchObject({ status: 'FAILED', failureCode: 'INSUFFICIENT_FUNDS' });
    world.books.fund(paid.destinationWalletId ?? '', 1_000n);
    expect(done(await refundIt({ transactionId: paid.id })).status).toBe('SUCCEEDED');
  });

  test('is for whoever was paid: the payer cannot ask for it, and others find nothing', async () => {
    const paid = done(await pay());
    expect(await refundIt({ transactionId: paid.id }, ada)).toBe('NOT_REFUNDABLE');
    await expect(refundIt({ transactionId: paid.id }, person('usr_eve'))).rejects.toThrow('not found');
  });

  test('of a payment that is only authorized is refused', async () => {
    const row = done(await pay({ capture: 'MANUAL' }));
    expect(await refundIt({ transactionId: row.id })).toBe('NOT_REFUNDABLE');
  });
});

describe('a withdrawal', () => {
  const withdraw = async (account: string, amount = '10.00', walletId = wallet()) => {
    const method = { paymentMethodId: `${account} of usr_ada` };
    const request = parseWithdrawal({ walletId, amount: usd(amount), idempotencyKey: key(), ...method });
    return done(typeof request === 'string' ? request : await moveMoney(world.deps, ada, request));
  };

  test('is held until the bank has paid it out', async () => {
    const row = await withdraw('DE89370400440532013000');
    expect(row).toMatchObject({ status: 'PROCESSING', provider: 'partner-bank' });
    expect(world.books.available(row.sourceWalletId ?? '')).toBe(99_000n);
    await world.settle();
    expect((await now(row.id)).status).toBe('SUCCEEDED');
    expect([at(row.sourceWalletId), world.books.held(row.sourceWalletId ?? '')]).toEqual([99_000n, 0n]);
  });

  test('that the bank declines lets go of the money', async () => {
    const row = await withdraw('DE65370400440000343434');
    expect(row).toMatchObject({ status: 'FAILED', declineCode: 'weekly_limit_exceeded' });
    expect(world.books.available(row.sourceWalletId ?? '')).toBe(100_000n);
  });

  test.each(['DE62370400440532013001', 'DE35370400440532013002'])(
    'to %s comes back, and so does the money',
    async (account) => {
      const row = await withdraw(account);
      await world.settle();
      expect(await now(row.id)).toMatchObject({ status: 'FAILED' });
      expect(world.books.available(row.sourceWalletId ?? '')).toBe(100_000n);
    },
  );

  test('that comes back untold is found out by ourselves', async () => {
    world.providers['partner-bank'].faults.set({ webhooks: { lost: 1 } });
    const row = await withdraw('DE35370400440532013002');
    world.wait(1_000);
    await recoverDue(world.deps);
    world.wait(2_000);
    await recoverDue(world.deps);
    expect((await now(row.id)).status).toBe('SUCCEEDED');
    world.providers['partner-bank'].tick();
    world.wait(HOUR_MS);
    await handleNotices(world.deps);
    world.providers['partner-bank'].faults.set({});
    expect(await now(row.id)).toMatchObject({ status: 'FAILED', failureCode: 'RETURNED' });
    expect(at(row.sourceWalletId)).toBe(100_000n);
  });

  test('that comes back while it is being booked is booked, and then restored', async () => {
    world.outages.push('after capture');
    const row = await withdraw('DE35370400440532013002');
    await world.settle();
    expect(await now(row.id)).toMatchObject({ status: 'FAILED', failureCode: 'RETURNED' });
    expect(at(row.sourceWalletId)).toBe(100_000n);
    expect(at('acc_in_transit_usd')).toBe(0n);
  });

  test('that comes back counts against no limit any more', async () => {
    const walletId = wallet({ limited: true });
    world.limits.set(walletId, 2_000n);
    const row = await withdraw('DE35370400440532013002', '15.00', walletId);
    expect(world.counted.get(row.id)).toBe(1_500n);
    await world.settle();
    expect((await now(row.id)).status).toBe('FAILED');
    expect(world.counted.get(row.id)).toBe(0n);
  });

  test('to an account that is taken out while the bank is asked is called off there first', async () => {
    const account = 'DE89370400440532013000';
    world.providers['partner-bank'].faults.set({ next: ['LATE'], late_ms: 60_000 });
    const row = await withdraw(account);
    world.removed.add(`${account} of usr_ada`);
    await world.settle();
    world.removed.clear();
    expect(await now(row.id)).toMatchObject({ status: 'FAILED', failureCode: 'PAYMENT_METHOD_UNAVAILABLE' });
    expect(world.providers['partner-bank'].operation(row.id)?.status).toBe('VOIDED');
    expect(world.books.available(row.sourceWalletId ?? '')).toBe(100_000n);
  });

  test('of more than there is fails, and the bank is not asked', async () => {
    const row = await withdraw('DE89370400440532013000', '1000.01');
    expect(row).toMatchObject({ status: 'FAILED', failureCode: 'INSUFFICIENT_FUNDS' });
    expect(world.providers['partner-bank'].operation(row.id)).toBeUndefined();
  });

  test('whose bank did not answer is neither paid twice nor lost', async () => {
    world.providers['partner-bank'].faults.set({ next: ['TIMEOUT_AFTER'] });
    const row = await withdraw('DE89370400440532013000');
    await world.settle();
    expect((await now(row.id)).status).toBe('SUCCEEDED');
    expect(at(row.sourceWalletId)).toBe(99_000n);
  });
});

describe('a challenge', () => {
  const challenged = async (over: Partial<PayInput> = {}) => {
    world.risk.set('challenge me', 'CHALLENGE');
    return done(await pay({ description: 'challenge me', ...over }));
  };

  test('asks for a code, and the right one moves the money', async () => {
    const waiting = await challenged();
    expect(waiting).toMatchObject({ status: 'REQUIRES_ACTION', actionDeliveredTo: 'a•••@example.com' });
    expect(at(waiting.destinationWalletId)).toBe(100_000n);
    expect(done(await confirm(world.deps, ada, waiting.id, CODE)).status).toBe('SUCCEEDED');
    expect(await confirm(world.deps, ada, waiting.id, CODE)).toBe('CODE_NOT_AWAITED');
  });

  test('is answered by the same call with the code as well', async () => {
    const input = { fromWalletId: wallet(), merchantWalletId: merchant(), idempotencyKey: key() };
    const waiting = await challenged(input);
    expect(done(await pay({ description: 'challenge me', ...input })).status).toBe('REQUIRES_ACTION');
    const paid = done(await pay({ description: 'challenge me', ...input, otp: CODE }));
    expect(paid).toMatchObject({ id: waiting.id, status: 'SUCCEEDED' });
  });

  test('fails after five wrong codes, also for the right one', async () => {
    const { id } = await challenged();
    for (let attempt = 0; attempt < 4; attempt++) {
      expect(await confirm(world.deps, ada, id, '000000')).toBe('CODE_WRONG');
    }
    expect(done(await confirm(world.deps, ada, id, '000000'))).toMatchObject({ failureCode: 'CHALLENGE_FAILED' });
    expect(await confirm(world.deps, ada, id, CODE)).toBe('CODE_NOT_AWAITED');
  });

  test('is over after five minutes, noticed by whoever comes first', async () => {
    const late = await challenged();
    const forgotten = await challenged();
    world.wait(301_000);
    expect(done(await confirm(world.deps, ada, late.id, CODE))).toMatchObject({ failureCode: 'CHALLENGE_EXPIRED' });
    await recoverDue(world.deps);
    expect(await now(forgotten.id)).toMatchObject({ status: 'FAILED', failureCode: 'CHALLENGE_EXPIRED' });
  });

  test('is for who started it: the merchant and strangers find nothing', async () => {
    const { id } = await challenged();
    await expect(confirm(world.deps, shop, id, CODE)).rejects.toThrow('not found');
    await expect(cancel(world.deps, person('usr_eve'), id)).rejects.toThrow('not found');
    expect(done(await cancel(world.deps, ada, id)).status).toBe('CANCELED');
  });

  test('of a card is passed on to its bank', async () => {
    const waiting = done(await pay(card('4000002760003184')));
    expect(waiting.status).toBe('REQUIRES_ACTION');
    expect(done(await confirm(world.deps, ada, waiting.id, CODE)).status).toBe('SUCCEEDED');
    const declined = done(await pay(card('4000008400001629')));
    expect(done(await confirm(world.deps, ada, declined.id, CODE))).toMatchObject({ declineCode: 'generic_decline' });
  });

  test('of a card that nobody answers lets go of the card', async () => {
    const waiting = done(await pay(card('4000002760003184')));
    expect(done(await cancel(world.deps, ada, waiting.id)).status).toBe('CANCELED');
    expect(taken(waiting)?.status).toBe('VOIDED');
  });
});

describe('a review', () => {
  const reviewed = async (over: Partial<PayInput> = {}) => {
    world.risk.set('review me', 'REVIEW');
    return done(await pay({ description: 'review me', ...over }));
  };
  const decideIt = (id: string, approved: boolean) => review(world.deps, operator, { id, approved, note: 'seen' });

  test.each([
    ['a wallet', {}],
    ['a card', VISA],
  ])('holds the money of %s, and approval moves it', async (_, from) => {
    const row = await reviewed(from);
    expect(row.status).toBe('IN_REVIEW');
    if (row.sourceWalletId) expect(world.books.available(row.sourceWalletId)).toBe(99_000n);
    else expect(taken(row)?.status).toBe('AUTHORIZED');
    expect(done(await decideIt(row.id, true))).toMatchObject({ status: 'SUCCEEDED', reviewedBy: 'usr_op' });
    expect(at(row.destinationWalletId)).toBe(101_000n);
    expect(await decideIt(row.id, false)).toBe('NOT_IN_REVIEW');
  });

  test.each([
    ['a wallet', {}],
    ['a card', VISA],
  ])('that rejects lets go of the money of %s', async (_, from) => {
    const row = await reviewed(from);
    expect(done(await decideIt(row.id, false))).toMatchObject({ status: 'FAILED', failureCode: 'REVIEW_REJECTED' });
    if (row.sourceWalletId) expect(world.books.available(row.sourceWalletId)).toBe(100_000n);
    else expect(taken(row)?.status).toBe('VOIDED');
  });

  test('that nobody does ends after 72 hours', async () => {
    const { id } = await reviewed();
    world.wait(3 * DAY_MS + 1_000);
    await recoverDue(world.deps);
    expect(await now(id)).toMatchObject({ status: 'FAILED', failureCode: 'REVIEW_EXPIRED' });
  });

  test('is not for whoever pays, operator or not', async () => {
    const { id } = await reviewed();
    const own = person('usr_ada', 'OPERATOR');
    expect(await review(world.deps, own, { id, approved: true, note: 'fine' })).toBe('OWN_TRANSACTION');
  });

  test('can be called off by who pays', async () => {
    const { id, sourceWalletId } = await reviewed();
    expect(done(await cancel(world.deps, ada, id)).status).toBe('CANCELED');
    expect(world.books.available(sourceWalletId ?? '')).toBe(100_000n);
  });

  test('by two operators at once has one outcome', async () => {
    const { id, sourceWalletId, destinationWalletId } = await reviewed();
    await Promise.all([decideIt(id, true), decideIt(id, false), cancel(world.deps, ada, id)]);
    const { status } = await now(id);
    expect(at(sourceWalletId) + at(destinationWalletId)).toBe(200_000n);
    expect(at(destinationWalletId)).toBe(status === 'SUCCEEDED' ? 101_000n : 100_000n);
  });
});

describe('limits of a wallet', () => {
  test('refuse what is over them, and count nothing that failed', async () => {
    const fromWalletId = wallet({ limited: true });
    world.limits.set(fromWalletId, 2_000n);
    const toWalletId = wallet({ ownerId: 'usr_bob' });
    const transfer = async (amount: string) => {
      const request = parseTransfer({ fromWalletId, toWalletId, amount: usd(amount), idempotencyKey: key() });
      return done(typeof request === 'string' ? request : await moveMoney(world.deps, ada, request));
    };
    expect((await transfer('15.00')).status).toBe('SUCCEEDED');
    expect(await transfer('5.01')).toMatchObject({ status: 'FAILED', failureCode: 'LIMIT_EXCEEDED' });
    world.books.closed.add(toWalletId);
    const failed = await transfer('5.00');
    expect(failed).toMatchObject({ status: 'FAILED', failureCode: 'WALLET_UNAVAILABLE' });
    expect(world.counted.get(failed.id)).toBe(0n);
  });
});

describe('a transaction that cannot be finished', () => {
  test('is a dead letter after its attempts, and goes on when an operator says so', async () => {
    world.providers['acme-cards'].faults.set({ rates: { TIMEOUT_BEFORE: 1 } });
    const { id } = done(await pay(VISA));
    for (let round = 0; round < 40; round++) {
      world.wait(600_000);
      await recoverDue(world.deps);
    }
    const dead = await now(id);
    expect(dead).toMatchObject({ status: 'PROCESSING', deadAt: expect.any(Date) });
    const queues = await workerQueues(world.database, world.deps.now());
    expect(queues.find(({ name }) => name === 'SAGAS')?.deadLetters).toBe(1);
    world.providers['acme-cards'].faults.set({});
    await using api = await mountGraphql(world.deps);
    const retry = 'mutation ($id: ID!) { retryTransaction(id: $id) { userErrors { code } } }';
    expect((await api.execute(ada, retry, { id })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    expect((await api.execute(operator, retry, { id })).data).toEqual({ retryTransaction: { userErrors: [] } });
    const { rows: traces } = await world.database.query<{ by: string }>(
      `select actor->>'id' "by" from outbox where type = 'transaction.retried' and subject = $1`,
      [id],
    );
    expect(traces).toEqual([{ by: 'usr_op' }]);
    await recoverDue(world.deps);
    expect((await now(id)).status).toBe('SUCCEEDED');
  });
});

test('PostgreSQL knows the same table of statuses, and refuses what is not in it', async () => {
  const { rows } = await world.database.query<{ from: string; to: string }>(
    `select f "from", t "to" from unnest($1::text[]) f, unnest($1::text[]) t where transaction_may_become(f, t)`,
    [TRANSACTION_STATUSES],
  );
  const allowed = new Set(rows.map(({ from, to }) => `${from} ${to}`));
  for (const from of TRANSACTION_STATUSES) {
    for (const to of TRANSACTION_STATUSES)
      expect(allowed.has(`${from} ${to}`), `${from} ${to}`).toBe(mayBecome(from, to));
  }
  const { id } = done(await pay());
  await expect(world.database.query(`update transactions set status = 'CREATED' where id = $1`, [id])).rejects.toThrow(
    'cannot become CREATED',
  );
});
