import type { Actor } from '@paygraph/identity';
import type { SubgraphRequest, SubgraphResponse, SubgraphTransport } from '@paygraph/subgraph';
import { beforeEach, describe, expect, test } from 'vitest';
import { keepTimes, readCacheHints } from '../src/caching/cache-hints.ts';
import { cachedTransport } from '../src/caching/cached-transport.ts';
import { createEntityCache, type EntityCache } from '../src/caching/entity-cache.ts';
import { evictOnEvents } from '../src/caching/evict-on-events.ts';
import type { JsonObject } from '../src/json.ts';

const hints = readCacheHints(`
  directive @cacheControl(maxAge: Int!) on FIELD_DEFINITION
  type Wallet { id: ID! name: String! @cacheControl(maxAge: 60) status: String @cacheControl(maxAge: 5) owner: User @cacheControl(maxAge: 60) balance: Int }
  type User { id: ID! name: String @cacheControl(maxAge: 30) }`);
const fetchOf = (selection: string) =>
  `query($representations:[_Any!]!$to:String){_entities(representations:$representations){...on Wallet{${selection}}}}`;

describe('what may be kept', () => {
  test.each([
    ['name', 60],
    ['__typename title:name', 60],
    ['name status', 5],
    ['name balance', undefined],
    ['owner{id}', undefined],
    ['name ...on Wallet{status}', undefined],
    ['__typename', undefined],
  ])('of a fetch of { %s }: %s seconds', (selection, seconds) => {
    expect(keepTimes(hints, fetchOf(selection)).get('Wallet')).toBe(seconds);
  });

  test('is decided for each type by itself', () => {
    const query = 'query($r:[_Any!]!){_entities(representations:$r){...on Wallet{balance} ...on User{name}}}';
    expect([...keepTimes(hints, query)]).toEqual([['User', 30]]);
  });

  test('is nothing but entities', () => {
    expect(keepTimes(hints, '{wallet{name}}').size).toBe(0);
    expect(keepTimes(hints, 'mutation{_entities{...on Wallet{name}}}').size).toBe(0);
  });
});

const NAME = fetchOf('name');
const ada: Actor = {
  kind: 'user',
  userId: 'usr_00000000000000000000000ada',
  role: 'USER',
  sessionId: 'ses_1',
  authenticatedAt_s: 0,
  expiresAt_s: 0,
  requestId: 'req_1',
};
const grace: Actor = { ...ada, userId: 'usr_000000000000000000000grace', sessionId: 'ses_2' };
const wallet = (number: number) => ({ __typename: 'Wallet', id: `wal_${String(number).padStart(26, '0')}` });

/** A subgraph that names wallets after their ids and says how it was asked. */
let asked: (readonly JsonObject[] | string)[];
let answer: (request: SubgraphRequest) => Promise<SubgraphResponse>;
let now_ms: number;
let cache: EntityCache;
let cached: SubgraphTransport;
const named = ({ variables = {} }: SubgraphRequest): SubgraphResponse => {
  const wallets = (variables.representations ?? []) as { id: string }[];
  return { data: { _entities: wallets.map(({ id }) => ({ name: `wallet ${id}` })) } };
};
const entitiesOf = ({ data }: SubgraphResponse) => (data?._entities ?? []) as { name: string }[];
beforeEach(() => {
  asked = [];
  answer = async (request) => named(request);
  now_ms = 0;
  cache = createEntityCache(1_000_000, () => new Date(now_ms));
  const transport: SubgraphTransport = {
    async execute(request) {
      asked.push((request.variables?.representations as JsonObject[] | undefined) ?? request.query);
      return answer(request);
    },
    subscribe: () => Promise.reject(new Error('not here')),
    close: async () => {},
  };
  cached = cachedTransport('wallets', transport, cache, () => hints);
});
const read = (actor: Actor, wallets: readonly JsonObject[], query = NAME, more: Record<string, unknown> = {}) =>
  cached.execute({ query, actor, variables: { representations: wallets, ...more } });

