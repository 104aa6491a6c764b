import type { Actor, ApiKeyActor, SessionActor } from '@paygraph/identity';
import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery, printSchema } from 'graphql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ANONYMOUS, type SmallSupergraph, smallSupergraph } from './small-supergraph.ts';

const NOW_S = Math.floor(Date.now() / 1000);
const ada: SessionActor = {
  kind: 'user',
  userId: 'usr_ada',
  role: 'USER',
  sessionId: 'ses_1',
  authenticatedAt_s: NOW_S,
  expiresAt_s: NOW_S + 900,
  requestId: 'req_1',
};
const operator: SessionActor = { ...ada, userId: 'usr_op', role: 'OPERATOR' };
const program = (...scopes: ApiKeyActor['scopes']): ApiKeyActor => ({
  kind: 'user',
  userId: 'usr_ada',
  role: 'OPERATOR',
  apiKeyId: 'key_1',
  scopes,
  requestId: 'req_1',
});

const BOOKS = [
  { __typename: 'Novel', id: '1', title: 'Emma', price: 3, secret: 's1', plot: 'p1' },
  { __typename: 'Atlas', id: '2', title: 'World', price: 9, secret: 's2', scale: 5 },
];
const byId = ({ id }: { id: string }) => BOOKS.find((book) => book.id === id);
const typed = { __resolveType: ({ __typename }: { __typename: string }) => __typename };

const world = (options = {}) =>
  smallSupergraph(
    {
      shelf: {
        typeDefs: `
          type Query {
            open: String
            mine: String @authenticated
            books: [Book!]
            novel: Novel
            atlas: Atlas
            found: [Found!]
            staff: Staff @authenticated
            strict: Int! @requiresScopes(scopes: [["audit:read"]])
            either: String @requiresScopes(scopes: [["audit:read", "ledger:read"], ["users:read"]])
            always: String @requiresScopes(scopes: [[]])
            fresh: String @policy(policies: [["recent_authentication"]])
            unheardOf: String @policy(policies: [["toString"]])
            weather: Weather
          }
          type Mutation { note: String @requiresScopes(scopes: [["operations:write"]]) count: Int }
          interface Book { id: ID! title: String secret: String }
          union Found = Novel | Staff
          type Novel implements Book @key(fields: "id") {
            id: ID!
            title: String @shareable
            secret: String @requiresScopes(scopes: [["audit:read"]])
            plot: String
          }
          type Atlas implements Book @key(fields: "id") { id: ID! title: String secret: String scale: Int }
          type Staff @requiresScopes(scopes: [["users:read"]]) { name: String badge: Int! }
          enum Weather @authenticated { SUN RAIN }`,
        resolvers: {
          Query: {
            open: () => 'open',
            mine: () => 'mine',
            books: () => BOOKS,
            novel: () => BOOKS[0],
            atlas: () => BOOKS[1],
            found: () => [BOOKS[0], { __typename: 'Staff', name: 'Bob', badge: 7 }],
            staff: () => ({ name: 'Bob', badge: 7 }),
            strict: () => 1,
            either: () => 'either',
            always: () => 'always',
            fresh: () => 'fresh',
            unheardOf: () => 'never',
            weather: () => 'SUN',
          },
          Mutation: { note: () => 'noted', count: () => 1 },
          Book: typed,
          Found: typed,
          Novel: { __resolveReference: byId },
          Atlas: { __resolveReference: byId },
        },
      },
      reviews: {
        typeDefs: `
          type Novel @key(fields: "id") {
            id: ID!
            title: String @shareable @authenticated
            secret: String @external
            stars: Int @authenticated
            summary: String @requires(fields: "secret") @requiresScopes(scopes: [["audit:read", "fraud:read"]])
          }`,
        resolvers: {
          Novel: {
            __resolveReference: (reference: object) => reference,
            title: () => 'Emma',
            stars: () => 5,
            summary: ({ secret }: { secret: string }) => `about ${secret}`,
          },
        },
      },
    },
    options,
  );

let graph: SmallSupergraph;
beforeEach(() => {
  graph = world();
});
afterEach(() => expect(graph.faults).toEqual([]));

const run = async (source: string, actor: Actor = ANONYMOUS, variables = {}) =>
  JSON.parse(JSON.stringify(await graph.execute(source, variables, undefined, actor)));
const asked = () => graph.requests.map(({ query }) => query).join('\n');
const unauthenticated = (...path: (string | number)[]) => ({
  message: 'Sign in first',
  path,
  extensions: { code: 'UNAUTHENTICATED', retryable: false },
});
const forbidden = (details: object, ...path: (string | number)[]) => ({
  message: expect.any(String),
  path,
  extensions: { code: 'FORBIDDEN', retryable: false, ...details },
});

