import { person } from '@paygraph/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { moveMoney } from '../src/move-money.ts';
import type { MovementWallet } from '../src/peers.ts';
import type { Problem } from '../src/problems.ts';
import { type DepositInput, parseDeposit, parseTransfer, type TransferInput } from '../src/request.ts';
import { recoverDue } from '../src/saga/recovery.ts';
import type { Moved } from '../src/saga/replay.ts';
import { mountTransactions } from './mounted-transactions.ts';

const ada = person('usr_ada');
const LEASE_MS = 20_000;

let world: Awaited<ReturnType<typeof mountTransactions>>;
beforeAll(async () => {
  world = await mountTransactions();
});
afterAll(() => world[Symbol.asyncDispose]());

let serial = 0;
function wallet(over: Partial<MovementWallet> = {}) {
  const id = `wal_${++serial}`;
  world.wallets.set(id, {
    ...{ id, ownerId: 'usr_ada', currency: 'USD', type: 'PERSONAL', status: 'ACTIVE', limited: false },
    ...over,
  });
  world.books.fund(id, 100_000n);
  return id;
}

async function run(request: ReturnType<typeof parseTransfer>): Promise<Moved | Problem> {
  return typeof request === 'string' ? request : moveMoney(world.deps, ada, request);
}
const transfer = (over: Partial<TransferInput> = {}) =>
  run(
    parseTransfer({
      fromWalletId: wallet(),
      toWalletId: wallet({ ownerId: 'usr_bob' }),
      amount: { amount: '10.00', currency: 'USD' },
      idempotencyKey: `key_${++serial}`,
      ...over,
    }),
  );
const deposit = (over: Partial<DepositInput> = {}) =>
  run(
    parseDeposit({
      walletId: wallet(),
      amount: { amount: '10.00', currency: 'USD' },
      paymentMethodId: '4242424242424242 of usr_ada',
      idempotencyKey: `key_${++serial}`,
      ...over,
    }),
  );

function moved(outcome: Moved | Problem): Moved {
  if (typeof outcome === 'string') throw new Error(outcome);
  return outcome;
}
const stateOf = (id: string) => world.deps.store.byId(id);
const countRows = async () =>
  (
    await world.database.query<{ n: bigint }>(
      'select (select count(*) from transactions) + (select count(*) from idempotency_keys) + (select count(*) from outbox) n',
    )
  ).rows[0]?.n;

/** Turns the clock until nothing is due any more. */
async function recoverAll() {
  for (let round = 0; round < 8; round++) {
    world.wait(LEASE_MS * 2 ** Math.min(round, 4));
    if ((await recoverDue(world.deps)) === 0) return;
  }
  throw new Error('something is never finished');
}

describe('a transfer', () => {
  test('succeeds and leaves its story', async () => {
    const { transaction } = moved(await transfer());
    expect(transaction).toMatchObject({ status: 'SUCCEEDED', failureCode: null });
    expect(transaction.settledAt).toBeInstanceOf(Date);
    expect(world.books.balance(transaction.destinationWalletId ?? '')).toBe(101_000n);
    const { rows } = await world.database.query<{ type: string }>(
      'select type from outbox where subject = $1 order by xid, seq',
      [transaction.id],
    );
    expect(rows.map(({ type }) => type)).toEqual(['transaction.created', 'transaction.succeeded']);
  });

  test('that risk blocks fails, and nothing is posted', async () => {
    world.risk.set('suspicious', 'BLOCK');
    const { transaction } = moved(await transfer({ description: 'suspicious' }));
    expect(transaction).toMatchObject({ status: 'FAILED', failureCode: 'BLOCKED' });
    expect(world.books.decided.has(transaction.id)).toBe(false);
  });

  test.each<[string, (over?: object) => Partial<TransferInput>, Problem]>([
    ['zero', () => ({ amount: { amount: '0', currency: 'USD' } }), 'AMOUNT_NOT_POSITIVE'],
    ['a negative amount', () => ({ amount: { amount: '-1', currency: 'USD' } }), 'AMOUNT_NOT_POSITIVE'],
    ['too many decimals', () => ({ amount: { amount: '1.001', currency: 'USD' } }), 'TOO_MANY_DECIMALS'],
    ['an unknown currency', () => ({ amount: { amount: '1', currency: 'ZZZ' } }), 'UNKNOWN_CURRENCY'],
    ['another currency than the wallet’s', () => ({ amount: { amount: '1', currency: 'EUR' } }), 'CURRENCY_MISMATCH'],
    [
      'more than can be moved',
      () => ({ amount: { amount: '10000000000000.01', currency: 'USD' } }),
      'AMOUNT_TOO_LARGE',
    ],
    ['a frozen source', () => ({ fromWalletId: wallet({ status: 'FROZEN' }) }), 'WALLET_FROZEN'],
    ['a closed destination', () => ({ toWalletId: wallet({ ownerId: 'usr_bob', status: 'CLOSED' }) }), 'WALLET_CLOSED'],
    ['a source of somebody else', () => ({ fromWalletId: wallet({ ownerId: 'usr_bob' }) }), 'SOURCE_NOT_FOUND'],
    ['an unknown source', () => ({ fromWalletId: 'wal_unknown' }), 'SOURCE_NOT_FOUND'],
    ['an unknown destination', () => ({ toWalletId: 'wal_unknown' }), 'DESTINATION_NOT_FOUND'],
    ['the same wallet twice', () => ({ fromWalletId: 'wal_x', toWalletId: 'wal_x' }), 'SAME_WALLET'],
    ['an empty key', () => ({ idempotencyKey: '' }), 'IDEMPOTENCY_KEY_INVALID'],
    ['a key over 255 characters', () => ({ idempotencyKey: 'k'.repeat(256) }), 'IDEMPOTENCY_KEY_INVALID'],
    ['a description over 500 characters', () => ({ description: 'd'.repeat(501) }), 'DESCRIPTION_TOO_LONG'],
    ['metadata that is no object', () => ({ metadata: [1] }), 'METADATA_INVALID'],
    ['metadata over 4 kB', () => ({ metadata: { text: 'm'.repeat(5_000) } }), 'METADATA_INVALID'],
  ])('with %s is refused and nothing is written', async (_, over, problem) => {
    const before = await countRows();
    expect(await transfer(over())).toBe(problem);
    expect(await countRows()).toBe(before);
  });
});