describe('entities', () => {
  test('are fetched once, and shown to the same caller again', async () => {
    const first = await read(ada, [wallet(1), wallet(2)]);
    expect(await read({ ...ada, requestId: 'req_2' } as Actor, [wallet(2), wallet(1)])).toEqual({
      data: { _entities: [...entitiesOf(first)].reverse() },
    });
    expect(asked).toHaveLength(1);
  });

  test('are fetched when they are not known, and only those', async () => {
    await read(ada, [wallet(2)]);
    const { data } = await read(ada, [wallet(1), wallet(2), wallet(3)]);
    expect(asked[1]).toEqual([wallet(1), wallet(3)]);
    expect(data?._entities).toEqual([1, 2, 3].map((number) => ({ name: `wallet ${wallet(number).id}` })));
  });

  test('are never shown to anybody else', async () => {
    await read(ada, [wallet(1)]);
    await read(grace, [wallet(1)]);
    await read({ ...ada, sessionId: 'ses_3' } as Actor, [wallet(1)]);
    expect(asked).toHaveLength(3);
  });

  test('are others for another selection and for other variables', async () => {
    await read(ada, [wallet(1)]);
    await read(ada, [wallet(1)], fetchOf('name status'));
    await read(ada, [wallet(1)], NAME, { to: 'EUR' });
    expect(asked).toHaveLength(3);
  });

  test('belong to whoever reads them: what one writes into them nobody else sees', async () => {
    await read(ada, [wallet(1)]);
    const [mine] = entitiesOf(await read(ada, [wallet(1)]));
    Object.assign(mine ?? {}, { name: 'changed' });
    expect(entitiesOf(await read(ada, [wallet(1)]))).toEqual([{ name: `wallet ${wallet(1).id}` }]);
  });

  test('are kept for their time and no longer', async () => {
    await read(ada, [wallet(1)]);
    now_ms = 59_999;
    await read(ada, [wallet(1)]);
    expect(asked).toHaveLength(1);
    now_ms = 60_000;
    await read(ada, [wallet(1)]);
    expect(asked).toHaveLength(2);
  });

  test('with a balance are fetched every time', async () => {
    await read(ada, [wallet(1)], fetchOf('name balance'));
    await read(ada, [wallet(1)], fetchOf('name balance'));
    expect(asked).toHaveLength(2);
  });

  test('are not kept when there are none, or something went wrong', async () => {
    answer = async () => ({ data: { _entities: [null] } });
    await read(ada, [wallet(1)]);
    answer = async () => ({ data: { _entities: [{ name: 'half' }] }, errors: [{ message: 'broken' }] });
    await read(ada, [wallet(1)]);
    answer = async (request) => named(request);
    await read(ada, [wallet(1)]);
    expect(asked).toHaveLength(3);
  });

  test('keep the errors of those that were fetched at their own places', async () => {
    await read(ada, [wallet(1)]);
    answer = async () => ({
      data: { _entities: [{ name: 'two' }, null] },
      errors: [{ message: 'gone', path: ['_entities', 1, 'name'] }, { message: 'all' }],
    });
    expect(await read(ada, [wallet(2), wallet(1), wallet(3)])).toEqual({
      data: { _entities: [{ name: 'two' }, { name: `wallet ${wallet(1).id}` }, null] },
      errors: [{ message: 'gone', path: ['_entities', 2, 'name'] }, { message: 'all' }],
    });
  });

  test('are shown while the others cannot be had', async () => {
    await read(ada, [wallet(1)]);
    answer = async () => ({ errors: [{ message: 'unreachable' }] });
    expect(await read(ada, [wallet(1), wallet(2)])).toEqual({
      data: { _entities: [{ name: `wallet ${wallet(1).id}` }, null] },
      errors: [{ message: 'unreachable' }],
    });
  });
});

describe('what was kept is forgotten', () => {
  test('when its reader changes anything', async () => {
    await read(ada, [wallet(1)]);
    await read(grace, [wallet(1)]);
    await cached.execute({ query: 'mutation{rename}', actor: ada });
    await read(ada, [wallet(1)]);
    await read(grace, [wallet(1)]);
    expect(asked).toHaveLength(4);
  });

  test('when an event names it, whoever it was shown to', async () => {
    let listener: (event: never) => void = () => {};
    const bus = {
      tail: async (_source: string, given: (event: never) => void) => {
        listener = given;
        return { stop: async () => {} };
      },
    };
    await evictOnEvents(bus as never, ['transactions'], cache);
    for (const actor of [ada, grace]) await read(actor, [wallet(1), wallet(2), wallet(3)]);
    listener({ subject: 'txn_1', data: { sourceWalletId: wallet(1).id, amount: '1.00', note: null } } as never);
    listener({ subject: wallet(2).id, data: {} } as never);
    await read(grace, [wallet(1), wallet(2), wallet(3)]);
    expect(asked.at(-1)).toEqual([wallet(1), wallet(2)]);
  });

  test('also when the event came while it was being fetched', async () => {
    answer = async (request) => {
      cache.evict(wallet(1).id);
      return named(request);
    };
    await read(ada, [wallet(1), wallet(2)]);
    answer = async (request) => named(request);
    await read(ada, [wallet(1), wallet(2)]);
    expect(asked[1]).toEqual([wallet(1)]);
  });

  test('when so much was forgotten meanwhile that nobody knows any more what', async () => {
    answer = async (request) => {
      for (let number = 0; number <= 10_001; number++) cache.evict(`other_${number}`);
      return named(request);
    };
    await read(ada, [wallet(1)]);
    await read(ada, [wallet(1)]);
    expect(asked).toHaveLength(2);
  });

  test('when there is no room, what was read longest ago first', async () => {
    const small = createEntityCache(2_000, () => new Date(0));
    const keep = (key: string) => small.keep(key, { name: key }, { tags: [key], seconds: 1, position: 0 });
    for (const key of ['a', 'b', 'c', 'd']) keep(key);
    small.get('a');
    keep('e');
    expect(['a', 'b', 'c', 'd', 'e'].filter((key) => small.get(key))).toEqual(['a', 'c', 'd', 'e']);
  });
});
