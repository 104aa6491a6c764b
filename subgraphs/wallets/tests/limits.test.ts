import { person, SERVICE } from '@paygraph/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sweepLimits } from '../src/limit-sweeper.ts';
import { mountWallets } from './mounted-wallets.ts';

const ada = person('usr_ada');
const eve = person('usr_eve');
const operator = person('usr_operator', 'OPERATOR');

const LIMITS = '{ perTransaction { amount currency } daily { amount currency } monthly { amount currency } }';
const CREATE = 'mutation ($input: CreateWalletInput!) { createWallet(input: $input) { wallet { id } } }';
const SET = `mutation ($id: ID!, $input: WalletLimitsInput!) { setWalletLimits(id: $id, input: $input) {
  wallet { id limits ${LIMITS} } userErrors { code field }
} }`;
const RESERVE =
  'mutation ($inputs: [_ReserveLimitInput!]!) { _reserveLimits(inputs: $inputs) { transactionId exceeded } }';
const SETTLE =
  'mutation ($inputs: [_SettleLimitInput!]!) { _settleLimits(inputs: $inputs) { transactionId kept { amount currency } } }';

interface Payload {
  wallet: { id: string; limits: Record<string, { amount: string; currency: string } | null> } | null;
  userErrors: { code: string }[];
}
type Reservation = { transactionId: string; exceeded: string | null } | null;

let subgraph: Awaited<ReturnType<typeof mountWallets>>;
beforeAll(async () => {
  // A clock that stands still: what these tests count is forgotten when they say so, and by nobody else.
  subgraph = await mountWallets(() => new Date('2024-06-01T00:00:00Z'));
});
afterAll(async () => {
  expect(subgraph.faults).toEqual([]);
  await subgraph[Symbol.asyncDispose]();
});

const usd = (amount: string) => ({ amount, currency: 'USD' });
let number = 0;
const transaction = () => `txn_${++number}`;

async function create(limits: Record<string, unknown> = {}) {
  const input = { currency: 'USD', name: 'Daily' };
  const { createWallet } = await subgraph.data<{ createWallet: { wallet: { id: string } } }>(
    person(`usr_${crypto.randomUUID()}`),
    CREATE,
    { input },
  );
  const { id } = createWallet.wallet;
  if (Object.keys(limits).length > 0) await set(operator, id, limits);
  return id;
}
async function set(actor: typeof ada, id: string, input: Record<string, unknown>) {
  return (await subgraph.data<{ setWalletLimits: Payload }>(actor, SET, { id, input })).setWalletLimits;
}
const mine = async () =>
  (
    await subgraph.data<{ createWallet: { wallet: { id: string } } }>(ada, CREATE, {
      input: { currency: 'USD', name: 'Mine' },
    })
  ).createWallet.wallet.id;

interface Ask {
  walletId: string;
  amount: string;
  transactionId?: string;
  at?: string;
}
async function reserve(...asks: Ask[]): Promise<Reservation[]> {
  const inputs = asks.map(({ walletId, amount, transactionId = transaction(), at = '2026-01-15T12:00:00Z' }) => ({
    transactionId,
    walletId,
    amount: usd(amount),
    at,
  }));
  return (await subgraph.data<{ _reserveLimits: Reservation[] }>(SERVICE, RESERVE, { inputs }))._reserveLimits;
}
const refusals = async (...asks: Ask[]) => (await reserve(...asks)).map((each) => each?.exceeded);
async function settle(transactionId: string, kept: string) {
  const inputs = [{ transactionId, kept: usd(kept) }];
  const { _settleLimits } = await subgraph.data<{ _settleLimits: ({ kept: { amount: string } } | null)[] }>(
    SERVICE,
    SETTLE,
    { inputs },
  );
  return _settleLimits[0]?.kept.amount;
}

