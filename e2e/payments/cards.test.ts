import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TEST_CARD_NUMBERS } from '../../subgraphs/transactions/simulators/provider/test-cards.ts';
import { createWallet, type Person, signUp, usd } from '../platform/people.ts';
import { act, addCard, mailedCode, move, openShop, type Shop, seen } from './shop.ts';

/** What the documentation of Stripe's test cards says of each: https://docs.stripe.com/testing. */
const DECLINED = {
  '4000000000000002': ['CARD_DECLINED', 'generic_decline'],
  '4000000000009995': ['CARD_DECLINED', 'insufficient_funds'],
  '4000000000009987': ['CARD_DECLINED', 'lost_card'],
  '4000000000009979': ['CARD_DECLINED', 'stolen_card'],
  '4000000000000069': ['CARD_DECLINED', 'expired_card'],
  '4000000000000127': ['CARD_DECLINED', 'incorrect_cvc'],
  '4000000000000119': ['PROCESSING_ERROR', 'processing_error'],
  '4000000000006975': ['CARD_DECLINED', 'card_velocity_exceeded'],
  '4000000000000341': ['CARD_DECLINED', 'generic_decline'],
  '4100000000000019': ['CARD_DECLINED', 'fraudulent'],
  '4000000000004954': ['CARD_DECLINED', 'fraudulent'],
  '4000008400001280': ['CARD_DECLINED', 'generic_decline'],
} as const;
/** After the cardholder has proved who they are: null is a success. */
const CHALLENGED = {
  '4000002500003155': null,
  '4000002760003184': null,
  '4000003800000446': null,
  '4000008260003178': 'insufficient_funds',
  '4000000000003220': null,
  '4000008400000027': null,
  '4000008400001629': 'generic_decline',
  '4000582600000094': null,
  '4000582600000045': null,
  '4000582600000102': null,
  '4000582600000110': null,
} as const;
const DISPUTED = [
  ...['4000000000000259', '4000000000002685', '4000000404000079', '4000000404000038', '4000008400000779'],
  ...['5105008400000002', '4000000001000043', '4000000404004816', '4000000404005649', '5105000300000018'],
];
/** A question of the cardholder’s bank, which takes no money. */
const INQUIRED = ['4000000000001976'];
const REFUNDED_LATER = '4000000000007726';
const REFUND_FAILS_LATER = '4000000000005126';
/** Has no valid check digit: nobody gets as far as charging it. */
const MISTYPED = '4242424242424241';
const SPECIAL = [
  ...[...Object.keys(DECLINED), ...Object.keys(CHALLENGED), ...DISPUTED, ...INQUIRED],
  ...[REFUNDED_LATER, REFUND_FAILS_LATER, MISTYPED],
];
const GOOD = TEST_CARD_NUMBERS.filter((number) => !SPECIAL.includes(number));

/** Nobody may have more methods of payment than 20. */
const CARDS_EACH = 15;
const LATER_MS = 20_000;

let shop: Shop;
let payers: { readonly person: Person; readonly walletId: string }[];
beforeAll(async () => {
  shop = await openShop();
  const count = Math.ceil(TEST_CARD_NUMBERS.length / CARDS_EACH);
  payers = await Promise.all(
    Array.from({ length: count }, async (_, number) => {
      const person = await signUp(shop.platform.url, `Payer ${number}`);
      return { person, walletId: await createWallet(person) };
    }),
  );
});
afterAll(() => shop?.[Symbol.asyncDispose]());

const payerOf = (number: string) => {
  const payer = payers[Math.floor(TEST_CARD_NUMBERS.indexOf(number) / CARDS_EACH)];
  if (!payer) throw new Error(`${number} is no test card`);
  return payer;
};
const deposit = async (number: string, amount = usd('1.00')) => {
  const { person, walletId } = payerOf(number);
  const { transaction } = await move(person, 'deposit', {
    ...{ walletId, amount, paymentMethodId: await addCard(person, number) },
  });
  return transaction;
};
const pay = async (number: string) => {
  const { person } = payerOf(number);
  const paymentMethodId = await addCard(person, number);
  return (await move(person, 'pay', { merchantWalletId: shop.till, paymentMethodId })).transaction;
};

