import type { Actor } from '@paygraph/identity';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ANONYMOUS, type MountedUsers, mountUsers, SERVICE } from './mounted-users.ts';

type Member = Awaited<ReturnType<MountedUsers['member']>>;

let users: MountedUsers;
let ada: Member;
let grace: Member;
let operator: Member;
beforeAll(async () => {
  users = await mountUsers();
  ada = await users.member('ada@example.org');
  grace = await users.member('grace.100%@example.org');
  operator = await users.member('operator@example.org', 'OPERATOR');
});
afterAll(async () => {
  expect(users.faults).toEqual([]);
  await users[Symbol.asyncDispose]();
});

const USER = 'query ($id: ID!) { user(id: $id) { id email kycStatus sessions { id } } }';
const ENTITIES = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on User { id email } } }`;
const notFound = { message: 'User not found', extensions: { code: 'NOT_FOUND' } };

describe('me', () => {
  test('is whoever asks', async () => {
    expect((await users.execute('{ me { id email } }', {}, ada.actor)).data).toEqual({
      me: { id: ada.user.id, email: 'ada@example.org' },
    });
  });

  test('is nobody, and no error, for somebody who has not signed in', async () => {
    expect(await users.execute('{ me { id } }')).toEqual({ data: { me: null } });
  });
});

describe('a user', () => {
  test('is seen by themselves, operators and services', async () => {
    for (const actor of [ada.actor, operator.actor, SERVICE]) {
      expect(await users.execute(USER, { id: ada.user.id }, actor)).toEqual({
        data: {
          user: { id: ada.user.id, email: 'ada@example.org', kycStatus: 'NONE', sessions: [{ id: ada.session.id }] },
        },
      });
    }
  });

  test('is not found by anybody else, like one who does not exist', async () => {
    const foreign = await users.execute(USER, { id: grace.user.id }, ada.actor);
    expect(foreign).toMatchObject({ data: { user: null }, errors: [notFound] });
    expect(await users.execute(USER, { id: 'usr_00000000000000000000000000' }, ada.actor)).toEqual(foreign);
    expect(await users.execute(USER, { id: 'usr_00000000000000000000000000' }, operator.actor)).toEqual(foreign);
    expect(await users.execute(USER, { id: grace.user.id }, ANONYMOUS)).toEqual(foreign);
  });

  test('referred to from another subgraph fails alone when it may not be seen', async () => {
    const representations = [ada, grace, operator].map(({ user }) => ({ __typename: 'User', id: user.id }));
    // More than once: the first run interprets the query, the following ones run it compiled.
    for (let round = 0; round < 3; round++) {
      const { data, errors } = await users.execute(ENTITIES, { representations }, ada.actor);
      expect(data).toEqual({ _entities: [{ id: ada.user.id, email: 'ada@example.org' }, null, null] });
      expect(errors).toMatchObject([
        { ...notFound, path: ['_entities', 1] },
        { ...notFound, path: ['_entities', 2] },
      ]);
    }
    const asService = await users.execute(ENTITIES, { representations }, SERVICE);
    expect(asService.errors).toBeUndefined();
    expect(asService.data?._entities).toHaveLength(3);
  });
});

describe('the list of users', () => {
  const list = async (args: string, actor: Actor = operator.actor) =>
    users.execute(`{ users${args} { edges { cursor node { email } } pageInfo { hasNextPage endCursor } } }`, {}, actor);
  const emails = (response: Awaited<ReturnType<typeof list>>) =>
    (response.data as { users: { edges: { node: { email: string } }[] } }).users.edges.map(({ node }) => node.email);

  test('is for operators', async () => {
    expect((await list('', ada.actor)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect((await list('', ANONYMOUS)).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  test('is read page by page, newest first', async () => {
    const first = await list('(first: 2)');
    expect(emails(first)).toEqual(['operator@example.org', 'grace.100%@example.org']);
    const { pageInfo } = (first.data ?? {}).users as { pageInfo: { hasNextPage: boolean; endCursor: string } };
    expect(pageInfo.hasNextPage).toBe(true);
    const second = await list(`(first: 2, after: "${pageInfo.endCursor}")`);
    expect(emails(second)).toEqual(['ada@example.org']);
    expect(second.data?.users).toMatchObject({ pageInfo: { hasNextPage: false } });
  });

  test('is filtered by text taken literally, role and status', async () => {
    expect(emails(await list('(search: "GRACE")'))).toEqual(['grace.100%@example.org']);
    expect(emails(await list('(search: "lovelace")'))).toHaveLength(3);
    expect(emails(await list('(search: "0%@")'))).toEqual(['grace.100%@example.org']);
    expect(emails(await list('(search: "_")'))).toEqual([]);
    expect(emails(await list('(role: OPERATOR)'))).toEqual(['operator@example.org']);
    expect(emails(await list('(status: SUSPENDED)'))).toEqual([]);
  });

  test.each([
    ['(first: 1000)', 'first'],
    ['(first: 0)', 'first'],
    ['(after: "nonsense")', 'after'],
    [`(after: "${Buffer.from('after:7').toString('base64url')}")`, 'after'],
    [`(after: "${Buffer.from('after:\0').toString('base64url')}")`, 'after'],
    ['(search: "")', 'search'],
    [`(search: "${'x'.repeat(101)}")`, 'search'],
    ['(search: "\\u0000")', 'search'],
  ])('refuses %s', async (args, argument) => {
    expect((await list(args)).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument } }]);
  });
});
