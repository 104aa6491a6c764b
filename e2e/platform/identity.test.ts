import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientOf } from './client.ts';
import {
  addCard,
  createWallet,
  deposit,
  freshEmail,
  LOG_IN,
  logIn,
  logInOperator,
  PASSWORD,
  type Person,
  SIGN_UP,
  signUp,
} from './people.ts';
import { type PlatformProcess, startPlatform, temporaryFolder } from './platform.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let platform: PlatformProcess;
let ada: Person;
let eve: Person;
let adaWallet: string;
let adaTransaction: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  platform = await startPlatform({ DATA_DIR: folder.at('data') });
  [ada, eve] = [await signUp(platform.url, 'Ada'), await signUp(platform.url, 'Eve')];
  adaWallet = await createWallet(ada);
  adaTransaction = (await deposit(ada, adaWallet, await addCard(ada), '100.00')).transaction?.id ?? '';
});
afterAll(async () => {
  await platform?.interrupt();
  await folder?.[Symbol.asyncDispose]();
});

interface Answer {
  result: {
    user: unknown;
    session: { accessToken: string; refreshToken: string } | null;
    userErrors: { code: string }[];
  };
}
const REFRESH = `mutation ($refreshToken: String!) { result: refreshSession(refreshToken: $refreshToken) { user { id } session { accessToken refreshToken } userErrors { code } } }`;

describe('signing up', () => {
  test('with an address that is taken changes nothing; its owner gets a mail', async () => {
    const input = { email: ada.email.toUpperCase(), password: 'another long password', name: 'Not Ada' };
    const { result } = await clientOf(platform.url).data<Answer>(SIGN_UP, { input });
    expect(result).toMatchObject({ user: null, session: null, userErrors: [{ code: 'SIGN_UP_REFUSED' }] });
    expect((await logIn(platform.url, ada.email)).id).toBe(ada.id);
    await expect
      .poll(async () => (await fetch(`${platform.url}/mailbox`)).text(), { timeout: 5_000 })
      .toContain(ada.email);
  });

  test.each([
    [{ password: 'short' }, 'PASSWORD_TOO_WEAK'],
    [{ email: 'nobody' }, 'EMAIL_INVALID'],
    [{ name: ' ' }, 'NAME_INVALID'],
  ])('with %o is refused as %s', async (over, code) => {
    const input = { email: freshEmail('new'), password: PASSWORD, name: 'New', ...over };
    const { result } = await clientOf(platform.url).data<Answer>(SIGN_UP, { input });
    expect(result).toMatchObject({ user: null, session: null, userErrors: [{ code }] });
  });
});

describe('a session', () => {
  test('is opened only with the right password, and says nothing about who exists', async () => {
    const refused = async (email: string) =>
      (await clientOf(platform.url).data<Answer>(LOG_IN, { input: { email, password: 'not the password' } })).result;
    expect(await refused(ada.email)).toEqual(await refused('nobody@example.test'));
    expect((await refused(ada.email)).userErrors).toEqual([{ code: 'INVALID_CREDENTIALS' }]);
  });

  test('is renewed by a token that works once; using it twice ends the session', async () => {
    const session = await logIn(platform.url, eve.email);
    const refresh = async (refreshToken: string) =>
      (await clientOf(platform.url).data<Answer>(REFRESH, { refreshToken })).result;
    const first = await refresh(session.refreshToken);
    const token = first.session?.accessToken;
    expect((await clientOf(platform.url, token).ask('{ me { id } }')).data).toEqual({ me: { id: eve.id } });
    expect((await refresh(session.refreshToken)).userErrors).toEqual([{ code: 'SESSION_EXPIRED' }]);
    expect((await clientOf(platform.url, token).ask('{ me { id } }')).status).toBe(401);
    expect((await refresh(first.session?.refreshToken ?? '')).session).toBeNull();
  });

  test.each([
    ['nonsense', 'nonsense'],
    ['unsigned', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1c3JfMSJ9.'],
    ['forged', 'eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJ1c3JfMSIsInJvbGUiOiJBRE1JTiJ9.c2lnbmF0dXJl'],
  ])('with a %s token is refused, and never anonymous', async (_, token) => {
    const { status, errors } = await clientOf(platform.url, token).ask('{ __typename }');
    expect(status).toBe(401);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED', requestId: expect.any(String) });
    expect(
      (await clientOf(platform.url, token).subscribe('subscription { transactionUpdated { cursor } }')).closed(),
    ).toMatchObject({
      code: 4403,
    });
  });

  test('with an altered token is refused', async () => {
    const [header, payload, signature] = (ada.token ?? '').split('.');
    const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString());
    const promoted = Buffer.from(JSON.stringify({ ...claims, role: 'ADMIN' })).toString('base64url');
    expect((await clientOf(platform.url, `${header}.${promoted}.${signature}`).ask('{ me { id } }')).status).toBe(401);
  });
});

describe('what belongs to somebody else', () => {
  test.each([
    ['a wallet', () => ['query ($id: ID!) { it: wallet(id: $id) { id } }', adaWallet]],
    ['a transaction', () => ['query ($id: ID!) { it: transaction(id: $id) { id } }', adaTransaction]],
    ['a person', () => ['query ($id: ID!) { it: user(id: $id) { id email } }', ada.id]],
  ])('does not exist: %s is null with NOT_FOUND, as one that never was', async (_, of) => {
    const [query = '', id = ''] = of();
    const answers = await Promise.all([id, `${id}x`].map((each) => eve.ask(query, { id: each })));
    for (const { data, errors } of answers) {
      expect(data).toEqual({ it: null });
      expect(errors?.map(({ extensions, message }) => [extensions.code, message])).toEqual([
        ['NOT_FOUND', answers[0]?.errors?.[0]?.message],
      ]);
    }
  });

  test('is in no list', async () => {
    const { data } = await eve.ask(
      'query ($id: ID!) { wallets(ownerId: $id) { edges { cursor } } transactions(filter: { userId: $id }) { edges { cursor } } notifications { edges { cursor } } }',
      { id: ada.id },
    );
    expect(data).toEqual({ wallets: { edges: [] }, transactions: { edges: [] }, notifications: { edges: [] } });
  });

  test.each([
    ['{ users { edges { cursor } } }'],
    ['{ trialBalance { balanced } }'],
    ['{ journal { edges { cursor } } }'],
    ['{ accounts { edges { cursor } } }'],
    ['{ alerts { edges { cursor } } }'],
  ])('is for operators: %s', async (query) => {
    expect((await eve.ask(query)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await clientOf(platform.url).ask(query)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect((await (await logInOperator(platform.url)).ask(query)).errors).toBeUndefined();
  });
});

test('nothing internal is in the schema people see', async () => {
  const { data } = await ada.ask<{ __schema: { types: { name: string; fields: { name: string }[] | null }[] } }>(
    '{ __schema { types { name fields { name } } } }',
  );
  const names = data.__schema.types.flatMap(({ name, fields }) => [name, ...(fields ?? []).map((field) => field.name)]);
  expect(names.filter((name) => name.startsWith('_') && !name.startsWith('__'))).toEqual([]);
  expect((await ada.ask('mutation { _postEntries(entries: []) { id } }')).errors?.[0]?.extensions.code).toBe(
    'BAD_USER_INPUT',
  );
});
