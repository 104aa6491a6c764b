import { ANONYMOUS, person, SERVICE } from '@paygraph/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mountWallets } from './mounted-wallets.ts';

const operator = person('usr_operator', 'OPERATOR');
const ada = person('usr_ada');
const eve = person('usr_eve');

const PAYLOAD = '{ wallet { id name status currency type } userErrors { code field } }';
const CREATE = `mutation ($input: CreateWalletInput!) { result: createWallet(input: $input) ${PAYLOAD} }`;
const RENAME = `mutation ($id: ID!, $name: String!) { result: renameWallet(id: $id, name: $name) ${PAYLOAD} }`;
const FREEZE = `mutation ($id: ID!, $reason: String!) { result: freezeWallet(id: $id, reason: $reason) ${PAYLOAD} }`;
const UNFREEZE = `mutation ($id: ID!) { result: unfreezeWallet(id: $id) ${PAYLOAD} }`;
const CLOSE = `mutation ($id: ID!) { result: closeWallet(id: $id) ${PAYLOAD} }`;
const READ = 'query ($id: ID!) { wallet(id: $id) { id name status } }';

interface Payload {
  wallet: { id: string; name: string; status: string; currency: string; type: string } | null;
  userErrors: { code: string; field: string[] }[];
}

let subgraph: Awaited<ReturnType<typeof mountWallets>>;
beforeAll(async () => {
  subgraph = await mountWallets();
});
afterAll(() => subgraph[Symbol.asyncDispose]());

const change = async (actor: typeof ada, query: string, variables: Record<string, unknown>) =>
  (await subgraph.data<{ result: Payload }>(actor, query, variables)).result;
const codes = ({ userErrors }: Payload) => userErrors.map(({ code }) => code);

async function create(actor = ada, input: Record<string, unknown> = {}) {
  const { wallet } = await change(actor, CREATE, { input: { currency: 'USD', name: 'Daily', ...input } });
  if (!wallet) throw new Error('no wallet');
  return wallet.id;
}
const countRows = async () =>
  (
    await subgraph.database.query<{ n: bigint }>(
      'select (select count(*) from wallets) + (select count(*) from outbox) n',
    )
  ).rows[0]?.n;

