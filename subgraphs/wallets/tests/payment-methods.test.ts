import { ANONYMOUS, person, SERVICE } from '@paygraph/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mountWallets } from './mounted-wallets.ts';

const ada = person('usr_ada');
const eve = person('usr_eve');
const NUMBER = '4242424242424242';
const card = {
  number: NUMBER,
  expiryMonth: 12,
  expiryYear: new Date().getUTCFullYear() + 2,
  cvc: '123',
  holder: 'Ada',
};

const ADD = `mutation ($input: PaymentMethodInput!) { addPaymentMethod(input: $input) {
  paymentMethod { id kind brand last4 expires bankName } userErrors { code field }
} }`;
const REMOVE = 'mutation ($id: ID!) { removePaymentMethod(id: $id) { paymentMethod { id } } }';
const INSTRUMENT = `query ($id: ID!, $ownerId: ID!) { _instrument(id: $id, ownerId: $ownerId) {
  kind card { number expiryMonth expiryYear holder }
  bankAccount { holder iban routingNumber accountNumber bankName }
} }`;
const OWNED = 'query ($ids: [ID!]!) { _paymentMethods(ids: $ids) { id ownerId kind } }';

interface Added {
  addPaymentMethod: { paymentMethod: { id: string; last4: string } | null; userErrors: { code: string }[] };
}

let subgraph: Awaited<ReturnType<typeof mountWallets>>;
beforeAll(async () => {
  subgraph = await mountWallets();
});
afterAll(() => subgraph[Symbol.asyncDispose]());

const add = async (input: Record<string, unknown>, actor = ada) =>
  (await subgraph.data<Added>(actor, ADD, { input })).addPaymentMethod;
const instrument = async (id: string | undefined, ownerId: string) =>
  (await subgraph.data<{ _instrument: unknown }>(SERVICE, INSTRUMENT, { id, ownerId }))._instrument;

describe('a card', () => {
  test('is shown by brand and last four digits, and its number nowhere', async () => {
    const { paymentMethod } = await add({ card });
    expect(paymentMethod).toMatchObject({
      kind: 'CREDIT_CARD',
      brand: 'visa',
      last4: '4242',
      expires: `12/${card.expiryYear}`,
    });
    const { rows } = await subgraph.database.query<{ text: string }>(
      'select payment_methods::text as text from payment_methods',
    );
    const { rows: outbox } = await subgraph.database.query<{ text: string }>('select outbox::text as text from outbox');
    for (const { text } of [...rows, ...outbox]) {
      expect(text).not.toContain(NUMBER);
      expect(text).not.toContain(Buffer.from(NUMBER).toString('hex'));
    }
  });

  test('is opened for its owner’s charge by the platform, until it is removed', async () => {
    const { paymentMethod } = await add({ card });
    const id = paymentMethod?.id;
    expect(await instrument(id, 'usr_ada')).toMatchObject({ card: { number: NUMBER } });
    expect(await instrument(id, 'usr_eve')).toBeNull();
    await subgraph.data(ada, REMOVE, { id });
    expect(await instrument(id, 'usr_ada')).toBeNull();
    expect((await subgraph.execute(ada, REMOVE, { id })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  });

  test('is opened whole for one use, and its owner is told without opening it', async () => {
    const { paymentMethod } = await add({ card });
    const id = paymentMethod?.id;
    const { expiryMonth, expiryYear } = card;
    expect(await instrument(id, 'usr_ada')).toEqual({
      kind: 'CREDIT_CARD',
      card: { number: NUMBER, expiryMonth, expiryYear, holder: 'Ada' },
      bankAccount: null,
    });
    expect(await instrument(id, 'usr_eve')).toBeNull();
    const owned = { id, ownerId: 'usr_ada', kind: 'CREDIT_CARD' };
    expect(await subgraph.data(SERVICE, OWNED, { ids: ['pm_none', id] })).toEqual({ _paymentMethods: [null, owned] });
    await subgraph.data(ada, REMOVE, { id });
    expect(await instrument(id, 'usr_ada')).toBeNull();
    expect(await subgraph.data(SERVICE, OWNED, { ids: [id] })).toEqual({ _paymentMethods: [null] });
  });

  test('of somebody else cannot be removed or opened by people', async () => {
    const { paymentMethod } = await add({ card });
    expect((await subgraph.execute(eve, REMOVE, { id: paymentMethod?.id })).errors?.[0]?.extensions?.code).toBe(
      'NOT_FOUND',
    );
    for (const [query, variables] of [
      [INSTRUMENT, { id: paymentMethod?.id, ownerId: 'usr_ada' }],
      [OWNED, { ids: [paymentMethod?.id] }],
    ] as const) {
      expect((await subgraph.execute(ada, query, variables)).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    }
  });

  test.each([
    [{ card: { ...card, number: '4242424242424241' } }, 'CARD_NUMBER_INVALID'],
    [{ card: { ...card, number: 'not a number' } }, 'CARD_NUMBER_INVALID'],
    [{ card: { ...card, expiryYear: 2020 } }, 'CARD_EXPIRED'],
    [{ card: { ...card, cvc: '1' } }, 'CARD_CVC_INVALID'],
    [{ bankAccount: { iban: 'DE00', holder: 'Ada' } }, 'BANK_ACCOUNT_INVALID'],
    [{}, 'ONE_KIND_REQUIRED'],
    [{ card, bankAccount: { iban: 'DE89370400440532013000', holder: 'Ada' } }, 'ONE_KIND_REQUIRED'],
  ])('that is wrong is refused and nothing is written: case %#', async (input, code) => {
    const count = async () =>
      (await subgraph.database.query<{ n: bigint }>('select count(*) n from payment_methods')).rows[0]?.n;
    const before = await count();
    expect((await add(input)).userErrors.map((error) => error.code)).toEqual([code]);
    expect(await count()).toBe(before);
  });
});

test.each([
  [
    { iban: 'DE89 3704 0044 0532 0130 00' },
    { iban: 'DE89370400440532013000', routingNumber: null, accountNumber: null },
  ],
  [
    { routingNumber: '110000000', accountNumber: '000123456789' },
    { iban: null, routingNumber: '110000000', accountNumber: '000123456789' },
  ],
])('a bank account is opened with all that paying out to it takes: case %#', async (numbers, opened) => {
  const { paymentMethod } = await add({ bankAccount: { ...numbers, holder: 'Ada', bankName: 'Bank' } });
  expect(await instrument(paymentMethod?.id, 'usr_ada')).toEqual({
    kind: 'BANK_ACCOUNT',
    card: null,
    bankAccount: { ...opened, holder: 'Ada', bankName: 'Bank' },
  });
});

test('a bank account shows its last four characters', async () => {
  const { paymentMethod } = await add({
    bankAccount: { iban: 'DE89 3704 0044 0532 0130 00', holder: 'Ada', bankName: 'Bank' },
  });
  expect(paymentMethod).toMatchObject({
    kind: 'BANK_ACCOUNT',
    last4: '3000',
    bankName: 'Bank',
    brand: null,
    expires: null,
  });
});

test('one person has at most 20 payment methods', async () => {
  const many = person('usr_many');
  const results = await Promise.all(Array.from({ length: 25 }, () => add({ card }, many)));
  expect(results.filter(({ paymentMethod }) => paymentMethod)).toHaveLength(20);
});

test('adding one needs a person', async () => {
  expect((await subgraph.execute(ANONYMOUS, ADD, { input: { card } })).errors?.[0]?.extensions?.code).toBe(
    'UNAUTHENTICATED',
  );
});
