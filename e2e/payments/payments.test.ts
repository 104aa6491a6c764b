import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { availableOf, createWallet, freshKey, type Person, signUp, usd } from '../platform/people.ts';
import { type Answer, act, addAccount, addCard, mailedCode, move, openShop, type Shop, seen } from './shop.ts';

const CLICKS = 50;
const LATER_MS = 20_000;
/** Wants a one-time password for everything. */
const CHALLENGING = '4000002760003184';
const CODES_PER_HOUR = 20;
const REASON = 'REQUESTED_BY_CUSTOMER';

let shop: Shop;
let ada: Person;
let merchant: Person;
let bob: Person;
let till: string;
let wallet: string;
let bobs: string;
let card: string;
let account: string;
beforeAll(async () => {
  shop = await openShop();
  ({ ada, merchant, till } = shop);
  bob = await signUp(shop.platform.url, 'Bob');
  [wallet, bobs, card, account] = await Promise.all([
    createWallet(ada),
    createWallet(bob),
    addCard(ada),
    addAccount(ada),
  ]);
  await move(ada, 'deposit', { walletId: wallet, paymentMethodId: card, amount: usd('900.00') });
});
afterAll(() => shop?.[Symbol.asyncDispose]());

const idOf = ({ transaction, codes }: Answer) => {
  if (!transaction) throw new Error(codes.join());
  return transaction.id;
};
const payWith = (from: object, more: object = {}) => move(ada, 'pay', { merchantWalletId: till, ...from, ...more });
const authorize = async (from: object) => idOf(await payWith(from, { capture: 'MANUAL', amount: usd('10.00') }));
const fromWallet = () => ({ fromWalletId: wallet });
const fromCard = () => ({ paymentMethodId: card });
const isBalanced = async () =>
  (await shop.operator.data<{ trialBalance: { balanced: boolean } }>('{ trialBalance { balanced } }')).trialBalance
    .balanced;
const cents = async (person: Person, walletId: string) => Math.round(Number(await availableOf(person, walletId)) * 100);

describe.each([
  ['a wallet', fromWallet],
  ['a card', fromCard],
])('a payment from %s', (_, from) => {
  test('that is captured in parts gives the merchant each of them, and refunds never more', async () => {
    const before = await cents(merchant, till);
    const id = await authorize(from());
    expect(await cents(merchant, till)).toBe(before);
    expect((await act(merchant, 'capturePayment', { id, amount: usd('3.00') })).transaction?.status).toBe('AUTHORIZED');
    expect((await act(merchant, 'capturePayment', { id, amount: usd('7.01') })).codes).toEqual([
      'EXCEEDS_AUTHORIZATION',
    ]);
    expect((await act(merchant, 'capturePayment', { id })).transaction?.status).toBe('SUCCEEDED');
    expect(await cents(merchant, till)).toBe(before + 1_000);
    const refunds = await Promise.all(
      Array.from({ length: 20 }, () =>
        move(merchant, 'refund', { transactionId: id, amount: usd('3.00'), reason: REASON }),
      ),
    );
    expect(refunds.filter(({ transaction }) => transaction)).toHaveLength(3);
    await expect
      .poll(() => seen(merchant, id), { timeout: LATER_MS })
      .toMatchObject({ status: 'PARTIALLY_REFUNDED', refundedAmount: { amount: '9.00' } });
    expect(await cents(merchant, till)).toBe(before + 100);
  });

  test('that is voided cannot be captured, and one that is captured cannot be voided', async () => {
    const voided = await authorize(from());
    expect((await act(merchant, 'voidPayment', { id: voided })).transaction?.status).toBe('CANCELED');
    expect((await act(merchant, 'capturePayment', { id: voided })).codes).toEqual(['NOT_CAPTURABLE']);
    const captured = await authorize(from());
    await act(merchant, 'capturePayment', { id: captured });
    expect((await act(merchant, 'voidPayment', { id: captured })).codes).toEqual(['NOT_CAPTURABLE']);
    const part = await authorize(from());
    await act(merchant, 'capturePayment', { id: part, amount: usd('4.00') });
    expect((await act(merchant, 'voidPayment', { id: part })).transaction?.status).toBe('SUCCEEDED');
    expect(await seen(merchant, part)).toMatchObject({ capturedAmount: { amount: '4.00' } });
  });
});

