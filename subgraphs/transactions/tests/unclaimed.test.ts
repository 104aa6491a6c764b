import { person } from '@paygraph/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { openDispute, parseDispute } from '../src/disputes/dispute-commands.ts';
import { endDispute } from '../src/disputes/dispute-end.ts';
import { moveMoney } from '../src/move-money.ts';
import { handleNotices } from '../src/notices/notice-worker.ts';
import type { MovementWallet } from '../src/peers.ts';
import type { Problem } from '../src/problems.ts';
import type { ProviderDisputeStatus } from '../src/providers/connector.ts';
import { workerQueues } from '../src/queue-store.ts';
import { parseDeposit, parsePayment, type parseTransfer, parseWithdrawal } from '../src/request.ts';
import { recoverDue } from '../src/saga/recovery.ts';
import type { Moved } from '../src/saga/replay.ts';
import type { TransactionRow } from '../src/transaction.ts';
import type { UnclaimedRow } from '../src/unclaimed/unclaimed.ts';
import { finishPayouts, payOutUnclaimed } from '../src/unclaimed/unclaimed-payout.ts';
import { listUnclaimed } from '../src/unclaimed/unclaimed-store.ts';
import { mountGraphql } from './mounted-graphql.ts';
import { mountTransactions } from './mounted-transactions.ts';

const ada = person('usr_ada');
const shop = person('usr_shop');
const operator = person('usr_op', 'OPERATOR');
const UNCLAIMED = 'acc_unclaimed_usd';
const HOUR_MS = 3_600_000;
const RETURNING = 'DE35370400440532013002';
const REFUSES_REFUNDS = '4000000000005126';
const DISPUTED = '4000000000000259';

