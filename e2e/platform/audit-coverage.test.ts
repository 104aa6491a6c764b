import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { mailedCode } from '../payments/shop.ts';
import { addCard, createWallet, deposit, freshKey, logIn, logInOperator, type Person, signUp, usd } from './people.ts';
import { type PlatformProcess, startPlatform, temporaryFolder } from './platform.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let platform: PlatformProcess;
let operator: Person;
let ada: Person;
let shop: Person;

beforeAll(async () => {
  folder = await temporaryFolder();
  platform = await startPlatform({ DATA_DIR: folder.at('data') });
  operator = await logInOperator(platform.url);
  [ada, shop] = [await signUp(platform.url, 'Ada'), await signUp(platform.url, 'Shop')];
});
afterAll(async () => {
  await platform?.interrupt();
  await folder?.[Symbol.asyncDispose]();
});

/** What a mutation leaves: the action, and whom and what it names, where that is known. */
interface Trace {
  readonly mutation: string;
  readonly action: string;
  readonly actorId: string | null;
  readonly subject: string | null;
  /** Once unless said otherwise. */
  readonly times?: number;
}

/** Needs a transaction whose attempts are used up: shown in subgraphs/transactions/tests/payments.test.ts. */
const SHOWN_ELSEWHERE = ['retryTransaction'];

const payload = (fields: string) => `{ ${fields} userErrors { code message } }`;
const MOVED = payload('transaction { id status }');