test('cards that want a proof are charged, or not, once the code from the mail is entered', async () => {
  for (const [index, [number, declineCode]] of Object.entries(CHALLENGED).entries()) {
    const { person } = payerOf(number);
    const amount = `2.${10 + index}`;
    const waiting = await deposit(number, usd(amount));
    expect(waiting, number).toMatchObject({ status: 'REQUIRES_ACTION', failure: null });
    const code = await mailedCode(shop.platform.url, person, `a deposit of ${amount} USD`);
    const { transaction } = await act(person, 'confirmTransaction', { id: waiting?.id ?? '', code });
    const expected = declineCode
      ? { status: 'FAILED', failure: { code: 'CARD_DECLINED', declineCode } }
      : { status: 'SUCCEEDED', failure: null };
    expect(transaction, number).toMatchObject(expected);
  }
});

test('good cards are charged', async () => {
  expect(GOOD.length).toBeGreaterThan(100);
  const charged = await Promise.all(GOOD.map(async (number) => [number, (await deposit(number))?.status]));
  expect(charged.filter(([, status]) => status !== 'SUCCEEDED')).toEqual([]);
});

test('bad cards are declined for the reason that is documented', async () => {
  const outcomes = Object.keys(DECLINED).map(async (number) => [number, await deposit(number)] as const);
  for (const [number, transaction] of await Promise.all(outcomes)) {
    const [code, declineCode] = DECLINED[number as keyof typeof DECLINED];
    expect(transaction, number).toMatchObject({ status: 'FAILED', failure: { code, declineCode } });
  }
});

test('a mistyped number is no card', async () => {
  const card = { number: MISTYPED, expiryMonth: 12, expiryYear: 2040, cvc: '123', holder: 'Ada' };
  const { addPaymentMethod } = await shop.ada.data<{ addPaymentMethod: object }>(
    'mutation ($input: PaymentMethodInput!) { addPaymentMethod(input: $input) { paymentMethod { id } userErrors { code } } }',
    { input: { card } },
  );
  expect(addPaymentMethod).toEqual({ paymentMethod: null, userErrors: [{ code: 'CARD_NUMBER_INVALID' }] });
});

test('payments with cards that are disputed are disputed, and those that are only asked about are not', async () => {
  const payments = await Promise.all(
    [...DISPUTED, ...INQUIRED].map(async (number) => [number, await pay(number)] as const),
  );
  for (const [number, payment] of payments) {
    expect(payment?.status, number).toBe('SUCCEEDED');
    const [status, dispute] = INQUIRED.includes(number) ? ['SUCCEEDED', 'INQUIRY'] : ['DISPUTED', 'OPEN'];
    await expect
      .poll(() => seen(shop.merchant, payment?.id ?? ''), { message: number, timeout: LATER_MS })
      .toMatchObject({ status, disputes: [{ status: dispute }] });
  }
});

describe('a refund', () => {
  test('to a card that takes its time is PROCESSING, and succeeds', async () => {
    const payment = await pay(REFUNDED_LATER);
    const { transaction } = await move(shop.merchant, 'refund', {
      ...{ transactionId: payment?.id, reason: 'REQUESTED_BY_CUSTOMER' },
    });
    expect(transaction?.status).toBe('PROCESSING');
    await expect
      .poll(() => seen(shop.merchant, transaction?.id ?? ''), { timeout: LATER_MS })
      .toMatchObject({ status: 'SUCCEEDED' });
    expect(await seen(shop.merchant, payment?.id ?? '')).toMatchObject({ status: 'REFUNDED' });
  });

  test('to a card that does not take it succeeds, and comes back', async () => {
    const payment = await pay(REFUND_FAILS_LATER);
    const { transaction } = await move(shop.merchant, 'refund', {
      ...{ transactionId: payment?.id, reason: 'REQUESTED_BY_CUSTOMER' },
    });
    expect(transaction?.status).toBe('SUCCEEDED');
    await expect
      .poll(() => seen(shop.merchant, transaction?.id ?? ''), { timeout: LATER_MS })
      .toMatchObject({ status: 'FAILED', failure: { code: 'RETURNED' } });
    expect(await seen(shop.merchant, payment?.id ?? '')).toMatchObject({
      ...{ status: 'SUCCEEDED', refundedAmount: { amount: '0.00' } },
    });
  });
});
