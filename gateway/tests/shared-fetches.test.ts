import type { UserActor } from '@paygraph/identity';
import type { SubgraphResponse } from '@paygraph/subgraph';
import { expect, test, vi } from 'vitest';
import { sharedFetches } from '../src/shared-fetches.ts';
import { smallSupergraph } from './small-supergraph.ts';

const ada = {
  kind: 'user',
  userId: 'usr_ada',
  role: 'USER',
  sessionId: 'ses_1',
  authenticatedAt_s: 1,
  expiresAt_s: 2,
  requestId: 'req_1',
} satisfies UserActor;

/** A supergraph whose subgraphs answer when the test says so. */
function slowShop() {
  let isFailing = false;
  const waiting: (() => void)[] = [];
  const answered = async <Value>(value: Value) => {
    await new Promise<void>((resolve) => waiting.push(resolve));
    if (isFailing) throw new Error('nothing works');
    return value;
  };
  const graph = smallSupergraph({
    shelves: {
      typeDefs: `
        type Query { product(upc: ID!): Product! }
        type Mutation { restock: Product }
        type Product @key(fields: "upc") { upc: ID! }`,
      resolvers: {
        Query: { product: (_: unknown, { upc }: { upc: string }) => answered({ upc }) },
        Mutation: { restock: () => ({ upc: 'tea' }) },
      },
    },
    prices: {
      typeDefs: 'type Product @key(fields: "upc") { upc: ID! price: Price! } type Price { net: Int! gross: Int! }',
      resolvers: { Product: { price: () => ({ net: 2, gross: 3 }) } },
    },
  });
  return {
    ...graph,
    ask: (upc: string, actor: UserActor = ada, selection = 'upc price { net }') =>
      graph.execute(`query ($upc: ID!) { product(upc: $upc) { ${selection} } }`, { upc }, undefined, actor),
    arrived: (calls: number) => vi.waitFor(() => expect(waiting).toHaveLength(calls)),
    answer: () => waiting.splice(0).map((resolve) => resolve()),
    fail: () => {
      isFailing = true;
    },
    calls: (name: string) => graph.requests.filter(({ subgraph }) => subgraph === name).length,
  };
}
const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

test('who asks the same while it is being fetched waits for it as well, and has an answer of their own', async () => {
  const shop = slowShop();
  const answers = [
    shop.ask('tea'),
    shop.ask('tea', { ...ada, requestId: 'req_2' }),
    shop.ask('tea', ada, 'upc price { gross }'),
  ];
  await shop.arrived(1);
  shop.answer();
  const [first, second, third] = plain(await Promise.all(answers));
  expect(first).toEqual({ data: { product: { upc: 'tea', price: { net: 2 } } } });
  expect(second).toEqual(first);
  expect(third).toEqual({ data: { product: { upc: 'tea', price: { gross: 3 } } } });
  expect(shop.calls('shelves')).toBe(1);
});

test('who asks later is answered anew', async () => {
  const shop = slowShop();
  for (let time = 1; time <= 2; time++) {
    const answer = shop.ask('tea');
    await shop.arrived(1);
    shop.answer();
    await answer;
    expect(shop.calls('shelves')).toBe(time);
  }
});

test.each([
  ['another user', { ...ada, userId: 'usr_bob' }],
  ['another session', { ...ada, sessionId: 'ses_2' }],
  ['another role', { ...ada, role: 'OPERATOR' as const }],
])('nothing is shared with %s', async (_what, other) => {
  const shop = slowShop();
  const answers = [shop.ask('tea'), shop.ask('tea', other)];
  await shop.arrived(2);
  shop.answer();
  await Promise.all(answers);
  expect(shop.requests.filter(({ subgraph }) => subgraph === 'shelves').map(({ actor }) => actor)).toEqual([
    ada,
    other,
  ]);
});

test('nothing is shared between different variables', async () => {
  const shop = slowShop();
  const answers = [shop.ask('tea'), shop.ask('pot')];
  await shop.arrived(2);
  shop.answer();
  expect(plain(await Promise.all(answers)).map(({ data }: SubgraphResponse) => data?.product)).toMatchObject([
    { upc: 'tea' },
    { upc: 'pot' },
  ]);
});

test('what was asked before a mutation is not the answer to what is asked after it', async () => {
  const shop = slowShop();
  const before = shop.ask('tea');
  await shop.arrived(1);
  expect((await shop.execute('mutation { restock { upc price { net } } }', {}, undefined, ada)).errors).toBeUndefined();
  const after = shop.ask('tea');
  await shop.arrived(2);
  shop.answer();
  await Promise.all([before, after]);
  expect(shop.calls('shelves')).toBe(3);
});

test('mutations are never shared', async () => {
  const shop = slowShop();
  const restock = () => shop.execute('mutation { restock { upc } }', {}, undefined, ada);
  await Promise.all([restock(), restock()]);
  expect(shop.calls('shelves')).toBe(2);
});

test('a failure is not shared: each finds out for themselves', async () => {
  const shop = slowShop();
  shop.fail();
  const answers = [shop.ask('tea'), shop.ask('tea')];
  await shop.arrived(1);
  shop.answer();
  await shop.arrived(1);
  shop.answer();
  expect((await Promise.all(answers)).map(({ errors }) => errors?.length)).toEqual([1, 1]);
  expect(shop.calls('shelves')).toBe(2);
});

test('a part that failed is not shared either: whoever asked first may have had less time', async () => {
  const fetches = sharedFetches();
  const late = async () => ({ data: { n: null }, errors: [{ message: 'too late' }] });
  const [first, second] = [fetches.fetch('a', late), fetches.fetch('a', async () => ({ data: { n: 1 } }))];
  expect(await first).toMatchObject({ data: { n: null } });
  expect(await second).toEqual({ data: { n: 1 } });
});

test('there is a limit to what is kept to be shared', async () => {
  const fetches = sharedFetches(1);
  const send = vi.fn(() => Promise.resolve({ data: { n: 1 } }));
  await Promise.all([fetches.fetch('a', send), fetches.fetch('b', send), fetches.fetch('b', send)]);
  expect(send).toHaveBeenCalledTimes(3);
  const long = 'x'.repeat(20_000);
  await Promise.all([fetches.fetch(long, send), fetches.fetch(long, send)]);
  expect(send).toHaveBeenCalledTimes(5);
});