describe('a deposit', () => {
  test('charges the card, then books it', async () => {
    const { transaction } = moved(await deposit());
    expect(transaction).toMatchObject({
      status: 'SUCCEEDED',
      provider: 'acme-cards',
      providerReference: expect.any(String),
    });
    expect(world.providers['acme-cards'].operation(transaction.id)?.captures).toMatchObject([{ minor: 1000n }]);
    const { rows } = await world.database.query<{ type: string }>(
      'select type from outbox where subject = $1 order by xid, seq',
      [transaction.id],
    );
    expect(rows.map(({ type }) => type)).toEqual([
      'transaction.created',
      'transaction.processing',
      'transaction.succeeded',
    ]);
  });

  test('that is declined fails with the issuer’s reason', async () => {
    const { transaction } = moved(await deposit({ paymentMethodId: '4000000000000002 of usr_ada' }));
    expect(transaction).toMatchObject({
      status: 'FAILED',
      failureCode: 'CARD_DECLINED',
      declineCode: 'generic_decline',
    });
    expect(world.books.decided.has(transaction.id)).toBe(false);
  });

  test.each(['TIMEOUT_BEFORE', 'TIMEOUT_AFTER', 'LATE', 'ERROR_AFTER'] as const)(
    'whose provider met %s waits, and is finished without a second charge',
    async (fault) => {
      world.providers['acme-cards'].faults.set({ next: [fault] });
      const { transaction } = moved(await deposit());
      expect(transaction.status).toBe('PROCESSING');
      await world.settle();
      expect(await stateOf(transaction.id)).toMatchObject({ status: 'SUCCEEDED', provider: 'acme-cards' });
      expect(world.providers['acme-cards'].operation(transaction.id)?.captures).toMatchObject([{ minor: 1000n }]);
    },
  );

  test('goes to another provider when the first certainly did nothing', async () => {
    world.providers['acme-cards'].faults.set({ next: ['UNAVAILABLE'] });
    const { transaction } = moved(await deposit());
    expect(transaction).toMatchObject({ status: 'SUCCEEDED', provider: 'nova-cards' });
    expect(world.providers['acme-cards'].operation(transaction.id)).toBeUndefined();
  });

  test('that nobody can charge has failed, and nothing was charged', async () => {
    world.providers['acme-cards'].faults.set({ next: ['UNAVAILABLE'] });
    world.providers['nova-cards'].faults.set({ next: ['RATE_LIMITED'] });
    const { transaction } = moved(await deposit());
    expect(transaction).toMatchObject({ status: 'FAILED', failureCode: 'PROVIDER_UNAVAILABLE' });
  });

  test('that cannot be booked after the charge is given back', async () => {
    const walletId = wallet();
    world.books.closed.add(walletId);
    const { transaction } = moved(await deposit({ walletId }));
    expect(transaction).toMatchObject({ status: 'FAILED', failureCode: 'WALLET_UNAVAILABLE' });
    expect(world.providers['acme-cards'].operation(transaction.id)?.refunds).toMatchObject([{ minor: 1000n }]);
  });

  test.each<[string, () => Partial<DepositInput>, Problem]>([
    ['a card of somebody else', () => ({ paymentMethodId: '4242424242424242 of usr_bob' }), 'PAYMENT_METHOD_NOT_FOUND'],
    ['a wallet of somebody else', () => ({ walletId: wallet({ ownerId: 'usr_bob' }) }), 'DESTINATION_NOT_FOUND'],
  ])('with %s is refused and nothing is written', async (_, over, problem) => {
    const before = await countRows();
    expect(await deposit(over())).toBe(problem);
    expect(await countRows()).toBe(before);
  });
});