describe('a double click moves money once, and is answered alike each time', () => {
  const clicked = async (by: Person, click: (idempotencyKey: string) => Promise<Answer>) => {
    const idempotencyKey = freshKey();
    const answers = await Promise.all(Array.from({ length: CLICKS }, () => click(idempotencyKey)));
    expect(answers.flatMap(({ codes }) => codes)).toEqual([]);
    const ids = new Set(answers.map(idOf));
    expect(ids.size).toBe(1);
    return seen(by, [...ids][0] ?? '');
  };

  test.each([
    ['deposit', () => ({ walletId: wallet, paymentMethodId: card }), 100],
    ['withdraw', () => ({ walletId: wallet, paymentMethodId: account }), -100],
    ['transfer', () => ({ fromWalletId: wallet, toWalletId: bobs }), -100],
    ['pay', () => ({ fromWalletId: wallet, merchantWalletId: till }), -100],
  ] as const)('%s', async (name, input, gain) => {
    const before = await cents(ada, wallet);
    await clicked(ada, (idempotencyKey) => move(ada, name, { ...input(), idempotencyKey }));
    expect((await cents(ada, wallet)) - before).toBe(gain);
  });

  test('pay, by card', async () => {
    const before = await cents(merchant, till);
    await clicked(ada, (idempotencyKey) => payWith(fromCard(), { idempotencyKey }));
    expect((await cents(merchant, till)) - before).toBe(100);
  });

  test('refund, of all there is', async () => {
    const transactionId = idOf(await payWith(fromWallet()));
    const before = await cents(merchant, till);
    await clicked(merchant, (idempotencyKey) =>
      move(merchant, 'refund', { transactionId, reason: REASON, idempotencyKey }),
    );
    expect((await cents(merchant, till)) - before).toBe(-100);
  });

  test.each([
    ['a wallet', fromWallet],
    ['a card', fromCard],
  ])('capture and void, of a payment from %s', async (_, from) => {
    const id = await authorize(from());
    const amount = usd('4.00');
    const captured = await clicked(merchant, (idempotencyKey) =>
      act(merchant, 'capturePayment', { id, amount, idempotencyKey }),
    );
    expect(captured).toMatchObject({ status: 'AUTHORIZED', capturedAmount: { amount: '4.00' } });
    const voided = await clicked(merchant, (idempotencyKey) => act(merchant, 'voidPayment', { id, idempotencyKey }));
    expect(voided).toMatchObject({ status: 'SUCCEEDED', capturedAmount: { amount: '4.00' } });
  });
});

describe('a one-time password', () => {
  let challenging: string;
  beforeAll(async () => {
    challenging = await addCard(ada, CHALLENGING);
  });
  let serial = 0;
  const challenge = async (more: object = {}) => {
    const amount = `1.${10 + ++serial}`;
    const input = { walletId: wallet, paymentMethodId: challenging, amount: usd(amount), ...more };
    const { transaction } = await move(ada, 'deposit', input);
    expect(transaction?.status).toBe('REQUIRES_ACTION');
    const code = () => mailedCode(shop.platform.url, ada, `a deposit of ${amount} USD`);
    return { id: transaction?.id ?? '', input, code };
  };
  const wrongThan = (code: string) => (code === '000000' ? '000001' : '000000');

  test('that is right moves the money, once', async () => {
    const { id, code } = await challenge();
    const right = await code();
    expect((await act(ada, 'confirmTransaction', { id, code: wrongThan(right) })).codes).toEqual(['CODE_WRONG']);
    expect((await act(ada, 'confirmTransaction', { id, code: right })).transaction?.status).toBe('SUCCEEDED');
    expect((await act(ada, 'confirmTransaction', { id, code: right })).codes).toEqual(['CODE_NOT_AWAITED']);
  });

  test('comes with the same call again as well', async () => {
    const idempotencyKey = freshKey();
    const { id, input, code } = await challenge({ idempotencyKey });
    expect((await move(ada, 'deposit', input)).transaction).toMatchObject({ id, status: 'REQUIRES_ACTION' });
    const otp = await code();
    expect((await move(ada, 'deposit', { ...input, otp })).transaction).toMatchObject({ id, status: 'SUCCEEDED' });
  });

  test('that is wrong five times is worth nothing any more', async () => {
    const { id, code } = await challenge();
    const right = await code();
    for (let attempt = 1; attempt < 5; attempt++) {
      expect((await act(ada, 'confirmTransaction', { id, code: wrongThan(right) })).codes).toEqual(['CODE_WRONG']);
    }
    expect((await act(ada, 'confirmTransaction', { id, code: wrongThan(right) })).transaction).toMatchObject({
      ...{ status: 'FAILED', failure: { code: 'CHALLENGE_FAILED' } },
    });
    expect((await act(ada, 'confirmTransaction', { id, code: right })).codes).toEqual(['CODE_NOT_AWAITED']);
  });

  test('is sent twenty times in an hour and not once more: what needs it then fails, and nothing moves', async () => {
    const somebody = await signUp(shop.platform.url, 'Somebody');
    const input = { walletId: await createWallet(somebody), paymentMethodId: await addCard(somebody, CHALLENGING) };
    for (let serial = 0; serial < CODES_PER_HOUR; serial++) {
      const { transaction } = await move(somebody, 'deposit', { ...input, amount: usd(`1.${10 + serial}`) });
      expect(transaction?.status).toBe('REQUIRES_ACTION');
    }
    const one = await move(somebody, 'deposit', { ...input, amount: usd('1.50') });
    const failure = { code: 'TOO_MANY_CHALLENGES' };
    expect(one.transaction).toMatchObject({ status: 'FAILED', failure });
    expect(await availableOf(somebody, input.walletId)).toBe('0.00');
  });

  test('need not be entered: the transaction is called off', async () => {
    const { id } = await challenge();
    expect((await act(ada, 'cancelTransaction', { id })).transaction?.status).toBe('CANCELED');
  });
});