describe('a field a caller may not see', () => {
  test('is null with an error at its place, and is not fetched', async () => {
    expect(await run('{ open own: mine }')).toEqual({
      data: { open: 'open', own: null },
      errors: [unauthenticated('own')],
    });
    expect(asked()).toContain('open');
    expect(asked()).not.toContain('mine');
    expect(await run('{ open own: mine }', ada)).toEqual({ data: { open: 'open', own: 'mine' } });
  });

  test('asks no subgraph when nothing else is wanted', async () => {
    expect(await run('{ mine }')).toEqual({ data: { mine: null }, errors: [unauthenticated('mine')] });
    expect(graph.requests).toEqual([]);
  });

  test('is refused at every place where it occurs, by the names the client gave', async () => {
    const source = '{ all: books { t: title hidden: secret } }';
    expect(await run(source, ada)).toEqual({
      data: {
        all: [
          { t: 'Emma', hidden: null },
          { t: 'World', hidden: null },
        ],
      },
      errors: [0, 1].map((index) => forbidden({ requiredScopes: [['audit:read']] }, 'all', index, 'hidden')),
    });
    expect(asked()).not.toContain('secret');
    expect((await run(source, operator)).data.all).toEqual([
      { t: 'Emma', hidden: 's1' },
      { t: 'World', hidden: 's2' },
    ]);
  });

  test('is seen through a fragment on a type that does not ask for anything', async () => {
    const source = '{ books { ... on Atlas { secret } ... on Novel { secret } } }';
    expect(await run(source, ada)).toEqual({
      data: { books: [{ secret: null }, { secret: 's2' }] },
      errors: [forbidden({ requiredScopes: [['audit:read']] }, 'books', 0, 'secret')],
    });
  });

  test('says which scopes it needs, of which any list is enough', async () => {
    const needed = { requiredScopes: [['audit:read', 'ledger:read'], ['users:read']] };
    for (const scopes of [[], ['audit:read'], ['ledger:read', 'wallets:read']] as const)
      expect(await run('{ either }', program(...scopes))).toEqual({
        data: { either: null },
        errors: [forbidden(needed, 'either')],
      });
    for (const scopes of [['users:read'], ['ledger:read', 'audit:read']] as const)
      expect(await run('{ either }', program(...scopes))).toEqual({ data: { either: 'either' } });
  });

  test('asks for a caller who is known, also where no scope is needed', async () => {
    expect(await run('{ always }')).toEqual({ data: { always: null }, errors: [unauthenticated('always')] });
    expect(await run('{ always }', program())).toEqual({ data: { always: 'always' } });
  });

  test('may be guarded by the type it answers with, or by another subgraph', async () => {
    expect((await run('{ weather }')).errors).toEqual([unauthenticated('weather')]);
    expect((await run('{ staff { name } }', ada)).errors).toEqual([
      forbidden({ requiredScopes: [['users:read']] }, 'staff'),
    ]);
    expect((await run('{ novel { title plot } }')).errors).toEqual([unauthenticated('novel', 'title')]);
    expect((await run('{ novel { title } }', ada)).data).toEqual({ novel: { title: 'Emma' } });
  });

  test('in a type behind a union is refused there alone', async () => {
    expect(await run('{ found { ... on Novel { plot } ... on Staff { name } } }', ada)).toEqual({
      data: { found: [{ plot: 'p1' }, { name: null }] },
      errors: [forbidden({ requiredScopes: [['users:read']] }, 'found', 1, 'name')],
    });
  });

  test('is refused wherever fragments bring it, and only where it is included', async () => {
    const source = `query ($with: Boolean!) { ...A ... { ...A } books @include(if: $with) { ...B } }
      fragment A on Query { mine @include(if: $with) open }
      fragment B on Book { secret title }`;
    expect(await run(source, ANONYMOUS, { with: false })).toEqual({ data: { open: 'open' } });
    const { data, errors } = await run(source, ANONYMOUS, { with: true });
    expect(data).toEqual({
      mine: null,
      open: 'open',
      books: [
        { secret: null, title: null },
        { secret: null, title: null },
      ],
    });
    expect(errors.map(({ path }: { path: unknown[] }) => path.join('.'))).toEqual([
      'mine',
      'books.0.secret',
      'books.0.title',
      'books.1.secret',
      'books.1.title',
    ]);
  });

  test('is not run as a mutation, while the others are, in order', async () => {
    expect(await run('mutation { count note }', ada)).toEqual({
      data: { count: 1, note: null },
      errors: [forbidden({ requiredScopes: [['operations:write']] }, 'note')],
    });
    expect(asked()).not.toContain('note');
  });

  test('that subgraphs need for another refuses that one, too', async () => {
    const needed = forbidden({ requiredScopes: [['audit:read', 'fraud:read']] }, 'novel', 'summary');
    expect(await run('{ novel { plot summary } }', program('fraud:read'))).toEqual({
      data: { novel: { plot: 'p1', summary: null } },
      errors: [{ ...needed, extensions: { ...needed.extensions, requiredScopes: expect.any(Array) } }],
    });
    expect(asked()).not.toContain('secret');
    expect((await run('{ novel { summary } }', operator)).data).toEqual({ novel: { summary: 'about s1' } });
  });
});

