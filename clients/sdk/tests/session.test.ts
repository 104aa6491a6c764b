import { expect, test } from 'vitest';
import { AuthenticationError, Paygraph, type SessionTokens } from '../src/index.ts';
import { apiServer } from './api-server.ts';

const seconds = (ms: number) => Math.floor(ms / 1000);
let serial = 0;

function accessToken(lifetime_s: number): string {
  const iat = seconds(Date.now());
  serial += 1;
  return `e30.${Buffer.from(JSON.stringify({ iat, exp: iat + lifetime_s, jti: serial })).toString('base64url')}.sig`;
}

/** Refresh tokens r1, r2 … of which each works once; access tokens of 15 minutes. */
async function usersServer() {
  const state = { next: 1, valid: '' };
  const open = () => {
    const tokens = { accessToken: accessToken(900), refreshToken: `r${state.next}` };
    state.valid = tokens.accessToken;
    return { id: 'ses_1', expiresAt: '2030-01-01T00:00:00.000Z', current: true, ...tokens };
  };
  const user = {
    id: 'usr_1',
    email: 'a@b.example',
    name: 'Ada',
    role: 'USER',
    status: 'ACTIVE',
    kycStatus: 'NONE',
    createdAt: '2026-01-01T00:00:00.000Z',
  };
  const api = await apiServer(
    {
      logIn: () => ({ session: open(), user, userErrors: [] }),
      refreshSession({ refreshToken }: { refreshToken: string }) {
        if (refreshToken !== `r${state.next}`)
          return { userErrors: [{ code: 'SESSION_EXPIRED', message: 'The session has ended' }] };
        state.next += 1;
        return { session: open(), user, userErrors: [] };
      },
      me: () => user,
    },
    (authorization) => authorization === undefined || authorization === `Bearer ${state.valid}`,
  );
  const refreshes = () => api.requests.filter(({ query }) => query.includes('refreshSession')).length;
  return { api, state, refreshes };
}

test('a session is used as it is while it lasts', async () => {
  const { api, refreshes } = await usersServer();
  await using _ = api;
  const visitor = new Paygraph({ url: api.url });
  const { session, user } = await visitor.logIn({ email: 'a@b.example', password: 'secret-enough' });
  expect(user.name).toBe('Ada');
  expect((await visitor.withSession(session).me())?.id).toBe('usr_1');
  expect(refreshes()).toBe(0);
});

test('about to expire, it is refreshed once for all who wait, and its keeper is told', async () => {
  const { api, refreshes } = await usersServer();
  await using _ = api;
  const kept: SessionTokens[] = [];
  const expiring = { accessToken: accessToken(30), refreshToken: 'r1' };
  const paygraph = new Paygraph({ url: api.url }).withSession(expiring, (session) => void kept.push(session));
  await Promise.all([paygraph.me(), paygraph.me(), paygraph.me()]);
  await paygraph.me();
  expect(refreshes()).toBe(1);
  expect(kept).toMatchObject([{ refreshToken: 'r2' }]);
});

test('refused in spite of its clock, it is refreshed and the call made again', async () => {
  const { api, refreshes } = await usersServer();
  await using _ = api;
  const paygraph = new Paygraph({ url: api.url }).withSession({ accessToken: accessToken(900), refreshToken: 'r1' });
  expect(await Promise.all([paygraph.me(), paygraph.me()])).toMatchObject([{ id: 'usr_1' }, { id: 'usr_1' }]);
  expect(refreshes()).toBe(1);
});

test('a session that is over says so', async () => {
  const { api } = await usersServer();
  await using _ = api;
  const visitor = new Paygraph({ url: api.url });
  const over = visitor.withSession({ accessToken: accessToken(0), refreshToken: 'r0' });
  await expect(over.me()).rejects.toThrow(AuthenticationError);
  await expect(new Paygraph({ url: api.url, token: 'wrong' }).me()).rejects.toThrow(AuthenticationError);
});

test('a function gives the token of each request, and another when that one is refused', async () => {
  const { api, state } = await usersServer();
  await using _ = api;
  await new Paygraph({ url: api.url }).logIn({ email: 'a@b.example', password: 'secret-enough' });
  const tokens = ['old', state.valid];
  const paygraph = new Paygraph({ url: api.url, token: async () => tokens.shift() ?? 'none' });
  expect((await paygraph.me())?.id).toBe('usr_1');
});