describe('a review', () => {
  test.each([
    ['APPROVE', 'SUCCEEDED', null],
    ['REJECT', 'FAILED', { code: 'REVIEW_REJECTED' }],
  ])('%s ends in %s', async (decision, status, failure) => {
    const somebody = await signUp(shop.platform.url, 'Somebody');
    const [walletId, paymentMethodId] = [await createWallet(somebody), await addCard(somebody)];
    const large = await move(somebody, 'deposit', { walletId, paymentMethodId, amount: usd('10500.00') });
    expect(large.transaction?.status).toBe('IN_REVIEW');
    const id = idOf(large);
    expect(await availableOf(somebody, walletId)).toBe('0.00');
    const { transaction } = await act(shop.operator, 'reviewTransaction', { id, decision });
    expect(transaction).toMatchObject({ status, failure });
    expect(await availableOf(somebody, walletId)).toBe(status === 'SUCCEEDED' ? '10500.00' : '0.00');
  });
});

test('a withdrawal is paid out, or comes back', async () => {
  const before = await cents(ada, wallet);
  const back = await addAccount(ada, 'DE62370400440532013001');
  const [paid, returned] = await Promise.all(
    [account, back].map((paymentMethodId) => move(ada, 'withdraw', { walletId: wallet, paymentMethodId })),
  );
  await expect
    .poll(() => Promise.all([paid, returned].map(async (each) => (await seen(ada, idOf(each as Answer))).status)), {
      timeout: LATER_MS,
    })
    .toEqual(['SUCCEEDED', 'FAILED']);
  expect(await cents(ada, wallet)).toBe(before - 100);
});

