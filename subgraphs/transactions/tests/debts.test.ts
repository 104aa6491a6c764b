import { person } from '@paygraph/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { debtsByWallet, listDebts } from '../src/debts/debt-store.ts';
import { collectDebts } from '../src/debts/debt-worker.ts';
import type { DisputeOutcome, DisputeRow } from '../src/disputes/dispute.ts';
import { openDispute, parseDispute, resolveDispute } from '../src/disputes/dispute-commands.ts';
import { moveMoney } from '../src/move-money.ts';
import type { MovementWallet } from '../src/peers.ts';
import { workerQueues } from '../src/queue-store.ts';
import { parsePayment } from '../src/request.ts';
import { listUnclaimed } from '../src/unclaimed/unclaimed-store.ts';
import { mountGraphql } from './mounted-graphql.ts';
import { mountTransactions } from './mounted-transactions.ts';

const ada = person('usr_ada');
const shop = person('usr_shop');
const operator = person('usr_op', 'OPERATOR');
const PAGE = { limit: 100, after: undefined };
/** Of a dispute. */
const FEE = 1_500n;
const LEASE_MS = 15_000;

let world: Awaited<ReturnType<typeof mountTransactions>>;
let graphql: Awaited<ReturnType<typeof mountGraphql>>;
beforeAll(async () => {
  world = await mountTransactions();
  graphql = await mountGraphql(world.deps);
});
afterAll(async () => {
  expect(graphql.faults).toEqual([]);
  await graphql[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});
afterEach(() => {
  world.outages.length = 0;
});

let serial = 0;
const at = (id: string) => world.books.balance(id);
const due = (id: string) => at(`acc_due_${id}_usd`);
const key = () => `key_${++serial}`;

function wallet(over: Partial<MovementWallet> = {}, funds = 100_000n) {
  const id = `wal_${++serial}`;
  const base = { id, ownerId: 'usr_ada', currency: 'USD', type: 'PERSONAL', status: 'ACTIVE', limited: false } as const;
  world.wallets.set(id, { ...base, ...over });
  world.books.fund(id, funds);
  return id;
}

/** A merchant who has spent what they were paid, and then is disputed over it: amount and fee are owed. */
async function indebted() {
  const till = wallet({ ownerId: 'usr_shop', type: 'MERCHANT' }, 0n);
  const payment = await moveOf(till, '100.00');
  world.books.fund(till, -10_000n);
  const request = parseDispute({ transactionId: payment.id, reason: 'DUPLICATE', idempotencyKey: key() });
  const opened = typeof request === 'string' ? request : await openDispute(world.deps, ada, request);
  if (typeof opened === 'string') throw new Error(opened);
  return { till, dispute: opened.dispute };
}
async function moveOf(merchantWalletId: string, amount: string) {
  const money = { amount, currency: 'USD' };
  const request = parsePayment({ fromWalletId: wallet(), merchantWalletId, amount: money, idempotencyKey: key() });
  const moved = typeof request === 'string' ? request : await moveMoney(world.deps, ada, request);
  if (typeof moved === 'string') throw new Error(moved);
  return moved.transaction;
}
const resolve = ({ id }: DisputeRow, outcome: DisputeOutcome) =>
  resolveDispute(world.deps, operator, { id, outcome, note: null });
const owed = async (id: string) => (await debtsByWallet(world.database, [id])).get(id)?.owedMinor;
const told = async (walletId: string) => {
  const query = `select data->>'amount' amount, data->>'owed' owed from outbox where subject = $1 and type = 'debt.collected'
                  order by xid, seq`;
  const { rows } = await world.database.query<{ amount: string; owed: string }>(query, [walletId]);
  return rows.map(({ amount, owed: left }) => [amount, left]);
};
/** What workers do once it is time to look again. */
async function collect(times = 1) {
  for (let round = 0; round < times; round++) {
    world.wait(LEASE_MS);
    await Promise.all([collectDebts(world.deps), collectDebts(world.deps)]);
  }
}

describe('what a merchant owes', () => {
  test('is taken from what comes in next, and no more than that', async () => {
    const { till } = await indebted();
    expect([await owed(till), due(till)]).toEqual([10_000n + FEE, -10_000n - FEE]);
    await collect();
    expect([await owed(till), at(till)]).toEqual([10_000n + FEE, 0n]);
    await moveOf(till, '40.00');
    await collect(2);
    expect([await owed(till), due(till), at(till)]).toEqual([7_500n, -7_500n, 0n]);
    await moveOf(till, '200.00');
    await collect(2);
    expect([await owed(till), due(till), at(till)]).toEqual([0n, 0n, 12_500n]);
    expect(await told(till)).toEqual([
      ['40.00', '75.00'],
      ['75.00', '0.00'],
    ]);
  });

  test('is forgiven when they win before it was collected', async () => {
    const { till, dispute } = await indebted();
    await resolve(dispute, 'WON');
    await moveOf(till, '50.00');
    await collect();
    expect([await owed(till), due(till), at(till)]).toEqual([0n, 0n, 5_000n]);
  });

  test('is given back when they win after it was collected', async () => {
    const { till, dispute } = await indebted();
    await moveOf(till, '200.00');
    await collect();
    expect([await owed(till), at(till)]).toEqual([0n, 20_000n - 10_000n - FEE]);
    await resolve(dispute, 'WON');
    expect(await owed(till)).toBe(-10_000n - FEE);
    await collect();
    expect([await owed(till), due(till), at(till)]).toEqual([0n, 0n, 20_000n]);
    expect((await told(till)).at(-1)).toEqual(['-115.00', '0.00']);
  });

  test('is kept for them when it is to be given back and their wallet is closed', async () => {
    const { till, dispute } = await indebted();
    await moveOf(till, '200.00');
    await collect();
    world.books.closed.add(till);
    await resolve(dispute, 'WON');
    await collect(2);
    expect([await owed(till), due(till)]).toEqual([0n, 0n]);
    const rows = await listUnclaimed(world.database, PAGE, 'OPEN');
    expect(rows.filter(({ transactionId }) => transactionId === dispute.chargebackId)).toMatchObject([
      { ownerId: 'usr_shop', minor: 10_000n + FEE, reason: 'DISPUTE_DECIDED' },
    ]);
  });

  test('is collected once, whoever dies in between and however many workers there are', async () => {
    const { till } = await indebted();
    await moveOf(till, '200.00');
    world.outages.push('post');
    await collect();
    expect([await owed(till), at(till)]).toEqual([10_000n + FEE, 20_000n]);
    world.outages.length = 0;
    world.wait(LEASE_MS);
    const queues = await workerQueues(world.database, world.deps.now());
    expect(queues.find(({ name }) => name === 'DEBTS')?.depth).toBe(1);
    // What was written down is booked, though more has come in since.
    await moveOf(till, '10.00');
    await collect(2);
    expect([await owed(till), due(till), at(till)]).toEqual([0n, 0n, 21_000n - 10_000n - FEE]);
    expect(await told(till)).toEqual([['115.00', '0.00']]);
  });

  test('waits on when the money is gone again before it is taken', async () => {
    const { till } = await indebted();
    await moveOf(till, '50.00');
    world.outages.push('post');
    await collect();
    world.outages.length = 0;
    world.books.fund(till, -5_000n);
    await collect();
    expect([await owed(till), due(till), at(till)]).toEqual([10_000n + FEE, -10_000n - FEE, 0n]);
    await moveOf(till, '30.00');
    await collect();
    expect([await owed(till), at(till)]).toEqual([10_000n + FEE - 3_000n, 0n]);
  });

  test('is shown to them and to operators, and to nobody else', async () => {
    const { till } = await indebted();
    await moveOf(till, '15.00');
    await collect();
    const SHOWN = `query ($wallets: [_Any!]!) { _entities(representations: $wallets) { ... on Wallet { debt {
      owed { amount currency } collected { amount } owner { id } wallet { id } } } } }`;
    const shown = async (by: typeof ada) =>
      (await graphql.execute(by, SHOWN, { wallets: [{ __typename: 'Wallet', id: till }] })).data?._entities;
    const debt = {
      ...{ owed: { amount: '100.00', currency: 'USD' }, collected: { amount: '15.00' } },
      ...{ owner: { id: 'usr_shop' }, wallet: { id: till } },
    };
    expect(await shown(shop)).toEqual([{ debt }]);
    expect(await shown(operator)).toEqual([{ debt }]);
    expect(await shown(ada)).toEqual([{ debt: null }]);
    const LIST = '{ merchantDebts(first: 100) { edges { node { wallet { id } owed { amount } } } } }';
    const { data } = await graphql.execute(operator, LIST);
    const listed = (data as { merchantDebts: { edges: { node: { wallet: { id: string } } }[] } }).merchantDebts.edges;
    const expected = (await listDebts(world.database, PAGE)).map(({ walletId }) => walletId);
    expect(listed.map(({ node }) => node.wallet.id)).toEqual(expected);
    expect(expected).toContain(till);
    expect((await graphql.execute(shop, LIST)).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    await moveOf(till, '100.00');
    await collect();
    expect(await shown(shop)).toEqual([{ debt: null }]);
  });
});