describe('an idempotency key', () => {
  test('moves money once under 50 concurrent calls, and gives all the same answer', async () => {
    const input = {
      fromWalletId: wallet(),
      toWalletId: wallet({ ownerId: 'usr_bob' }),
      idempotencyKey: 'double-click',
    };
    const outcomes = (await Promise.all(Array.from({ length: 50 }, () => transfer(input)))).map(moved);
    expect(new Set(outcomes.map(({ transaction }) => transaction.id)).size).toBe(1);
    expect(outcomes.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(world.books.balance(input.toWalletId)).toBe(101_000n);
  });

  test('gives the first answer again, even when the wallet was closed since', async () => {
    const fromWalletId = wallet();
    const input = { fromWalletId, toWalletId: wallet({ ownerId: 'usr_bob' }), idempotencyKey: 'again' };
    const first = moved(await transfer(input));
    const before = world.wallets.get(fromWalletId) as MovementWallet;
    world.wallets.set(fromWalletId, { ...before, status: 'CLOSED' });
    expect(moved(await transfer(input))).toMatchObject({
      replayed: true,
      transaction: { id: first.transaction.id, status: 'SUCCEEDED' },
    });
  });

  test('sticks to a failure that depended on state', async () => {
    const fromWalletId = wallet();
    const toWalletId = wallet({ ownerId: 'usr_bob' });
    const amount = { amount: '1000.01', currency: 'USD' };
    const input = { fromWalletId, toWalletId, amount, idempotencyKey: 'poor' };
    expect(moved(await transfer(input)).transaction.failureCode).toBe('INSUFFICIENT_FUNDS');
    world.books.fund(fromWalletId, 1n);
    expect(moved(await transfer(input))).toMatchObject({
      replayed: true,
      transaction: { failureCode: 'INSUFFICIENT_FUNDS' },
    });
  });

  test('with other input is refused', async () => {
    const input = { fromWalletId: wallet(), toWalletId: wallet({ ownerId: 'usr_bob' }), idempotencyKey: 'reused' };
    await transfer(input);
    expect(await transfer({ ...input, amount: { amount: '11.00', currency: 'USD' } })).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  test('means the same input however it is written', async () => {
    const input = {
      fromWalletId: wallet(),
      toWalletId: wallet({ ownerId: 'usr_bob' }),
      idempotencyKey: 'same',
      metadata: { a: 1, b: 2 },
    };
    const first = moved(await transfer(input));
    const again = moved(
      await transfer({ ...input, amount: { amount: '10', currency: 'USD' }, metadata: { b: 2, a: 1 } }),
    );
    expect(again).toMatchObject({ replayed: true, transaction: { id: first.transaction.id } });
  });

  test('belongs to its caller: somebody else’s same key is another', async () => {
    const bob = person('usr_bob');
    const request = parseTransfer({
      fromWalletId: wallet({ ownerId: 'usr_bob' }),
      toWalletId: wallet(),
      amount: { amount: '1.00', currency: 'USD' },
      idempotencyKey: 'double-click',
    });
    if (typeof request === 'string') throw new Error(request);
    expect(moved(await moveMoney(world.deps, bob, request)).replayed).toBe(false);
  });
});

describe('when a neighbour is gone in the middle', () => {
  test.each(['assess', 'post', 'after assess', 'after post'] as const)(
    'at %s, the transfer is finished later, once',
    async (call) => {
      world.outages.push(call);
      const { transaction } = moved(await transfer());
      expect(transaction.status).toBe('CREATED');
      await recoverAll();
      expect(await stateOf(transaction.id)).toMatchObject({ status: 'SUCCEEDED' });
      expect(world.books.balance(transaction.destinationWalletId ?? '')).toBe(101_000n);
    },
  );

  test('at the charge, the deposit is finished later', async () => {
    world.outages.push('instrument');
    const { transaction } = moved(await deposit());
    expect(transaction.status).toBe('PROCESSING');
    await recoverAll();
    expect(await stateOf(transaction.id)).toMatchObject({ status: 'SUCCEEDED' });
  });

  test('before anything is recorded, the caller hears of it and nothing is written', async () => {
    const before = await countRows();
    world.outages.push('wallet');
    await expect(transfer()).rejects.toThrow('cannot be reached');
    expect(await countRows()).toBe(before);
  });

  test('two recovery workers at once finish each transaction once', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 10; count++) {
      world.outages.push('assess');
      ids.push(moved(await transfer()).transaction.id);
    }
    world.wait(LEASE_MS);
    const taken = await Promise.all([recoverDue(world.deps), recoverDue(world.deps)]);
    expect(taken[0] + taken[1]).toBe(10);
    for (const id of ids) expect((await stateOf(id))?.status).toBe('SUCCEEDED');
    const { rows } = await world.database.query<{ n: bigint }>(
      `select count(*) n from outbox where type = 'transaction.succeeded' and subject = any($1)`,
      [ids],
    );
    expect(rows[0]?.n).toBe(10n);
  });
});
