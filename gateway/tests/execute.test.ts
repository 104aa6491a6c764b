import { parse, validate } from 'graphql';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { executeByApollo } from './apollo-executor.ts';
import { randomOperation } from './random-operation.ts';
import { type SmallSupergraph, shop } from './small-supergraph.ts';

let graph: SmallSupergraph;
beforeAll(() => {
  graph = shop();
});
beforeEach(() => {
  graph.requests.length = 0;
});

const plain = (value: unknown) => JSON.parse(JSON.stringify(value ?? null));

describe('answers like the executor of @apollo/gateway', () => {
  test.each([
    ['one subgraph', '{ me { id name } }'],
    ['an entity of another subgraph', '{ me { name basket { upc price } } }'],
    ['nested keys', '{ me { account { number balance bank { code } } } }'],
    ['@requires that takes nested fields', '{ me { basket { shipping } } }'],
    ['a chain of @requires', '{ twice { total } products { total shipping price } }'],
    ['@provides', '{ cheapest { owner { id name } } }'],
    ['more than @provides gives', '{ cheapest { owner { title(upper: true) account { balance } friend { id } } } }'],
    [
      'aliases',
      '{ one: me { n: name b: basket { p: price q: price l: label m: label(prefix: "#") } } two: me { id } }',
    ],
    [
      'an interface',
      '{ people { __typename kind: __typename id name ... on Robot { model fee } ... on User { account { balance } } } }',
    ],
    [
      'a union',
      '{ search { __typename ... on Product { upc price } ... on User { name } ... on Robot { owns { upc price total } } } }',
    ],
    ['lists of lists', '{ matrix { upc price label } }'],
    [
      'an entity that occurs more than once',
      '{ twice { upc price owner { id basket { upc } } } people { ... on User { basket { upc } } } }',
    ],
    ['an entity nobody has', '{ ghost { upc price total } }'],
    ['an error in an entity', '{ products { upc text: label } }'],
    ['a null that bubbles through an entity', '{ products { upc warranty } }'],
    ['a null that bubbles up to a list', '{ cheapest { related { upc warranty } } }'],
    ['a null that bubbles inside of an entity', '{ products { upc risk { score reasons { text } } } }'],
    ['a null that bubbles to the root', '{ strict { id basket { upc } } }'],
    ['an error beside data', '{ fails me { id } }'],
    [
      'named fragments',
      'query { products { ...P } } fragment P on Product { price ...Q } fragment Q on Product { total owner { ...U } } fragment U on User { name }',
    ],
    ['introspection beside data', '{ __typename __type(name: "Product") { name fields { name } } me { id } }'],
    [
      'a mutation and what it leads to',
      'mutation { rename(id: "bob", name: "Bobby") { name basket { price } } touch(upc: "tea") { total } }',
    ],
  ])('about %s', async (_what, source) => {
    expect(validate(graph.generation.apiSchema, parse(source))).toEqual([]);
    const { data } = await graph.execute(source);
    expect(plain(data)).toEqual(plain((await executeByApollo(graph, source)).data));
  });

  test.each([
    { yes: true, no: false },
    { yes: false, no: false },
  ])('under @skip and @include with %j', async (variables) => {
    const source = `query ($yes: Boolean!, $no: Boolean!) {
      me @include(if: $yes) { id name @skip(if: $yes) basket @skip(if: $no) { price @include(if: $no) total @include(if: $yes) } }
      products @skip(if: $yes) { label }
      people { ... on User @include(if: $yes) { basket { upc } } ... on Robot @skip(if: $no) { fee } }
    }`;
    const { data } = await graph.execute(source, variables);
    expect(plain(data)).toEqual(plain((await executeByApollo(graph, source, variables)).data));
  });

  test('about operations nobody thought of', { timeout: 60_000 }, async () => {
    const variables = { yes: true, no: false };
    for (let seed = 1; seed <= 60; seed++) {
      const source = randomOperation(graph.generation.apiSchema, seed);
      const errors = validate(graph.generation.apiSchema, parse(source));
      expect(errors, source).toEqual([]);
      const { data } = await graph.execute(source, variables);
      expect(plain(data), `seed ${seed}: ${source}`).toEqual(
        plain((await executeByApollo(graph, source, variables)).data),
      );
    }
  });
});

/** Errors without what no test here is about. */
const errorsOf = async (source: string) => {
  const { data, errors } = await graph.execute(source);
  return {
    data: plain(data),
    errors: errors?.map(({ path, extensions }) => ({ path: path?.join('.'), code: extensions?.code })),
  };
};