test('every mutation of the schema leaves its trace in the audit trail, with who did it', async () => {
  /** What each mutation left: the action, and whom it names. */
  const expected: Trace[] = [];
  const done = new Set<string>(SHOWN_ELSEWHERE);
  /** Runs a mutation that must succeed, and remembers what it must have left. */
  const act = async (
    by: Person,
    mutation: string,
    declared: string,
    selection: string,
    variables: Record<string, unknown>,
    action: string,
    subject?: string,
  ) => {
    const names = [...declared.matchAll(/\$(\w+)/g)].map(([, name]) => `${name}: $${name}`).join(', ');
    const query = `mutation (${declared}) { result: ${mutation}(${names}) ${selection} }`;
    const { result } = await by.data<{ result: Record<string, unknown> & { userErrors?: unknown[] } }>(
      query,
      variables,
    );
    const first = Array.isArray(result) ? result[0] : result;
    expect(first?.userErrors ?? [], mutation).toEqual([]);
    done.add(mutation);
    const answered = first as { [Name in string]: { id: string; status: string } };
    // What the event is about is what was answered with, where that has an id.
    const about = subject ?? Object.values(answered).find((value) => value?.id)?.id ?? null;
    expected.push({ mutation, action, actorId: by.id, subject: about });
    return answered;
  };
  const id = '$id: ID!';
  const keyed = (input: object) => ({ input: { ...input, idempotencyKey: freshKey() } });
  const move = (by: Person, mutation: string, type: string, input: object, action = 'transaction.created') =>
    act(by, mutation, `$input: ${type}!`, MOVED, keyed(input), action);

  // users
  done.add('signUp').add('logIn').add('refreshSession').add('logOut');
  const again = await logIn(platform.url, ada.email);
  expected.push({ mutation: 'signUp', action: 'user.registered', actorId: null, subject: ada.id });
  // Signing up has begun one, too.
  expected.push({ mutation: 'logIn', action: 'session.started', actorId: null, subject: ada.id, times: 2 });
  await again.data('mutation ($token: String!) { refreshSession(refreshToken: $token) { session { id } } }', {
    token: again.refreshToken,
  });
  expected.push({ mutation: 'refreshSession', action: 'session.refreshed', actorId: null, subject: ada.id });
  await again.data('mutation { logOut }');
  expected.push({ mutation: 'logOut', action: 'session.revoked', actorId: ada.id, subject: null });

  const { apiKey } = await act(
    ada,
    'createApiKey',
    '$input: CreateApiKeyInput!',
    payload('apiKey { id }'),
    { input: { name: 'Till', scopes: ['payments:read'] } },
    'api_key.created',
    ada.id,
  );
  await act(ada, 'revokeApiKey', id, payload('apiKey { id }'), { id: apiKey?.id }, 'api_key.revoked', ada.id);

  // wallets
  const wallet =
    (
      await act(
        ada,
        'createWallet',
        '$input: CreateWalletInput!',
        payload('wallet { id }'),
        { input: { currency: 'USD', name: 'Daily' } },
        'wallet.opened',
      )
    ).wallet?.id ?? '';
  const euros = await createWallet(ada, 'EUR');
  const till =
    (
      await act(
        shop,
        'createWallet',
        '$input: CreateWalletInput!',
        payload('wallet { id }'),
        { input: { currency: 'USD', name: 'Till', type: 'MERCHANT' } },
        'wallet.opened',
      )
    ).wallet?.id ?? '';
  const spare = await createWallet(ada);
  const changed = payload('wallet { id }');
  await act(
    ada,
    'renameWallet',
    `${id}, $name: String!`,
    changed,
    { id: spare, name: 'Spare' },
    'wallet.renamed',
    spare,
  );
  await act(
    ada,
    'freezeWallet',
    `${id}, $reason: String!`,
    changed,
    { id: spare, reason: 'Lost' },
    'wallet.frozen',
    spare,
  );
  await act(ada, 'unfreezeWallet', id, changed, { id: spare }, 'wallet.unfrozen', spare);
  await act(
    ada,
    'setWalletLimits',
    `${id}, $input: WalletLimitsInput!`,
    changed,
    { id: spare, input: { daily: usd('5.00') } },
    'wallet.limits_changed',
    spare,
  );
  await act(ada, 'closeWallet', id, changed, { id: spare }, 'wallet.closed', spare);
  const bankInput = { bankAccount: { iban: 'DE89370400440532013000', holder: 'Ada' } };
  const method = payload('paymentMethod { id }');
  const bank = (
    await act(
      ada,
      'addPaymentMethod',
      '$input: PaymentMethodInput!',
      method,
      { input: bankInput },
      'payment_method.added',
    )
  ).paymentMethod?.id;
  const [card, old] = [await addCard(ada), await addCard(ada)];
  await act(ada, 'removePaymentMethod', id, method, { id: old }, 'payment_method.removed', old);

  // transactions
  await move(ada, 'deposit', 'DepositInput', { walletId: wallet, paymentMethodId: card, amount: usd('900.00') });
  await move(ada, 'withdraw', 'WithdrawInput', { walletId: wallet, paymentMethodId: bank, amount: usd('1.00') });
  const order = { fromWalletId: wallet, toWalletId: till, amount: usd('1.00') };
  await move(ada, 'transfer', 'TransferInput', order);
  await act(
    ada,
    'transferBatch',
    '$inputs: [TransferInput!]!',
    MOVED,
    { inputs: [{ ...order, idempotencyKey: freshKey() }] },
    'transaction.created',
  );
  const purchase = { fromWalletId: wallet, merchantWalletId: till, amount: usd('20.00') };
  const paid = (await move(ada, 'pay', 'PayInput', purchase)).transaction?.id ?? '';
  await move(shop, 'refund', 'RefundInput', { transactionId: paid, amount: usd('1.00'), reason: 'DUPLICATE' });
  const authorize = async () =>
    (await move(ada, 'pay', 'PayInput', { ...purchase, capture: 'MANUAL' })).transaction?.id ?? '';
  const [captured, voided] = [await authorize(), await authorize()];
  const key = '$idempotencyKey: String!';
  await act(
    shop,
    'capturePayment',
    `${id}, ${key}`,
    MOVED,
    { id: captured, idempotencyKey: freshKey() },
    'transaction.processing',
    captured,
  );
  await act(
    shop,
    'voidPayment',
    `${id}, ${key}`,
    MOVED,
    { id: voided, idempotencyKey: freshKey() },
    'transaction.canceled',
    voided,
  );
  const { quoteConversion } = await ada.data<{ quoteConversion: { id: string } }>(
    '{ quoteConversion(from: "USD", to: "EUR", amount: "10.00") { id } }',
  );
  await move(ada, 'convert', 'ConvertInput', { quoteId: quoteConversion.id, fromWalletId: wallet, toWalletId: euros });
  await act(
    ada,
    'submitPayouts',
    '$input: PayoutBatchInput!',
    payload('batch { id }'),
    keyed({ fromWalletId: wallet, lines: [{ toWalletId: till, amount: usd('1.00') }] }),
    'payout.submitted',
  );
  const later = { transfer: { ...order, idempotencyKey: freshKey() }, startAt: new Date(Date.now() + 86_400_000) };
  const schedule = (
    await act(
      ada,
      'scheduleTransfer',
      '$input: ScheduleInput!',
      payload('schedule { id }'),
      { input: later },
      'schedule.created',
    )
  ).schedule?.id;
  await act(ada, 'cancelSchedule', id, payload('schedule { id }'), { id: schedule }, 'schedule.canceled', schedule);
  const dispute = (
    await act(
      ada,
      'openDispute',
      '$input: DisputeInput!',
      payload('dispute { id }'),
      keyed({ transactionId: paid, reason: 'FRAUDULENT' }),
      'dispute.opened',
    )
  ).dispute?.id;
  await act(
    shop,
    'submitDisputeEvidence',
    `${id}, $evidence: String!`,
    payload('dispute { id }'),
    { id: dispute, evidence: 'Delivered' },
    'dispute.evidence_submitted',
  );
  await act(
    operator,
    'resolveDispute',
    `${id}, $outcome: DisputeOutcome!`,
    payload('dispute { id }'),
    { id: dispute, outcome: 'WON' },
    'dispute.won',
  );
  const unclaimed = await leaveMoneyBehind(operator, till);
  await act(
    operator,
    'payOutUnclaimed',
    '$input: PayOutUnclaimedInput!',
    payload('unclaimed { id status }'),
    keyed({ id: unclaimed.id, walletId: await createWallet(unclaimed.owner) }),
    'unclaimed.payout_started',
  );
  await act(
    operator,
    'setFee',
    '$input: FeeInput!',
    payload('fee { basisPoints }'),
    { input: { type: 'PAYOUT', fixed: usd('0.01'), basisPoints: 0 } },
    'fee.changed',
  );

  // Screening finds these remarkable, of somebody it does not know and who has just done so much: it blocks the first,
  // wants an operator to look at the second, and the third confirmed.
  const top = (amount: string) =>
    move(ada, 'deposit', 'DepositInput', { walletId: wallet, paymentMethodId: card, amount: usd(amount) });
  expect((await top('12000.00')).transaction?.status).toBe('FAILED');
  const alert = await vi.waitFor(
    async () => {
      const { alerts } = await operator.data<{ alerts: { edges: { node: { id: string } }[] } }>(
        '{ alerts(first: 1) { edges { node { id } } } }',
      );
      return alerts.edges[0]?.node.id;
    },
    { timeout: 10_000 },
  );
  await act(operator, 'acknowledgeAlert', id, payload('alert { id }'), { id: alert }, 'alert.acknowledged');
  const reviewed = (await top('6000.00')).transaction;
  expect(reviewed?.status).toBe('IN_REVIEW');
  await act(
    operator,
    'reviewTransaction',
    `${id}, $decision: ReviewDecision!, $note: String!`,
    MOVED,
    { id: reviewed?.id, decision: 'REJECT', note: 'No' },
    'transaction.failed',
  );
  const awaited = (await top('6000.00')).transaction?.id;
  await act(ada, 'cancelTransaction', id, MOVED, { id: awaited }, 'transaction.canceled');
  const challenged = (await top('1500.00')).transaction;
  expect(challenged?.status).toBe('REQUIRES_ACTION');
  const code = await mailedCode(platform.url, ada, 'a deposit of 1500.00 USD');
  await act(
    ada,
    'confirmTransaction',
    `${id}, $code: String!`,
    MOVED,
    { id: challenged?.id, code },
    'transaction.processing',
  );

  // notifications
  const told = await vi.waitFor(
    async () => {
      const { notifications } = await ada.data<{ notifications: { edges: { node: { id: string } }[] } }>(
        '{ notifications(first: 1) { edges { node { id } } } }',
      );
      expect(notifications.edges).toHaveLength(1);
      return notifications.edges.map(({ node }) => node.id);
    },
    { timeout: 10_000 },
  );
  expect(await ada.data('mutation ($ids: [ID!]!) { read: markNotificationsRead(ids: $ids) }', { ids: told })).toEqual({
    read: 1,
  });
  done.add('markNotificationsRead');
  expected.push({ mutation: 'markNotificationsRead', action: 'notifications.read', actorId: ada.id, subject: null });

  expect([...done].sort()).toEqual(mutations());
  await vi.waitFor(
    async () => {
      for (const each of expected) expect(await trail(each), each.mutation).toBeGreaterThanOrEqual(each.times ?? 1);
    },
    { timeout: 20_000, interval: 500 },
  );
});

