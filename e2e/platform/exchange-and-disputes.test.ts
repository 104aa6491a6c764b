import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addCard,
  availableOf,
  createWallet,
  deposit,
  freshKey,
  logInOperator,
  type Person,
  signUp,
  transfer,
} from './people.ts';
import { type PlatformProcess, startPlatform, temporaryFolder } from './platform.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let platform: PlatformProcess;
let operator: Person;
let ada: Person;
let shop: Person;
let dollars: string;
let till: string;

const DISPUTE = 'dispute { id status owed { amount } evidence { sentAt } chargeback { status } } userErrors { code }';
const usd = (amount: string) => ({ amount, currency: 'USD' });

beforeAll(async () => {
  folder = await temporaryFolder();
  platform = await startPlatform({ DATA_DIR: folder.at('data') });
  operator = await logInOperator(platform.url);
  [ada, shop] = [await signUp(platform.url, 'Ada'), await signUp(platform.url, 'Shop')];
  dollars = await createWallet(ada);
  const { createWallet: created } = await shop.data<{ createWallet: { wallet: { id: string } } }>(
    'mutation ($input: CreateWalletInput!) { createWallet(input: $input) { wallet { id } userErrors { code } } }',
    { input: { currency: 'USD', name: 'Till', type: 'MERCHANT' } },
  );
  till = created.wallet.id;
  await deposit(ada, dollars, await addCard(ada), '500.00');
});
afterAll(async () => {
  await platform?.interrupt();
  await folder?.[Symbol.asyncDispose]();
});

const isBalanced = async () =>
  (await operator.data<{ trialBalance: { balanced: boolean } }>('{ trialBalance { balanced } }')).trialBalance.balanced;

async function pay(from: object, amount: string): Promise<string> {
  const input = { merchantWalletId: till, amount: usd(amount), idempotencyKey: freshKey(), ...from };
  const { pay: paid } = await ada.data<{ pay: { transaction: { id: string; status: string } } }>(
    'mutation ($input: PayInput!) { pay(input: $input) { transaction { id status } } }',
    { input },
  );
  expect(paid.transaction.status).toBe('SUCCEEDED');
  return paid.transaction.id;
}

interface Disputes {
  readonly transaction: { readonly status: string; readonly disputes: readonly { id: string; status: string }[] };
}
const disputesOf = async (id: string) =>
  (await shop.data<Disputes>('query ($id: ID!) { transaction(id: $id) { status disputes { id status } } }', { id }))
    .transaction;

describe('money', () => {
  test('is converted as it was offered, in books that balance in both currencies', async () => {
    const euros = await createWallet(ada, 'EUR');
    const { quoteConversion: quote } = await ada.data<{ quoteConversion: { id: string; to: { amount: string } } }>(
      '{ quoteConversion(from: "USD", to: "EUR", amount: "100.00") { id to { amount } } }',
    );
    const input = { quoteId: quote.id, fromWalletId: dollars, toWalletId: euros, idempotencyKey: freshKey() };
    const { convert } = await ada.data<{ convert: object }>(
      'mutation ($input: ConvertInput!) { convert(input: $input) { transaction { status conversion { to { amount } } } } }',
      { input },
    );
    expect(convert).toEqual({ transaction: { status: 'SUCCEEDED', conversion: { to: quote.to } } });
    expect(await availableOf(ada, euros)).toBe(quote.to.amount);
    expect(await isBalanced()).toBe(true);
  });
});

describe('a dispute', () => {
  test('takes what the merchant has, lets the rest be owed, and gives the payer their money', async () => {
    const payment = await pay({ fromWalletId: dollars }, '100.00');
    await transfer(shop, till, dollars, '60.00');
    const input = { transactionId: payment, reason: 'PRODUCT_NOT_RECEIVED', idempotencyKey: freshKey() };
    const { openDispute } = await ada.data<{ openDispute: { dispute: { id: string } } }>(
      `mutation ($input: DisputeInput!) { openDispute(input: $input) { ${DISPUTE} } }`,
      { input },
    );
    expect(openDispute).toMatchObject({ dispute: { status: 'OPEN' }, userErrors: [] });
    expect(Number(await availableOf(shop, till))).toBe(0);
    const { id } = openDispute.dispute;
    const seen = await shop.data('query ($id: ID!) { dispute(id: $id) { owed { amount } fee { amount } } }', { id });
    expect(seen).toEqual({ dispute: { owed: { amount: '75.00' }, fee: { amount: '15.00' } } });
    const before = Number(await availableOf(ada, dollars));
    const { resolveDispute } = await operator.data<{ resolveDispute: object }>(
      `mutation ($id: ID!) { resolveDispute(id: $id, outcome: LOST) { ${DISPUTE} } }`,
      { id },
    );
    expect(resolveDispute).toMatchObject({ dispute: { status: 'LOST' }, userErrors: [] });
    expect(Number(await availableOf(ada, dollars))).toBeCloseTo(before + 100, 2);
    expect(await disputesOf(payment)).toMatchObject({ status: 'REFUNDED' });
    expect(await isBalanced()).toBe(true);
  });

  test('leaves what is owed to be taken from what the merchant is paid next', async () => {
    const DEBT = 'query ($id: ID!) { wallet(id: $id) { debt { owed { amount } } } }';
    const debt = () => shop.data(DEBT, { id: till });
    expect(await debt()).toEqual({ wallet: { debt: { owed: { amount: '75.00' } } } });
    const { merchantDebts } = await operator.data<{ merchantDebts: { edges: object[] } }>(
      '{ merchantDebts(first: 10) { edges { node { wallet { id } owed { amount } } } } }',
    );
    expect(merchantDebts.edges).toEqual([{ node: { wallet: { id: till }, owed: { amount: '75.00' } } }]);
    await pay({ fromWalletId: dollars }, '100.00');
    await expect.poll(debt, { timeout: 60_000 }).toEqual({ wallet: { debt: null } });
    expect(Number(await availableOf(shop, till))).toBe(25);
    expect(await isBalanced()).toBe(true);
  });

  test('over a card is opened by its bank, answered by the merchant, and decided by the bank', async () => {
    const before = Number(await availableOf(shop, till));
    const payment = await pay({ paymentMethodId: await addCard(ada, '4000000000000259') }, '40.00');
    await expect.poll(async () => (await disputesOf(payment)).status, { timeout: 20_000 }).toBe('DISPUTED');
    const [dispute] = (await disputesOf(payment)).disputes;
    const { submitDisputeEvidence } = await shop.data<{ submitDisputeEvidence: object }>(
      `mutation ($id: ID!) { submitDisputeEvidence(id: $id, evidence: "winning_evidence") { ${DISPUTE} } }`,
      { id: dispute?.id },
    );
    expect(submitDisputeEvidence).toMatchObject({ dispute: { status: 'UNDER_REVIEW' }, userErrors: [] });
    await expect
      .poll(() => disputesOf(payment), { timeout: 20_000 })
      .toMatchObject({ status: 'SUCCEEDED', disputes: [{ status: 'WON' }] });
    expect(Number(await availableOf(shop, till))).toBe(before + 40);
    expect(await isBalanced()).toBe(true);
  });
});