describe('setting limits', () => {
  test('changes what is named, keeps the rest, and is kept as history', async () => {
    const id = await mine();
    await set(ada, id, { perTransaction: usd('50'), daily: usd('100') });
    const { wallet } = await set(ada, id, { daily: null, monthly: usd('1000') });
    expect(wallet?.limits).toEqual({ perTransaction: usd('50.00'), daily: null, monthly: usd('1000.00') });

    const query = `query ($id: ID!, $time: DateTime!) { wallet(id: $id) {
      history { type limits { daily { amount } } occurredAt } asOf(time: $time) { limits { daily { amount } } }
    } }`;
    const read = (time: string) =>
      subgraph.data<{ wallet: { history: { type: string; occurredAt: string }[]; asOf: unknown } }>(ada, query, {
        id,
        time,
      });
    const { history } = (await read('2000-01-01T00:00:00Z')).wallet;
    expect(history).toMatchObject([
      { type: 'OPENED', limits: null },
      { type: 'LIMITS_CHANGED', limits: { daily: { amount: '100.00' } } },
      { type: 'LIMITS_CHANGED', limits: { daily: null } },
    ]);
    await expect
      .poll(() => subgraph.events.filter(({ subject }) => subject === id).map(({ type }) => type))
      .toEqual(['wallet.opened', 'wallet.limits_changed', 'wallet.limits_changed']);
    expect(subgraph.events.findLast(({ subject }) => subject === id)?.data).toMatchObject({
      limits: { perTransaction: { amount: '50.00', by: 'OWNER' }, daily: null, monthly: { amount: '1000.00' } },
    });
    const later = new Date(Date.parse(history[2]?.occurredAt ?? '') + 1).toISOString();
    expect((await read(later)).wallet.asOf).toEqual({ limits: { daily: null } });
  });

  test('an operator set is loosened by operators only, whatever the owner did in between', async () => {
    const id = await mine();
    await set(operator, id, { daily: usd('100') });
    const codes = async (actor: typeof ada, input: object) =>
      (await set(actor, id, { ...input })).userErrors.map(({ code }) => code);
    expect(await codes(ada, { daily: usd('100.01') })).toEqual(['LIMIT_SET_BY_OPERATOR']);
    expect(await codes(ada, { daily: null })).toEqual(['LIMIT_SET_BY_OPERATOR']);
    expect(await codes(ada, { daily: usd('10') })).toEqual([]);
    expect(await codes(ada, { daily: usd('100') })).toEqual(['LIMIT_SET_BY_OPERATOR']);
    expect(await codes(operator, { daily: null })).toEqual([]);
  });

  test.each([
    [{ daily: usd('0') }, 'LIMIT_INVALID'],
    [{ daily: usd('1.234') }, 'LIMIT_INVALID'],
    [{ daily: { amount: '1', currency: 'EUR' } }, 'LIMIT_CURRENCY_MISMATCH'],
    [{ perTransaction: usd('1'), daily: { amount: '1', currency: 'nope' } }, 'LIMIT_INVALID'],
  ])('to %o is refused as %s, and nothing is written', async (input, code) => {
    const id = await mine();
    const rows = async () => (await subgraph.database.query('select from outbox')).rowCount;
    const before = await rows();
    expect((await set(ada, id, input)).userErrors.map((error) => error.code)).toEqual([code]);
    expect(await rows()).toBe(before);
  });

  test('of somebody else’s wallet finds none', async () => {
    const id = await mine();
    const { errors } = await subgraph.execute(eve, SET, { id, input: { daily: usd('1') } });
    expect(errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  });

  test('to what they are writes nothing', async () => {
    const id = await mine();
    await set(ada, id, { daily: usd('5') });
    const { wallet, userErrors } = await set(ada, id, { daily: usd('5.00') });
    expect([wallet?.limits.daily, userErrors]).toEqual([usd('5.00'), []]);
    const { rowCount } = await subgraph.database.query('select from wallet_events where wallet_id = $1', [id]);
    expect(rowCount).toBe(2);
  });

  test('makes a movement of money ask', async () => {
    const ids = [await create(), await create({ monthly: usd('5') })];
    const query = 'query ($ids: [ID!]!) { _movementWallets(ids: $ids) { type limited } }';
    expect(await subgraph.data(SERVICE, query, { ids })).toEqual({
      _movementWallets: [
        { type: 'PERSONAL', limited: false },
        { type: 'PERSONAL', limited: true },
      ],
    });
  });
});

describe('money that is to leave', () => {
  test('is refused by the limit it would exceed, and then counts nothing', async () => {
    const walletId = await create({ perTransaction: usd('60'), daily: usd('100'), monthly: usd('150') });
    const day = (day: string, amount: string) => ({ walletId, amount, at: `2026-03-${day}T12:00:00Z` });
    expect(await refusals(day('01', '60.01'))).toEqual(['PER_TRANSACTION']);
    expect(await refusals(day('01', '60'), day('01', '40.01'), day('01', '40'))).toEqual([null, 'DAILY', null]);
    expect(await refusals(day('02', '50.01'))).toEqual(['MONTHLY']);
    expect(await refusals(day('02', '50'))).toEqual([null]);
  });

  test('counts in the day and the month of UTC', async () => {
    const walletId = await create({ daily: usd('10'), monthly: usd('15') });
    const at = (at: string, amount: string) => ({ walletId, amount, at });
    expect(await refusals(at('2026-01-30T23:59:59.999Z', '10'))).toEqual([null]);
    expect(await refusals(at('2026-01-31T00:00:00Z', '5'))).toEqual([null]);
    expect(await refusals(at('2026-02-01T00:30:00+01:00', '0.01'))).toEqual(['MONTHLY']);
    expect(await refusals(at('2026-02-01T00:00:00Z', '10'))).toEqual([null]);
    expect(await refusals(at('2026-02-01T23:59:59Z', '0.01'), at('2026-02-02T00:00:00Z', '5'))).toEqual([
      'DAILY',
      null,
    ]);
  });

  test('is decided once: asking again answers the same and counts nothing', async () => {
    const walletId = await create({ daily: usd('10') });
    const taken = { walletId, amount: '6', transactionId: transaction() };
    const refused = { walletId, amount: '5', transactionId: transaction() };
    expect(await refusals(taken, taken, refused)).toEqual([null, null, 'DAILY']);
    await set(operator, walletId, { daily: null });
    expect(await refusals(refused, { ...taken, amount: '100' })).toEqual(['DAILY', null]);
    await set(operator, walletId, { daily: usd('10') });
    expect(await refusals({ walletId, amount: '4.01' }, { walletId, amount: '4' })).toEqual(['DAILY', null]);
  });

  test('never overshoots, however many come at once', async () => {
    const walletId = await create({ daily: usd('100') });
    const other = await create({ daily: usd('1') });
    const decided = await Promise.all(
      Array.from({ length: 50 }, (_, index) => {
        const asks = [
          { walletId, amount: '7' },
          { walletId: other, amount: '0.10' },
        ];
        return refusals(...(index % 2 ? asks : asks.toReversed()));
      }),
    );
    expect(decided.flat().filter((exceeded) => exceeded === null)).toHaveLength(14 + 10);
    const { rows } = await subgraph.database.query<{ used: bigint }>(
      'select used from limit_usage where wallet_id = any($1) order by used',
      [[walletId, other]],
    );
    expect(rows).toEqual([{ used: 100n }, { used: 9_800n }]);
  });

  test('is decided once also when the same transaction comes many times at once', async () => {
    const walletId = await create({ daily: usd('10') });
    const transactionId = transaction();
    await Promise.all(Array.from({ length: 20 }, () => reserve({ walletId, amount: '10', transactionId })));
    expect(await refusals({ walletId, amount: '0.01' })).toEqual(['DAILY']);
    expect(await settle(transactionId, '0')).toBe('0.00');
    expect(await refusals({ walletId, amount: '10' })).toEqual([null]);
  });

  test('from a wallet that is not there has no answer, and its neighbours do', async () => {
    const walletId = await create({ daily: usd('10') });
    const decided = await reserve({ walletId: 'wal_none', amount: '1' }, { walletId, amount: '1' });
    expect(decided).toMatchObject([null, { exceeded: null }]);
    const inputs = [
      { walletId, transactionId: transaction(), amount: { amount: '1', currency: 'EUR' }, at: '2026-01-01T00:00:00Z' },
    ];
    expect(await subgraph.data(SERVICE, RESERVE, { inputs })).toEqual({ _reserveLimits: [null] });
  });
});

describe('what counts in the end', () => {
  test('is what was kept, however often it is said', async () => {
    const walletId = await create({ daily: usd('10') });
    const transactionId = transaction();
    await reserve({ walletId, amount: '10', transactionId });
    expect(await settle(transactionId, '4')).toBe('4.00');
    await Promise.all(Array.from({ length: 10 }, () => settle(transactionId, '4')));
    expect(await refusals({ walletId, amount: '6.01' }, { walletId, amount: '6' })).toEqual(['DAILY', null]);
  });

  test('is given back to the day it was taken from', async () => {
    const walletId = await create({ daily: usd('10'), monthly: usd('10') });
    const transactionId = transaction();
    await reserve({ walletId, amount: '10', transactionId, at: '2026-04-30T23:00:00Z' });
    await reserve({ walletId, amount: '10', at: '2026-05-01T00:00:00Z' });
    await settle(transactionId, '0');
    expect(await refusals({ walletId, amount: '1', at: '2026-05-01T09:00:00Z' })).toEqual(['DAILY']);
    expect(await refusals({ walletId, amount: '10', at: '2026-04-30T23:30:00Z' })).toEqual([null]);
  });

  test('is never more than was reserved, and nothing of what was refused', async () => {
    const walletId = await create({ daily: usd('10') });
    const [taken, refused] = [transaction(), transaction()];
    await reserve({ walletId, amount: '8', transactionId: taken }, { walletId, amount: '8', transactionId: refused });
    expect(await settle(taken, '9')).toBe('8.00');
    expect(await settle(refused, '8')).toBe('0.00');
    expect(await settle('txn_never_reserved', '0')).toBeUndefined();
    const { errors } = await subgraph.execute(SERVICE, SETTLE, { inputs: [{ transactionId: taken, kept: usd('-1') }] });
    expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });
});

describe('what counted long ago', () => {
  const DAY_MS = 86_400_000;
  const NOON = '2024-05-15T12:00:00Z';
  const sweepAfter = async (days: number) => {
    const now = () => new Date(Date.parse(NOON) + days * DAY_MS);
    let [forgotten, last] = [0, 0];
    do {
      last = await sweepLimits({ database: subgraph.database, now });
      forgotten += last;
    } while (last > 0);
    return forgotten;
  };
  const count = async (table: 'limit_reservations' | 'limit_usage', walletId: string) => {
    const { rows } = await subgraph.database.query(`select from ${table} where wallet_id = $1`, [walletId]);
    return rows.length;
  };

  test('is forgotten once no limit looks at it, a batch at a time, and nothing younger with it', async () => {
    const [walletId, other] = [await create({ monthly: usd('100') }), await create({ monthly: usd('100') })];
    const old = Array.from({ length: 1_000 }, () => ({ walletId, amount: '0.01', at: NOON }));
    await reserve(...old);
    await reserve({ walletId: other, amount: '1', at: NOON }, { walletId, amount: '1', at: '2024-05-16T00:00:00Z' });
    expect(await sweepAfter(92)).toBe(0);
    const now = () => new Date(Date.parse(NOON) + 93 * DAY_MS);
    expect(await sweepLimits({ database: subgraph.database, now })).toBe(1_000);
    expect(await count('limit_usage', walletId)).toBe(2);
    expect(await sweepAfter(93)).toBe(1 + 2);
    expect([await count('limit_reservations', walletId), await count('limit_usage', walletId)]).toEqual([1, 1]);
    expect(await count('limit_reservations', other)).toBe(0);
  });

  test('may still be settled, which then counts nowhere', async () => {
    const walletId = await create({ daily: usd('10') });
    const transactionId = transaction();
    await reserve({ walletId, amount: '10', transactionId, at: NOON });
    await sweepAfter(93);
    expect(await settle(transactionId, '0')).toBeUndefined();
    expect(await refusals({ walletId, amount: '10' })).toEqual([null]);
  });

  test('is swept by several at once, each row by one of them', async () => {
    const walletId = await create({ monthly: usd('100') });
    await reserve(...Array.from({ length: 500 }, () => ({ walletId, amount: '0.01', at: NOON })));
    const swept = await Promise.all([sweepAfter(93), sweepAfter(93), sweepAfter(93)]);
    expect(swept.reduce((sum, each) => sum + each)).toBe(501);
  });
});

test('only the platform counts, and 1,000 at a time', async () => {
  for (const [query, inputs] of [
    [RESERVE, []],
    [SETTLE, []],
  ] as const) {
    expect((await subgraph.execute(operator, query, { inputs })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  }
  const walletId = await create({ monthly: usd('10') });
  const many = (count: number) => Array.from({ length: count }, () => ({ walletId, amount: '0.01' }));
  expect((await refusals(...many(1_000))).filter((exceeded) => exceeded !== null)).toEqual([]);
  expect(await refusals({ walletId, amount: '0.01' })).toEqual(['MONTHLY']);
  await expect(reserve(...many(1_001))).rejects.toThrow('BAD_USER_INPUT');
});