let world: Awaited<ReturnType<typeof mountTransactions>>;
let graphql: Awaited<ReturnType<typeof mountGraphql>>;
beforeAll(async () => {
  world = await mountTransactions();
  graphql = await mountGraphql(world.deps);
});
afterAll(async () => {
  expect(graphql.faults).toEqual([]);
  // What the account has is what is written down of people's money, always.
  const rows = await listUnclaimed(world.database, { limit: 100, after: undefined }, null);
  const left = rows.reduce((sum, { status, minor }) => (status === 'PAID' ? sum : sum + minor), 0n);
  expect(at(UNCLAIMED)).toBe(left);
  await graphql[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});
afterEach(() => {
  world.outages.length = 0;
});

let serial = 0;
const usd = (amount: string) => ({ amount, currency: 'USD' });
const key = () => `key_${++serial}`;
const at = (id: string) => world.books.balance(id);

function wallet(over: Partial<MovementWallet> = {}, funds = 10_000n) {
  const id = `wal_${++serial}`;
  const base = { id, ownerId: 'usr_ada', currency: 'USD', type: 'PERSONAL', status: 'ACTIVE', limited: false } as const;
  world.wallets.set(id, { ...base, ...over });
  world.books.fund(id, funds);
  return id;
}
const close = (id: string) => {
  world.books.closed.add(id);
  world.wallets.set(id, { ...(world.wallets.get(id) as MovementWallet), status: 'CLOSED' });
};
async function moved(outcome: Promise<Moved | Problem> | Problem): Promise<TransactionRow> {
  const result = await outcome;
  if (typeof result === 'string') throw new Error(result);
  return result.transaction;
}
const move = (request: ReturnType<typeof parseTransfer>, by = ada) =>
  moved(typeof request === 'string' ? request : moveMoney(world.deps, by, request));
const now = ({ id }: TransactionRow) => world.deps.store.byId(id) as Promise<TransactionRow>;
const kept = async ({ id }: TransactionRow) => {
  const rows = await listUnclaimed(world.database, { limit: 100, after: undefined }, null);
  return rows.filter(({ transactionId }) => transactionId === id);
};
const queued = async (queue: string) =>
  (await workerQueues(world.database, world.deps.now())).find(({ name }) => name === queue)?.depth;
const told = async ({ id }: UnclaimedRow) => {
  const query = 'select type from outbox where subject = $1 order by xid, seq';
  return (await world.database.query<{ type: string }>(query, [id])).rows.map(({ type }) => type);
};

/** A withdrawal that comes back once the wallet it came from is closed. */
async function returned(minor = '30.00', owner = ada) {
  const walletId = wallet({ ownerId: owner.userId });
  const input = { walletId, paymentMethodId: `${RETURNING} of ${owner.userId}`, amount: usd(minor) };
  const withdrawal = await move(parseWithdrawal({ ...input, idempotencyKey: key() }), owner);
  // Paid first; then the wallet is closed, and then the money comes back.
  world.wait(3_000);
  world.providers['partner-bank'].tick();
  await recoverDue(world.deps);
  expect((await now(withdrawal)).status).toBe('SUCCEEDED');
  close(walletId);
  await world.settle();
  return withdrawal;
}
const unclaimedOf = async (row: TransactionRow) => (await kept(row))[0] as UnclaimedRow;

describe('money that cannot reach its owner is kept for them', () => {
  test('when a bank sends it back into a closed wallet', async () => {
    const before = at(UNCLAIMED);
    const withdrawal = await returned();
    expect(await now(withdrawal)).toMatchObject({ status: 'FAILED', failureCode: 'RETURNED', step: null });
    const [row, ...more] = await kept(withdrawal);
    expect([row, more]).toMatchObject([{ ownerId: 'usr_ada', minor: 3_000n, reason: 'RETURNED', status: 'OPEN' }, []]);
    expect(at(UNCLAIMED) - before).toBe(3_000n);
    expect(await told(row as UnclaimedRow)).toEqual(['unclaimed.recorded']);
  });

  test('when a dispute is lost and the wallet that paid is closed', async () => {
    const [fromWalletId, till] = [wallet(), wallet({ ownerId: 'usr_shop', type: 'MERCHANT' })];
    const payment = await move(
      parsePayment({ fromWalletId, merchantWalletId: till, amount: usd('40.00'), idempotencyKey: key() }),
    );
    const request = parseDispute({ transactionId: payment.id, reason: 'DUPLICATE', idempotencyKey: key() });
    const opened = typeof request === 'string' ? request : await openDispute(world.deps, ada, request);
    if (typeof opened === 'string') throw new Error(opened);
    close(fromWalletId);
    await endDispute(world.deps, operator, opened.dispute, { status: 'LOST' });
    expect((await now(payment)).status).toBe('REFUNDED');
    const chargeback = { id: opened.dispute.chargebackId ?? '' } as TransactionRow;
    expect(await now(chargeback)).toMatchObject({ step: null, deadAt: null });
    expect(await kept(chargeback)).toMatchObject([
      { ownerId: 'usr_ada', minor: 4_000n, reason: 'DISPUTE_DECIDED', status: 'OPEN' },
    ]);
  });

  test('when a card was charged for a closed wallet and takes no refund, whoever told of that or not', async () => {
    const acme = world.providers['acme-cards'];
    for (const isTold of [true, false]) {
      const walletId = wallet();
      const input = { walletId, paymentMethodId: `${REFUSES_REFUNDS} of usr_ada`, amount: usd('50.00') };
      world.books.closed.add(walletId);
      const deposit = await move(parseDeposit({ ...input, idempotencyKey: key() }));
      expect(deposit).toMatchObject({ status: 'FAILED', failureCode: 'WALLET_UNAVAILABLE' });
      expect(await kept(deposit)).toEqual([]);
      world.wait(5_000);
      acme.tick();
      const notices = acme.takeNotices();
      if (isTold) for (const each of notices) await world.deps.notices.record('acme-cards', each, world.deps.now());
      else world.wait(HOUR_MS);
      await handleNotices(world.deps);
      await handleNotices(world.deps);
      expect(await kept(deposit)).toMatchObject([
        { ownerId: 'usr_ada', minor: 5_000n, reason: 'CARD_REFUSED_REFUND', status: 'OPEN' },
      ]);
      // Looked at again and again, it is kept once.
      world.wait(10 * 24 * HOUR_MS);
      await handleNotices(world.deps);
      expect(await kept(deposit)).toHaveLength(1);
      expect(await now(deposit)).toMatchObject({ status: 'FAILED', step: null });
    }
  });

  test('but not what their bank has taken back for them before it could be given back', async () => {
    const walletId = wallet();
    const input = { walletId, paymentMethodId: `${DISPUTED} of usr_ada`, amount: usd('50.00') };
    world.books.closed.add(walletId);
    // Nobody knows whether the charge is to be given back until it is disputed.
    world.providers['acme-cards'].faults.set({ next: ['OK', 'OK', 'TIMEOUT_BEFORE'] });
    const deposit = await move(parseDeposit({ ...input, idempotencyKey: key() }));
    expect(deposit).toMatchObject({ status: 'PROCESSING', step: 'UNDO' });
    world.wait(20_000);
    await recoverDue(world.deps);
    expect(await now(deposit)).toMatchObject({ step: 'UNDO', lastError: expect.stringContaining('is disputed') });
    world.wait(8 * 24 * HOUR_MS);
    await recoverDue(world.deps);
    expect(await now(deposit)).toMatchObject({ status: 'FAILED', step: null, failureCode: 'WALLET_UNAVAILABLE' });
    expect(await kept(deposit)).toEqual([]);
    const gross = world.providers['acme-cards'].lines().filter(({ reference }) => reference === deposit.id);
    expect(gross.reduce((sum, line) => sum + line.gross, 0n)).toBe(0n);
  });
});

describe('what a card takes no refund of', () => {
  const acme = () => world.providers['acme-cards'];
  /** Refused by the card, and then disputed as well: providers keep the two apart. */
  const dispute = (status: ProviderDisputeStatus) => {
    const { connector } = world.deps.providers;
    const asked = vi.spyOn(world.deps.providers, 'connector').mockImplementation((name) => ({
      ...connector(name),
      async status(reference) {
        const state = await connector(name).status(reference);
        const disputes = [{ id: 'dp_1', minor: 5_000n, reason: 'fraudulent', status }];
        return typeof state === 'string' ? state : { ...state, disputes };
      },
    }));
    return { [Symbol.dispose]: () => asked.mockRestore() };
  };
  const refused = async () => {
    const walletId = wallet();
    const input = { walletId, paymentMethodId: `${REFUSES_REFUNDS} of usr_ada`, amount: usd('50.00') };
    world.books.closed.add(walletId);
    const deposit = await move(parseDeposit({ ...input, idempotencyKey: key() }));
    world.wait(5_000);
    acme().tick();
    for (const each of acme().takeNotices()) await world.deps.notices.record('acme-cards', each, world.deps.now());
    return deposit;
  };
  const look = async () => {
    world.wait(11 * 24 * HOUR_MS);
    await handleNotices(world.deps);
  };

  test('is kept once its bank has decided that who paid does not get it', async () => {
    const deposit = await refused();
    {
      using _open = dispute('OPEN');
      await look();
      expect(await kept(deposit)).toEqual([]);
    }
    using _won = dispute('WON');
    await look();
    expect(await kept(deposit)).toMatchObject([{ minor: 5_000n, reason: 'CARD_REFUSED_REFUND' }]);
  });

  test('is not kept when its bank has taken it back for who paid', async () => {
    const deposit = await refused();
    using _lost = dispute('LOST');
    await look();
    expect(await kept(deposit)).toEqual([]);
  });

  test('is not paid out while its bank may take it back, or has, or does not say', async () => {
    const deposit = await refused();
    await look();
    const { id } = await unclaimedOf(deposit);
    const walletId = wallet({}, 0n);
    const payOut = () => payOutUnclaimed(world.deps, operator, { id, walletId, idempotencyKey: key() });
    for (const status of ['INQUIRY', 'OPEN', 'LOST'] as const) {
      using _disputed = dispute(status);
      expect(await payOut()).toBe('CHARGE_DISPUTED');
    }
    acme().faults.set({ next: ['TIMEOUT_BEFORE'] });
    expect(await payOut()).toBe('PROVIDER_SILENT');
    expect(at(walletId)).toBe(0n);
    using _won = dispute('WON');
    expect(await payOut()).toMatchObject({ unclaimed: { status: 'PAID' } });
    expect(at(walletId)).toBe(5_000n);
  });
});

describe('unclaimed money', () => {
  const payOut = (row: UnclaimedRow, walletId: string, over: { by?: typeof operator; key?: string } = {}) =>
    payOutUnclaimed(world.deps, over.by ?? operator, { id: row.id, walletId, idempotencyKey: over.key ?? key() });

  test('is paid out once to a wallet of its owner, also when 20 ask at once under one key', async () => {
    const row = await unclaimedOf(await returned());
    const [walletId, idempotencyKey] = [wallet({}, 0n), key()];
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => payOut(row, walletId, { key: idempotencyKey })),
    );
    for (const outcome of outcomes) expect(outcome).toMatchObject({ unclaimed: { id: row.id, walletId } });
    expect(outcomes.filter((outcome) => typeof outcome !== 'string' && !outcome.replayed)).toHaveLength(1);
    expect(at(walletId)).toBe(3_000n);
    expect(await payOut(row, walletId, { key: idempotencyKey })).toMatchObject({
      ...{ replayed: true, unclaimed: { status: 'PAID', paidOutBy: 'usr_op' } },
    });
    expect(await payOut(row, wallet(), { key: idempotencyKey })).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(await payOut(row, walletId)).toBe('NOT_UNCLAIMED');
    expect(await told(row)).toEqual(['unclaimed.recorded', 'unclaimed.payout_started', 'unclaimed.paid_out']);
    expect(at(walletId)).toBe(3_000n);
  });

  test('goes to nobody else, nowhere it does not fit, and is decided by somebody else; then nothing is written', async () => {
    const row = await unclaimedOf(await returned());
    const theirs = await unclaimedOf(await returned('30.00', operator));
    expect(await payOut(row, wallet({ ownerId: 'usr_eve' }))).toBe('DESTINATION_NOT_FOUND');
    expect(await payOut(row, 'wal_none')).toBe('DESTINATION_NOT_FOUND');
    expect(await payOut(row, wallet({ currency: 'EUR' }))).toBe('CURRENCY_MISMATCH');
    expect(await payOut(row, wallet({ status: 'FROZEN' }))).toBe('WALLET_FROZEN');
    expect(await payOut(row, wallet(), { key: '' })).toBe('IDEMPOTENCY_KEY_INVALID');
    expect(await payOut(theirs, wallet({ ownerId: operator.userId }))).toBe('OWN_TRANSACTION');
    await expect(payOut({ ...row, id: 'ucl_none' }, wallet())).rejects.toThrow('not found');
    for (const each of [row, theirs]) expect(await told(each)).toEqual(['unclaimed.recorded']);
  });

  test('stays unclaimed when the wallet closes meanwhile, and goes to another one then', async () => {
    const row = await unclaimedOf(await returned());
    const [closing, other] = [wallet({}, 0n), wallet({}, 0n)];
    world.books.closed.add(closing);
    const idempotencyKey = key();
    expect(await payOut(row, closing, { key: idempotencyKey })).toBe('WALLET_CLOSED');
    expect(await payOut(row, closing, { key: idempotencyKey })).toBe('WALLET_CLOSED');
    const [after] = (await kept({ id: row.transactionId } as TransactionRow)) as [UnclaimedRow];
    expect(after).toMatchObject({ status: 'OPEN', walletId: null, paidOutBy: null, lastError: 'ACCOUNT_CLOSED' });
    expect(await payOut(row, other)).toMatchObject({ unclaimed: { status: 'PAID', walletId: other } });
    expect(at(other)).toBe(3_000n);
    // The same key is answered the same, whatever has happened since.
    expect(await payOut(row, closing, { key: idempotencyKey })).toBe('WALLET_CLOSED');
    expect(await told(row)).toEqual([
      ...['unclaimed.recorded', 'unclaimed.payout_started', 'unclaimed.payout_refused'],
      ...['unclaimed.payout_started', 'unclaimed.paid_out'],
    ]);
  });

  test('is paid out by the worker when whoever began could not finish', async () => {
    const row = await unclaimedOf(await returned());
    const walletId = wallet({}, 0n);
    world.outages.push('post');
    expect(await payOut(row, walletId)).toMatchObject({ unclaimed: { status: 'PAYING' } });
    world.outages.length = 0;
    expect(await finishPayouts(world.deps)).toBe(0);
    world.wait(15_000);
    expect(await queued('UNCLAIMED')).toBe(1);
    await Promise.all([finishPayouts(world.deps), finishPayouts(world.deps)]);
    expect(at(walletId)).toBe(3_000n);
    expect(await unclaimedOf({ id: row.transactionId } as TransactionRow)).toMatchObject({ status: 'PAID' });
    expect(await queued('UNCLAIMED')).toBe(0);
  });

  test('is shown to operators, and paid out by them', async () => {
    const row = await unclaimedOf(await returned());
    const LIST = `{ unclaimedFunds(first: 1, status: OPEN) { edges { node {
      id owner { id } amount { amount currency } reason status transaction { id type } paidOutTo { id } } } } }`;
    const listed = await graphql.execute(operator, LIST);
    expect(listed.data).toEqual({
      unclaimedFunds: {
        edges: [
          {
            node: {
              ...{ id: row.id, owner: { id: 'usr_ada' }, amount: usd('30.00'), reason: 'RETURNED', status: 'OPEN' },
              ...{ transaction: { id: row.transactionId, type: 'WITHDRAWAL' }, paidOutTo: null },
            },
          },
        ],
      },
    });
    const PAY = `mutation ($input: PayOutUnclaimedInput!) { payOutUnclaimed(input: $input) {
      unclaimed { status paidOutTo { id } paidOutBy { id } } userErrors { code field } } }`;
    const walletId = wallet({}, 0n);
    const ask = (by: typeof ada, input: object) =>
      graphql.execute(by, PAY, { input: { id: row.id, walletId, idempotencyKey: key(), ...input } });
    for (const by of [ada, shop]) {
      expect((await graphql.execute(by, LIST)).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
      expect((await ask(by, {})).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    }
    expect((await ask(operator, { walletId: 'wal_none' })).data).toEqual({
      payOutUnclaimed: {
        unclaimed: null,
        userErrors: [{ code: 'DESTINATION_NOT_FOUND', field: ['input', 'toWalletId'] }],
      },
    });
    expect((await ask(operator, {})).data).toEqual({
      payOutUnclaimed: {
        unclaimed: { status: 'PAID', paidOutTo: { id: walletId }, paidOutBy: { id: 'usr_op' } },
        userErrors: [],
      },
    });
  });
});
