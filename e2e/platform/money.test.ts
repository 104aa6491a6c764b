import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addCard,
  availableOf,
  createWallet,
  DEPOSIT,
  deposit,
  downloadStatement,
  freshKey,
  logInOperator,
  type Movement,
  type Person,
  signUp,
  TRANSFER,
  transfer,
  usd,
} from './people.ts';
import { type PlatformProcess, startPlatform, temporaryFolder } from './platform.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let platform: PlatformProcess;
let operator: Person;
let ada: Person;
let bob: Person;
let adaWallet: string;
let bobWallet: string;
let card: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  platform = await startPlatform({ DATA_DIR: folder.at('data') });
  operator = await logInOperator(platform.url);
  [ada, bob] = [await signUp(platform.url, 'Ada'), await signUp(platform.url, 'Bob')];
  [adaWallet, bobWallet] = [await createWallet(ada), await createWallet(bob)];
  card = await addCard(ada);
  await deposit(ada, adaWallet, card, '500.00');
});
afterAll(async () => {
  await platform?.interrupt();
  await folder?.[Symbol.asyncDispose]();
});

const booksBalance = async () =>
  (await operator.data<{ trialBalance: { balanced: boolean } }>('{ trialBalance { balanced } }')).trialBalance.balanced;

describe('money', () => {
  test('arrives from a card and goes to somebody else, and every cent is accounted for', async () => {
    const before = { ada: Number(await availableOf(ada, adaWallet)), bob: Number(await availableOf(bob, bobWallet)) };
    expect((await deposit(ada, adaWallet, card, '20.00')).transaction).toMatchObject({
      status: 'SUCCEEDED',
      failure: null,
    });
    expect((await transfer(ada, adaWallet, bobWallet, '12.34')).transaction).toMatchObject({ status: 'SUCCEEDED' });
    expect(Number(await availableOf(ada, adaWallet))).toBeCloseTo(before.ada + 20 - 12.34, 2);
    expect(Number(await availableOf(bob, bobWallet))).toBeCloseTo(before.bob + 12.34, 2);
    expect(await booksBalance()).toBe(true);
  });

  test('is on the statement behind the link', async () => {
    const statement = await downloadStatement(ada, platform.url, adaWallet);
    expect(statement).toMatch(/^date,entry_id,.*\r\n/);
    expect(statement).toContain(',CREDIT,500.00,USD,500.00\r\n');
  });

  test('tells one story in all six subgraphs at once', async () => {
    const { transaction } = await transfer(ada, adaWallet, bobWallet, '1.00');
    const query = `query ($id: ID!) { transaction(id: $id) {
      status amount { amount currency } initiator { name unreadNotifications }
      source { name owner { name } balance { posted { amount } } entries(first: 1) { edges { node { direction amount { amount } } } } }
      destination { owner { name } balance { posted { amount } } }
      risk { score decision } alerts { id } journal { transfers { amount { amount } } } timeline { previousStatus transaction { status } }
    } }`;
    const { transaction: seen } = await operator.data<{ transaction: Record<string, unknown> }>(query, {
      id: transaction?.id,
    });
    expect(seen).toMatchObject({
      status: 'SUCCEEDED',
      amount: { amount: '1.00', currency: 'USD' },
      initiator: { name: 'Ada' },
      source: {
        owner: { name: 'Ada' },
        entries: { edges: [{ node: { direction: 'DEBIT', amount: { amount: '1.00' } } }] },
      },
      destination: { owner: { name: 'Bob' } },
      risk: { decision: 'ALLOW' },
      alerts: [],
      journal: [{ transfers: [{ amount: { amount: '1.00' } }] }],
      timeline: [{ previousStatus: null }, { previousStatus: 'CREATED', transaction: { status: 'SUCCEEDED' } }],
    });
  });

  test.each([
    ['4000000000000002', 'CARD_DECLINED', 'generic_decline'],
    ['4000000000009995', 'CARD_DECLINED', 'insufficient_funds'],
    ['4000000000000119', 'PROCESSING_ERROR', 'processing_error'],
  ])('does not arrive from the test card %s', async (number, code, declineCode) => {
    const before = await availableOf(ada, adaWallet);
    const { transaction } = await deposit(ada, adaWallet, await addCard(ada, number), '10.00');
    expect(transaction).toMatchObject({ status: 'FAILED', failure: { code, declineCode } });
    expect(await availableOf(ada, adaWallet)).toBe(before);
  });

  test('is not spent twice: more than there is fails, and stays failed under its key', async () => {
    const input = {
      fromWalletId: bobWallet,
      toWalletId: adaWallet,
      amount: usd('4000.00'),
      idempotencyKey: freshKey(),
    };
    const first = await bob.ask<{ result: Movement }>(TRANSFER, { input });
    expect(first.data.result.transaction).toMatchObject({ status: 'FAILED', failure: { code: 'INSUFFICIENT_FUNDS' } });
    const again = await bob.ask<{ result: Movement }>(TRANSFER, { input });
    expect(again.data).toEqual(first.data);
    expect(again.extensions).toEqual({ idempotentReplay: true });
  });

  test('goes to nobody on the sanctions list: the transaction is blocked and an alert raised', async () => {
    const listed = await signUp(platform.url, 'Party, Blocked Demo');
    const { transaction } = await transfer(ada, adaWallet, await createWallet(listed), '1.00');
    expect(transaction).toMatchObject({ status: 'FAILED', failure: { code: 'BLOCKED' } });
    const { alerts } = await operator.data<{
      alerts: { edges: { node: { id: string; severity: string; transaction: { id: string } } }[] };
    }>('{ alerts(first: 5) { edges { node { id severity transaction { id } } } } }');
    const alert = alerts.edges.map(({ node }) => node).find((node) => node.transaction.id === transaction?.id);
    expect(alert?.severity).toBe('CRITICAL');
    const acknowledge = 'mutation ($id: ID!) { acknowledgeAlert(id: $id) { alert { status } userErrors { code } } }';
    expect(await operator.data(acknowledge, { id: alert?.id })).toMatchObject({
      acknowledgeAlert: { alert: { status: 'ACKNOWLEDGED' } },
    });
    expect((await ada.ask(acknowledge, { id: alert?.id })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

describe('one idempotency key', () => {
  test('moves money once under 50 concurrent calls', async () => {
    const before = Number(await availableOf(ada, adaWallet));
    const input = { fromWalletId: adaWallet, toWalletId: bobWallet, amount: usd('3.00'), idempotencyKey: freshKey() };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => ada.ask<{ result: Movement }>(TRANSFER, { input })),
    );
    expect(new Set(answers.map(({ data }) => data.result.transaction?.id)).size).toBe(1);
    expect(answers.every(({ data }) => data.result.transaction?.status === 'SUCCEEDED')).toBe(true);
    expect(answers.filter(({ extensions }) => extensions?.idempotentReplay === true)).toHaveLength(49);
    expect(Number(await availableOf(ada, adaWallet))).toBeCloseTo(before - 3, 2);
  });

  test('charges a card once under 50 concurrent calls', async () => {
    const before = Number(await availableOf(ada, adaWallet));
    const input = { walletId: adaWallet, paymentMethodId: card, amount: usd('5.00'), idempotencyKey: freshKey() };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => ada.ask<{ result: Movement }>(DEPOSIT, { input })),
    );
    expect(new Set(answers.map(({ data }) => data.result.transaction?.id)).size).toBe(1);
    expect(Number(await availableOf(ada, adaWallet))).toBeCloseTo(before + 5, 2);
  });

  test('may come in the header instead, and is the same key there', async () => {
    const variables = { input: { fromWalletId: adaWallet, toWalletId: bobWallet, amount: usd('1.00') } };
    const headers = { 'idempotency-key': freshKey() };
    const [first, second] = [
      await ada.ask<{ result: Movement }>(TRANSFER, variables, headers),
      await ada.ask<{ result: Movement }>(TRANSFER, variables, headers),
    ];
    expect(first.data.result.transaction?.status).toBe('SUCCEEDED');
    expect(second.data.result.transaction?.id).toBe(first.data.result.transaction?.id);
    expect((await ada.ask(TRANSFER, variables)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('bad input is told by code, and moves nothing', () => {
  const rows = async () =>
    (
      await operator.data<{ transactions: { edges: { node: { id: string } }[] } }>(
        '{ transactions(first: 1) { edges { node { id } } } }',
      )
    ).transactions.edges;

  test.each<[string, () => Record<string, unknown>, string]>([
    ['zero', () => ({ amount: usd('0.00') }), 'AMOUNT_NOT_POSITIVE'],
    ['a negative amount', () => ({ amount: usd('-1.00') }), 'AMOUNT_NOT_POSITIVE'],
    ['too many decimals', () => ({ amount: usd('1.005') }), 'TOO_MANY_DECIMALS'],
    ['an unknown currency', () => ({ amount: { amount: '1', currency: 'ABC' } }), 'UNKNOWN_CURRENCY'],
    ['another currency', () => ({ amount: { amount: '1', currency: 'JPY' } }), 'CURRENCY_MISMATCH'],
    ['too large an amount', () => ({ amount: usd('10000000000000.01') }), 'AMOUNT_TOO_LARGE'],
    ['no number', () => ({ amount: usd('ten') }), 'MALFORMED_AMOUNT'],
    ['the same wallet twice', () => ({ toWalletId: adaWallet }), 'SAME_WALLET'],
    ['somebody else’s wallet', () => ({ fromWalletId: bobWallet, toWalletId: adaWallet }), 'SOURCE_NOT_FOUND'],
    ['an unknown wallet', () => ({ toWalletId: 'wal_nope' }), 'DESTINATION_NOT_FOUND'],
    ['a key over 255 characters', () => ({ idempotencyKey: 'k'.repeat(256) }), 'IDEMPOTENCY_KEY_INVALID'],
  ])('%s', async (_, over, code) => {
    const before = await rows();
    const input = {
      fromWalletId: adaWallet,
      toWalletId: bobWallet,
      amount: usd('1.00'),
      idempotencyKey: freshKey(),
      ...over(),
    };
    const { result } = await ada.data<{ result: Movement }>(TRANSFER, { input });
    expect(result.transaction).toBeNull();
    expect(result.userErrors.map((error) => error.code)).toEqual([code]);
    expect(await rows()).toEqual(before);
  });

  test('a frozen and a closed wallet', async () => {
    const wallet = await createWallet(ada);
    await ada.data('mutation ($id: ID!) { freezeWallet(id: $id, reason: "test") { wallet { status } } }', {
      id: wallet,
    });
    expect((await transfer(ada, adaWallet, wallet, '1.00')).userErrors.map(({ code }) => code)).toEqual([
      'WALLET_FROZEN',
    ]);
    await ada.data('mutation ($id: ID!) { unfreezeWallet(id: $id) { wallet { status } } }', { id: wallet });
    await transfer(ada, adaWallet, wallet, '1.00');
    const close = 'mutation ($id: ID!) { closeWallet(id: $id) { wallet { status } userErrors { code } } }';
    expect(await ada.data(close, { id: wallet })).toMatchObject({
      closeWallet: { userErrors: [{ code: 'WALLET_NOT_EMPTY' }] },
    });
    await transfer(ada, wallet, adaWallet, '1.00');
    expect(await ada.data(close, { id: wallet })).toMatchObject({ closeWallet: { wallet: { status: 'CLOSED' } } });
    expect((await transfer(ada, adaWallet, wallet, '1.00')).userErrors.map(({ code }) => code)).toEqual([
      'WALLET_CLOSED',
    ]);
  });

  test.each([
    ['a page that is too large', '{ transactions(first: 1000) { edges { cursor } } }'],
    ['a cursor that is none', '{ transactions(after: "xyz") { edges { cursor } } }'],
    ['a field that is none', '{ transactions { nonsense } }'],
    ['a syntax error', '{ transactions {'],
    ['a NUL character', '{ wallet(id: "wal\\u0000") { id } }'],
    ['bounds without a currency', '{ transactions(filter: { minAmount: "1.00" }) { edges { cursor } } }'],
  ])('%s', async (_, query) => {
    const { errors } = await ada.ask(query);
    expect(errors?.map(({ extensions }) => extensions)).toEqual([
      expect.objectContaining({
        code: 'BAD_USER_INPUT',
        retryable: false,
        requestId: expect.stringMatching(/^req_/),
        docUrl: expect.stringContaining('/errors#BAD_USER_INPUT'),
      }),
    ]);
  });
});

test('transactions are found by filter, and paged without gaps', async () => {
  const found = async (filter: Record<string, unknown>) =>
    (
      await ada.data<{ transactions: { edges: { node: { id: string } }[] } }>(
        'query ($filter: TransactionFilter) { transactions(first: 100, filter: $filter) { edges { node { id } } } }',
        { filter },
      )
    ).transactions.edges.length;
  const all = await found({});
  expect((await found({ types: ['DEPOSIT'] })) + (await found({ types: ['TRANSFER'] }))).toBe(all);
  expect(await found({ statuses: ['FAILED'], types: ['DEPOSIT'] })).toBe(3);
  expect(await found({ currency: 'USD', minAmount: '500.00', maxAmount: '500.00' })).toBe(1);
  expect(await found({ range: { from: '2000-01-01T00:00:00Z', to: '2000-01-02T00:00:00Z' } })).toBe(0);
  expect(await found({ search: '%' })).toBe(0);
});