/** Every mutation of the public schema. */
function mutations(): string[] {
  const schema = buildSchema(readFileSync(new URL('../../schema/api.graphql', import.meta.url), 'utf8'));
  return Object.keys(schema.getMutationType()?.getFields() ?? {}).sort();
}

/** How many events of this action somebody left, about a subject where one is known; no more than a few are counted. */
async function trail({ action, actorId, subject }: Trace) {
  const { auditTrail } = await operator.data<{ auditTrail: { edges: unknown[] } }>(
    `query ($action: String, $actorId: ID, $subject: String) {
      auditTrail(first: 5, action: $action, actorId: $actorId, subject: $subject) { edges { node { id } } } }`,
    { action, actorId, subject },
  );
  return auditTrail.edges.length;
}

/** Somebody pays with all they have, disputes that, and closes their wallet before they are given it back. */
async function leaveMoneyBehind(
  operator: Person,
  till: string,
): Promise<{ readonly id: string; readonly owner: Person }> {
  const owner = await signUp(platform.url, 'Bob');
  const [walletId, card] = [await createWallet(owner), await addCard(owner)];
  await deposit(owner, walletId, card, '20.00');
  const { pay } = await owner.data<{ pay: { transaction: { id: string } } }>(
    'mutation ($input: PayInput!) { pay(input: $input) { transaction { id } } }',
    { input: { fromWalletId: walletId, merchantWalletId: till, amount: usd('20.00'), idempotencyKey: freshKey() } },
  );
  const { openDispute } = await owner.data<{ openDispute: { dispute: { id: string } } }>(
    'mutation ($input: DisputeInput!) { openDispute(input: $input) { dispute { id } } }',
    { input: { transactionId: pay.transaction.id, reason: 'DUPLICATE', idempotencyKey: freshKey() } },
  );
  await owner.data('mutation ($id: ID!) { closeWallet(id: $id) { wallet { id } userErrors { code } } }', {
    id: walletId,
  });
  await operator.data('mutation ($id: ID!) { resolveDispute(id: $id, outcome: LOST) { dispute { id } } }', {
    id: openDispute.dispute.id,
  });
  const { unclaimedFunds } = await operator.data<{
    unclaimedFunds: { edges: { node: { id: string; owner: { id: string }; amount: { amount: string } } }[] };
  }>('{ unclaimedFunds(first: 1, status: OPEN) { edges { node { id owner { id } amount { amount } } } } }');
  const [left] = unclaimedFunds.edges;
  expect(left?.node).toMatchObject({ owner: { id: owner.id }, amount: { amount: '20.00' } });
  return { id: left?.node.id ?? '', owner };
}