describe('somebody else', () => {
  let eve: Person;
  let eves: string;
  let evesCard: string;
  beforeAll(async () => {
    eve = await signUp(shop.platform.url, 'Eve');
    [eves, evesCard] = await Promise.all([createWallet(eve), addCard(eve)]);
  });
  /** What Eve tries, and what she is told: as if there were no such thing. */
  const ATTEMPTS: Record<string, readonly [attempt: () => Promise<Answer>, told: string]> = {
    'transfers from the wallet': [
      () => move(eve, 'transfer', { fromWalletId: wallet, toWalletId: eves }),
      'SOURCE_NOT_FOUND',
    ],
    'pays from the wallet': [
      () => move(eve, 'pay', { fromWalletId: wallet, merchantWalletId: till }),
      'SOURCE_NOT_FOUND',
    ],
    'withdraws from the wallet': [
      async () => move(eve, 'withdraw', { walletId: wallet, paymentMethodId: await addAccount(eve) }),
      'SOURCE_NOT_FOUND',
    ],
    'charges the card': [
      () => move(eve, 'deposit', { walletId: eves, paymentMethodId: card }),
      'PAYMENT_METHOD_NOT_FOUND',
    ],
    'pays with the card': [
      () => move(eve, 'pay', { paymentMethodId: card, merchantWalletId: till }),
      'PAYMENT_METHOD_NOT_FOUND',
    ],
    'charges her own card into the wallet': [
      () => move(eve, 'deposit', { walletId: wallet, paymentMethodId: evesCard }),
      'DESTINATION_NOT_FOUND',
    ],
  };
  test.each(Object.keys(ATTEMPTS))('%s in vain', async (name) => {
    const [attempt, told] = ATTEMPTS[name] as (typeof ATTEMPTS)[string];
    const before = [await cents(ada, wallet), await cents(merchant, till)];
    expect(await attempt()).toEqual({ transaction: null, codes: [told] });
    expect([await cents(ada, wallet), await cents(merchant, till)]).toEqual(before);
  });

  test('neither sees nor moves a transaction that is not hers', async () => {
    const id = await authorize(fromWallet());
    const waiting = idOf(
      await move(ada, 'deposit', { walletId: wallet, paymentMethodId: await addCard(ada, '4000002500003155') }),
    );
    const { errors } = await eve.ask('query ($id: ID!) { transaction(id: $id) { id } }', { id });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['NOT_FOUND']);
    for (const name of ['capturePayment', 'voidPayment', 'cancelTransaction'] as const) {
      expect(await act(eve, name, { id }), name).toEqual({ transaction: null, codes: ['NOT_FOUND'] });
    }
    expect((await act(eve, 'confirmTransaction', { id: waiting, code: '000000' })).codes).toEqual(['NOT_FOUND']);
    expect((await move(eve, 'refund', { transactionId: id, reason: REASON })).codes).toEqual(['NOT_FOUND']);
    expect((await act(eve, 'reviewTransaction', { id, decision: 'APPROVE' })).codes).toEqual(['FORBIDDEN']);
    expect((await seen(ada, id)).status).toBe('AUTHORIZED');
  });

  test('who pays can neither capture nor refund, and who is paid does not learn of what failed', async () => {
    const id = await authorize(fromWallet());
    expect((await act(ada, 'capturePayment', { id })).codes).toEqual(['NOT_FOUND']);
    expect((await act(ada, 'voidPayment', { id })).codes).toEqual(['NOT_FOUND']);
    await act(merchant, 'capturePayment', { id });
    expect((await move(ada, 'refund', { transactionId: id, reason: REASON })).codes).toEqual(['NOT_REFUNDABLE']);
    const declined = idOf(await payWith({ paymentMethodId: await addCard(ada, '4000000000000002') }));
    const { errors } = await merchant.ask('query ($id: ID!) { transaction(id: $id) { id } }', { id: declined });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['NOT_FOUND']);
  });

  test.each([
    ['a wallet', 'query ($id: ID!) { wallet(id: $id) { id } }', () => wallet, 'NOT_FOUND'],
    ['dead letters', '{ deadTransactions { edges { cursor } } }', () => '', 'FORBIDDEN'],
    ['the queues of workers', '{ workerQueues { name } }', () => '', 'FORBIDDEN'],
    ['the state of providers', '{ paymentProviders { name } }', () => '', 'FORBIDDEN'],
    ['fees', '{ fees { type } }', () => '', 'FORBIDDEN'],
    ['unclaimed money', '{ unclaimedFunds { edges { cursor } } }', () => '', 'FORBIDDEN'],
    ['what merchants owe', '{ merchantDebts { edges { cursor } } }', () => '', 'FORBIDDEN'],
    [
      'what is somebody else’s and unclaimed',
      'mutation ($id: ID!) { payOutUnclaimed(input: { id: $id, walletId: $id, idempotencyKey: "k" }) { userErrors { code } } }',
      () => 'ucl_1',
      'FORBIDDEN',
    ],
    [
      'a retry',
      'mutation ($id: ID!) { retryTransaction(id: $id) { userErrors { code } } }',
      () => 'txn_1',
      'FORBIDDEN',
    ],
  ])('does not get %s', async (_, query, id, code) => {
    const { errors } = await eve.ask(query, id() ? { id: id() } : {});
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
  });
});

test('after all that the books balance', async () => {
  expect(await isBalanced()).toBe(true);
});