describe('opening a wallet', () => {
  test('opens its account in the ledger first', async () => {
    const id = await create();
    expect(subgraph.ledger.opened.has(id)).toBe(true);
    await expect
      .poll(() => subgraph.events.map(({ type, subject }) => [type, subject]))
      .toContainEqual(['wallet.opened', id]);
  });

  test.each([
    [{ currency: 'XXX' }, 'UNKNOWN_CURRENCY'],
    [{ currency: 'usd' }, 'UNKNOWN_CURRENCY'],
    [{ name: '   ' }, 'NAME_INVALID'],
    [{ name: 'x'.repeat(101) }, 'NAME_INVALID'],
  ])('with %o is refused as %s, and nothing is written', async (input, code) => {
    const before = await countRows();
    expect(codes(await change(ada, CREATE, { input: { currency: 'USD', name: 'Daily', ...input } }))).toEqual([code]);
    expect(await countRows()).toBe(before);
  });

  test('ends at 50 open wallets for one person, also when they come at once', async () => {
    const many = person('usr_many');
    const results = await Promise.all(
      Array.from({ length: 55 }, () => change(many, CREATE, { input: { currency: 'USD', name: 'W' } })),
    );
    expect(results.filter(({ wallet }) => wallet)).toHaveLength(50);
    expect(new Set(results.flatMap(codes))).toEqual(new Set(['TOO_MANY_WALLETS']));
  });

  test('needs a person', async () => {
    const { errors } = await subgraph.execute(ANONYMOUS, CREATE, { input: { currency: 'USD', name: 'Daily' } });
    expect(errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  });
});

describe('the life of a wallet', () => {
  test('is kept as history, from which any moment is rebuilt', async () => {
    const id = await create();
    const opened = new Date();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await change(ada, RENAME, { id, name: 'Rent' });
    await change(ada, FREEZE, { id, reason: 'lost my phone' });
    await change(ada, UNFREEZE, { id });
    const query = `query ($id: ID!, $time: DateTime!) { wallet(id: $id) {
      name history { version type name reason } past: asOf(time: $time) { name status } before: asOf(time: "2000-01-01T00:00:00Z") { name }
    } }`;
    expect(await subgraph.data(ada, query, { id, time: opened.toISOString() })).toEqual({
      wallet: {
        name: 'Rent',
        history: [
          { version: 1, type: 'OPENED', name: 'Daily', reason: null },
          { version: 2, type: 'RENAMED', name: 'Rent', reason: null },
          { version: 3, type: 'FROZEN', name: null, reason: 'lost my phone' },
          { version: 4, type: 'UNFROZEN', name: null, reason: null },
        ],
        past: { name: 'Daily', status: 'ACTIVE' },
        before: null,
      },
    });
  });

  test('frozen by an operator it stays frozen for its owner', async () => {
    const id = await create();
    expect((await change(operator, FREEZE, { id, reason: 'suspicion' })).wallet?.status).toBe('FROZEN');
    expect(codes(await change(ada, UNFREEZE, { id }))).toEqual(['FROZEN_BY_OPERATOR']);
    expect((await change(operator, UNFREEZE, { id })).wallet?.status).toBe('ACTIVE');
  });

  test('ends only when the ledger says it is empty', async () => {
    const id = await create();
    subgraph.ledger.occupied.add(id);
    expect(codes(await change(ada, CLOSE, { id }))).toEqual(['WALLET_NOT_EMPTY']);
    subgraph.ledger.occupied.delete(id);
    expect((await change(ada, CLOSE, { id })).wallet?.status).toBe('CLOSED');
    expect(codes(await change(ada, RENAME, { id, name: 'x' }))).toEqual(['WALLET_CLOSED']);
  });

  test('does not lose a change when many come at once', async () => {
    const id = await create();
    await Promise.all(Array.from({ length: 20 }, (_, index) => change(ada, RENAME, { id, name: `Name ${index}` })));
    const { wallet } = await subgraph.data<{ wallet: { history: unknown[] } }>(
      ada,
      'query ($id: ID!) { wallet(id: $id) { history { version } } }',
      { id },
    );
    expect(wallet.history).toHaveLength(21);
  });
});

describe('somebody else’s wallet', () => {
  test('does not exist: reading it is null with NOT_FOUND', async () => {
    const id = await create();
    for (const wanted of [id, 'wal_unknown']) {
      const { data, errors } = await subgraph.execute(eve, READ, { id: wanted });
      expect(data).toEqual({ wallet: null });
      expect(errors?.map(({ message, extensions }) => [message, extensions?.code])).toEqual([
        ['Wallet not found', 'NOT_FOUND'],
      ]);
    }
    expect((await subgraph.execute(operator, READ, { id })).errors).toBeUndefined();
  });

  test.each([
    ['rename', RENAME, { name: 'Mine' }],
    ['freeze', FREEZE, { reason: 'spite' }],
    ['unfreeze', UNFREEZE, {}],
    ['close', CLOSE, {}],
  ])('cannot be changed: %s', async (_, query, variables) => {
    const id = await create();
    const before = await countRows();
    const { errors } = await subgraph.execute(eve, query, { id, ...variables });
    expect(errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
    expect(await countRows()).toBe(before);
  });

  test('is in nobody else’s list, not even when asked for by owner', async () => {
    await create(ada);
    const { wallets } = await subgraph.data<{ wallets: { edges: unknown[] } }>(
      eve,
      '{ wallets(ownerId: "usr_ada") { edges { cursor } } }',
    );
    expect(wallets.edges).toEqual([]);
  });

  test('stays hidden behind another person in the graph', async () => {
    const query =
      'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on User { wallets { edges { cursor } } paymentMethods { id } } } }';
    const { errors } = await subgraph.execute(eve, query, { representations: [{ __typename: 'User', id: 'usr_ada' }] });
    expect(errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  });
});

interface WalletPage {
  edges: { node: { id: string } }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}

test('a list is paged without gaps or repeats, newest first', async () => {
  const pat = person('usr_pat');
  const ids: string[] = [];
  for (let count = 0; count < 5; count++) ids.unshift(await create(pat));
  const seen: string[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { wallets }: { wallets: WalletPage } = await subgraph.data(
      pat,
      'query ($after: String) { wallets(first: 2, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } }',
      { after },
    );
    seen.push(...wallets.edges.map(({ node }) => node.id));
    after = wallets.pageInfo.endCursor;
    more = wallets.pageInfo.hasNextPage;
  }
  expect(seen).toEqual(ids);
  for (const args of ['first: 1000', 'first: -1', 'after: "nonsense"']) {
    const { errors } = await subgraph.execute(pat, `{ wallets(${args}) { edges { cursor } } }`);
    expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  }
});

test('internal operations are for the platform only', async () => {
  for (const actor of [ada, operator, ANONYMOUS]) {
    const { errors } = await subgraph.execute(actor, '{ _movementWallets(ids: []) { id } }');
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  }
  const id = await create();
  expect(
    await subgraph.data(SERVICE, 'query ($ids: [ID!]!) { _movementWallets(ids: $ids) { id ownerId status } }', {
      ids: ['nope', id],
    }),
  ).toEqual({
    _movementWallets: [null, { id, ownerId: 'usr_ada', status: 'ACTIVE' }],
  });
});