describe('a field that may not be null', () => {
  test('refuses the whole operation before anything is fetched', async () => {
    expect(await run('{ open s: strict }', ada)).toEqual({
      data: null,
      errors: [forbidden({ requiredScopes: [['audit:read']] }, 's')],
    });
    expect(graph.requests).toEqual([]);
    expect(await run('{ open s: strict }', operator)).toEqual({ data: { open: 'open', s: 1 } });
  });

  test('refuses nothing where it is skipped, or within what is refused already', async () => {
    const source = 'query ($no: Boolean!) { open strict @include(if: $no) staff { badge } }';
    expect(await run(source, ANONYMOUS, { no: false })).toEqual({
      data: { open: 'open', staff: null },
      errors: [unauthenticated('staff')],
    });
    expect((await run(source, ANONYMOUS, { no: true })).data).toBeNull();
  });

  test('names its place without positions in lists, since there are none', async () => {
    const { data, errors } = await run('{ f: found { ... on Staff { b: badge } } }', ada);
    expect(data).toBeNull();
    expect(errors).toEqual([forbidden({ requiredScopes: [['users:read']] }, 'f', 'b')]);
  });
});

describe('a policy', () => {
  test('lets people in who gave their password a short while ago, and no program', async () => {
    const needed = { requiredPolicies: [['recent_authentication']] };
    expect(await run('{ fresh }', ada)).toEqual({ data: { fresh: 'fresh' } });
    for (const actor of [{ ...ada, authenticatedAt_s: NOW_S - 901 }, program('audit:read')])
      expect(await run('{ fresh }', actor)).toEqual({ data: { fresh: null }, errors: [forbidden(needed, 'fresh')] });
  });

  test('that nobody knows lets nobody in', async () => {
    expect((await run('{ unheardOf }', operator)).data).toEqual({ unheardOf: null });
  });
});

test('callers of all kinds share an operation, each with their own answer', async () => {
  const source = '{ mine either }';
  const answers = { anonymous: await run(source), ada: await run(source, ada), operator: await run(source, operator) };
  expect(await run(source)).toEqual(answers.anonymous);
  expect(await run(source, ada)).toEqual(answers.ada);
  expect([answers.anonymous.data, answers.ada.data, answers.operator.data]).toEqual([
    { mine: null, either: null },
    { mine: 'mine', either: null },
    { mine: 'mine', either: 'either' },
  ]);
});

describe('introspection', () => {
  const shownTo = async (actor: Actor) => {
    const { data, errors } = await run(getIntrospectionQuery(), actor);
    expect(errors).toBeUndefined();
    return printSchema(buildClientSchema(data as IntrospectionQuery));
  };

  test('shows everything to everybody while somebody develops', async () => {
    expect(await shownTo(ANONYMOUS)).toBe(await shownTo(operator));
    expect(await shownTo(ANONYMOUS)).toContain('type Staff');
  });

  test('shows in production what the caller may use, and nothing that only leads to more', async () => {
    graph = world({ hidesUnusable: true });
    const toNobody = await shownTo(ANONYMOUS);
    expect(toNobody).toContain('open: String');
    for (const hidden of ['mine', 'Staff', 'Weather', 'note', 'stars', 'summary'])
      expect(toNobody).not.toContain(hidden);
    // Behind an interface there may be a novel; an atlas itself has no secret.
    expect(toNobody).toContain('interface Book {\n  id: ID!\n}');
    expect(toNobody).toContain('type Atlas implements Book {\n  id: ID!\n  title: String\n  secret: String\n');
    const toAda = await shownTo(ada);
    expect(toAda).toContain('stars: Int');
    expect(toAda).not.toContain('Staff');
    const toOperator = await shownTo(operator);
    for (const shown of ['Staff', 'summary', 'note', 'union Found = Novel | Staff'])
      expect(toOperator).toContain(shown);
    const one = await run('{ __type(name: "Staff") { name } __schema { queryType { name } } }', ada);
    expect(one.data).toEqual({ __type: null, __schema: { queryType: { name: 'Query' } } });
  });
});