describe('an error', () => {
  test('of an entity is told at its place in the response, under the aliases of the client', async () => {
    expect(await errorsOf('{ all: products { upc text: label } }')).toEqual({
      data: {
        all: [
          { upc: 'tea', text: '~tea' },
          { upc: 'pot', text: '~pot' },
          { upc: 'bad', text: null },
        ],
      },
      errors: [{ path: 'all.2.text', code: 'FORBIDDEN' }],
    });
  });

  test('of an entity that occurs twice is told at both places, though it was fetched once', async () => {
    const { errors } = await errorsOf('{ a: products { label } me { b: basket { label } } }');
    expect(errors?.map(({ path }) => path).sort()).toEqual(['a.2.label', 'me.b.1.label']);
    graph.requests.length = 0;
    await graph.execute('{ twice { price } }');
    const [representations] = graph.requests.flatMap(({ variables }) =>
      variables?.representations ? [variables.representations] : [],
    );
    expect(representations).toEqual([{ __typename: 'Product', upc: 'tea' }]);
  });

  test('that makes its surroundings null is told once', async () => {
    expect(await errorsOf('{ products { upc warranty } }')).toEqual({
      data: null,
      errors: [{ path: 'products.2.warranty', code: 'FORBIDDEN' }],
    });
    expect(await errorsOf('{ cheapest { related { upc warranty } } }')).toEqual({
      data: { cheapest: { related: null } },
      errors: [{ path: 'cheapest.related.1.warranty', code: 'FORBIDDEN' }],
    });
    expect(await errorsOf('{ strict { id } me { id } }')).toEqual({
      data: null,
      errors: [{ path: 'strict', code: 'FORBIDDEN' }],
    });
  });

  test('inside of what an entity holds has its whole path', async () => {
    const { data, errors } = await errorsOf('{ products { upc r: risk { reasons { text } } } }');
    expect(data.products[2]).toEqual({ upc: 'bad', r: { reasons: null } });
    expect(errors).toEqual([{ path: 'products.2.r.reasons.0.text', code: 'FORBIDDEN' }]);
  });

  test('keeps what depends on the failed part null, and asks nobody for it', async () => {
    const { data, errors } = await errorsOf('{ fails me { id } }');
    expect(data).toEqual({ fails: null, me: { id: 'ada' } });
    expect(errors).toEqual([{ path: 'fails', code: 'FORBIDDEN' }]);
  });

  test('of a null nobody explained is a fault of ours', async () => {
    expect(await errorsOf('{ ghost { upc price } }')).toEqual({
      data: { ghost: null },
      errors: [{ path: 'ghost.price', code: 'INTERNAL' }],
    });
  });

  test('of a subgraph that cannot be reached leaves the rest of the answer', async () => {
    const away = shop();
    const unavailable = { message: 'away', extensions: { code: 'SUBGRAPH_UNAVAILABLE' } };
    Object.assign(away.transports, { shipping: { execute: async () => ({ errors: [unavailable] }) } });
    const { data, errors } = await away.execute('{ products { upc label total } me { name } }');
    expect(plain(data)).toEqual({
      products: ['tea', 'pot', 'bad'].map((upc) => ({ upc, label: null, total: null })),
      me: { name: 'Ada' },
    });
    expect(errors?.length).toBeGreaterThan(0);
    expect(errors?.every(({ extensions }) => extensions?.code === 'SUBGRAPH_UNAVAILABLE')).toBe(true);
  });
});

describe('executing', () => {
  test('passes the extensions of a subgraph on', async () => {
    expect(await graph.execute('mutation { touch(upc: "tea") { upc } }')).toMatchObject({
      extensions: { idempotentReplay: true },
    });
    expect(await graph.execute('{ me { id } }')).not.toHaveProperty('extensions');
  });

  test('runs the operation that is named, and refuses to guess', async () => {
    const source = 'query A { me { id } } query B { me { name } }';
    expect(plain((await graph.execute(source, {}, 'B')).data)).toEqual({ me: { name: 'Ada' } });
    expect(plain((await graph.execute(source, {}, 'A')).data)).toEqual({ me: { id: 'ada' } });
    expect((await graph.execute(source)).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  test('refuses variables that are wrong before it asks anybody', async () => {
    const source = 'query ($first: Int!) { products(first: $first) { upc } }';
    for (const variables of [{}, { first: 'one' }, { first: null }]) {
      expect((await graph.execute(source, variables)).errors).toMatchObject([
        { extensions: { code: 'BAD_USER_INPUT' } },
      ]);
    }
    expect(graph.requests).toEqual([]);
  });

  test('sends each subgraph the variables it uses, defaults filled in', async () => {
    const source = 'query ($first: Int = 1, $prefix: String) { products(first: $first) { label(prefix: $prefix) } }';
    const { data } = await graph.execute(source, { prefix: '>' });
    expect(plain(data)).toEqual({ products: [{ label: '>tea' }] });
    expect(graph.requests.map(({ variables }) => variables)).toEqual([
      { first: 1 },
      { prefix: '>', representations: [{ __typename: 'Product', upc: 'tea' }] },
    ]);
  });

  test('runs the fields of a mutation one after another', async () => {
    const { data } = await graph.execute(
      'mutation { a: touch(upc: "tea") { price } b: rename(id: "ada", name: "A") { name } c: touch(upc: "pot") { label } }',
    );
    expect(plain(data)).toEqual({ a: { price: 3 }, b: { name: 'A' }, c: { label: '~pot' } });
    expect(Object.keys(data ?? {})).toEqual(['a', 'b', 'c']);
  });
});
