import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import {
  type AccessClaims,
  memoryRevocations,
  readAccessKey,
  signAccessToken,
  verifyAccessToken,
} from '@paygraph/identity';
import { serveSubgraph } from '@paygraph/subgraph';
import fastify from 'fastify';
import { createLocalJWKSet, createRemoteJWKSet, type JSONWebKeySet } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { users as definition, publicJwks } from '../src/subgraph.ts';
import { type MountedUsers, mountUsers, PASSWORD, type SessionPayload } from './mounted-users.ts';

const START = new Date('2026-03-01T12:00:00Z');
const later = (ms: number) => new Date(START.getTime() + ms);
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let users: MountedUsers;
beforeAll(async () => {
  users = await mountUsers();
});
afterEach(() => {
  users.clock.now = START;
});
afterAll(async () => {
  expect(users.faults).toEqual([]);
  await users[Symbol.asyncDispose]();
});

const eventsOf = async (userId: string, type: string) =>
  (await users.events()).filter((each) => each.subject === userId && each.type === type);
const codes = ({ userErrors }: SessionPayload) => userErrors.map(({ code }) => code);
const LOG_OUT = 'mutation { logOut }';

describe('logging in', () => {
  test('opens a session of its own', async () => {
    const { user, session } = await users.member('ada@example.org');
    const again = await users.logIn(' ADA@example.org');
    expect(again.user?.id).toBe(user.id);
    expect(again.session?.id).not.toBe(session.id);
    expect(await eventsOf(user.id, 'session.started')).toHaveLength(2);
  });

  test('is refused with one answer, whatever the reason', async () => {
    const { user } = await users.member('suspended@example.org');
    await users.database.query(`update users set status = 'SUSPENDED' where id = $1`, [user.id]);
    const before = await users.rowCounts();

    const refusals = await Promise.all([
      users.logIn('ada@example.org', 'difference engine'),
      users.logIn('nobody@example.org'),
      users.logIn('not an address\0'),
      users.logIn('suspended@example.org'),
      users.logIn('ada@example.org', 'x'.repeat(100_000)),
    ]);

    for (const refusal of refusals) expect(refusal).toEqual(refusals[0]);
    expect(refusals[0]).toMatchObject({
      user: null,
      session: null,
      userErrors: [{ code: 'INVALID_CREDENTIALS', field: null }],
    });
    expect(await users.rowCounts()).toEqual(before);
  });

  test('takes as long for an address nobody has as for a wrong password', async () => {
    const spent_ms = { nobody: 0, ada: 0 };
    // In turns, so that whatever else the machine does falls on both.
    for (let round = 0; round < 10; round++) {
      for (const name of ['nobody', 'ada'] as const) {
        const started = performance.now();
        await users.logIn(`${name}@example.org`, 'difference engine');
        spent_ms[name] += performance.now() - started;
      }
    }
    const ratio = spent_ms.nobody / spent_ms.ada;
    // Without the decoy hash the first is some twenty times faster.
    expect(ratio).toBeGreaterThan(0.4);
    expect(ratio).toBeLessThan(2.5);
  });
});

describe('refreshing a session', () => {
  test('gives new tokens of the same session, and remembers when they logged in', async () => {
    const { user, session } = await users.member('rotating@example.org');
    users.clock.now = later(14 * MINUTE_MS);
    await users.database.query(`update users set role = 'MERCHANT' where id = $1`, [user.id]);

    const { session: next, userErrors } = await users.refresh(session.refreshToken);

    expect(userErrors).toEqual([]);
    expect(next).toMatchObject({
      id: session.id,
      expiresAt: later(7 * DAY_MS + 14 * MINUTE_MS).toISOString(),
      current: true,
    });
    expect(next?.refreshToken).not.toBe(session.refreshToken);
    expect(await users.actorOf(next?.accessToken ?? '')).toMatchObject({
      role: 'MERCHANT',
      authenticatedAt_s: START.getTime() / 1000,
      expiresAt_s: later(29 * MINUTE_MS).getTime() / 1000,
    });
    expect((await users.refresh(next?.refreshToken ?? '')).session?.id).toBe(session.id);
  });

  test('with a token that was used before ends the session, and only that one', async () => {
    const { user, session, actor } = await users.member('stolen@example.org');
    const other = await users.logIn('stolen@example.org');
    const next = await users.refresh(session.refreshToken);

    expect(await users.refresh(session.refreshToken)).toMatchObject({
      user: null,
      session: null,
      userErrors: [{ code: 'SESSION_EXPIRED' }],
    });

    expect(await users.revocations.isRevoked(session.id)).toBe(true);
    expect(codes(await users.refresh(next.session?.refreshToken ?? ''))).toEqual(['SESSION_EXPIRED']);
    expect(await eventsOf(user.id, 'session.revoked')).toEqual([
      {
        type: 'session.revoked',
        subject: user.id,
        data: { userId: user.id, sessionIds: [session.id], reason: 'TOKEN_REUSED' },
      },
    ]);
    const { data } = await users.execute('{ me { sessions { id } } }', {}, actor);
    expect(data).toEqual({ me: { sessions: [{ id: other.session?.id }] } });
  });

  test('many times at once with one token has exactly one winner, and ends the session', async () => {
    const { session } = await users.member('hurried@example.org');
    const answers = await Promise.all(Array.from({ length: 8 }, () => users.refresh(session.refreshToken)));
    const winners = answers.filter(({ userErrors }) => userErrors.length === 0);
    expect(winners).toHaveLength(1);
    expect(await users.revocations.isRevoked(session.id)).toBe(true);
    expect(codes(await users.refresh(winners[0]?.session?.refreshToken ?? ''))).toEqual(['SESSION_EXPIRED']);
  });

  test('is refused after 7 days', async () => {
    const { user, session } = await users.member('absent@example.org');
    users.clock.now = later(7 * DAY_MS);
    expect(codes(await users.refresh(session.refreshToken))).toEqual(['SESSION_EXPIRED']);
    expect(await eventsOf(user.id, 'session.revoked')).toEqual([]);
  });

  test('forgets used tokens once they would have expired', async () => {
    const { session } = await users.member('faithful@example.org');
    users.clock.now = later(6 * DAY_MS);
    const second = await users.refresh(session.refreshToken);
    users.clock.now = later(12 * DAY_MS);
    const third = await users.refresh(second.session?.refreshToken ?? '');
    expect(third.userErrors).toEqual([]);
    const { rows } = await users.database.query('select 1 from refresh_tokens where session_id = $1', [session.id]);
    expect(rows).toHaveLength(2);
  });

  test('is refused to somebody suspended, and to a token nobody gave out', async () => {
    const { user, session } = await users.member('barred@example.org');
    await users.database.query(`update users set status = 'SUSPENDED' where id = $1`, [user.id]);
    expect(codes(await users.refresh(session.refreshToken))).toEqual(['SESSION_EXPIRED']);
    expect(codes(await users.refresh('made up'))).toEqual(['SESSION_EXPIRED']);
  });
});

describe('logging out', () => {
  test('ends the session of the access token, for its refresh token too', async () => {
    const { user, session, actor } = await users.member('leaving@example.org');
    expect(await users.execute(LOG_OUT, {}, actor)).toEqual({ data: { logOut: true } });
    expect(await users.revocations.isRevoked(session.id)).toBe(true);
    expect(codes(await users.refresh(session.refreshToken))).toEqual(['SESSION_EXPIRED']);
    expect(await eventsOf(user.id, 'session.revoked')).toMatchObject([
      { data: { sessionIds: [session.id], reason: 'LOGGED_OUT' } },
    ]);
  });

  test('twice is as good as once', async () => {
    const { user, actor } = await users.member('twice@example.org');
    await users.execute(LOG_OUT, {}, actor);
    expect(await users.execute(LOG_OUT, {}, actor)).toEqual({ data: { logOut: true } });
    expect(await eventsOf(user.id, 'session.revoked')).toHaveLength(1);
  });

  test('needs somebody who is logged in', async () => {
    expect((await users.execute(LOG_OUT)).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });
});

test('a session list shows what is live, which one is in use, and no tokens', async () => {
  const { session, actor } = await users.member('devices@example.org');
  users.clock.now = later(MINUTE_MS);
  const second = await users.logIn('devices@example.org', PASSWORD);
  const query = '{ me { sessions { id current accessToken refreshToken expiresAt } } }';
  const noTokens = { accessToken: null, refreshToken: null };
  expect((await users.execute(query, {}, actor)).data?.me).toEqual({
    sessions: [
      { id: second.session?.id, current: false, expiresAt: later(7 * DAY_MS + MINUTE_MS).toISOString(), ...noTokens },
      { id: session.id, current: true, expiresAt: later(7 * DAY_MS).toISOString(), ...noTokens },
    ],
  });
  users.clock.now = later(8 * DAY_MS);
  expect((await users.execute(query, {}, actor)).data?.me).toEqual({ sessions: [] });
});

test('a restart remembers which sessions ended while their access tokens could still live', async () => {
  const recent = await users.member('recent@example.org');
  const long = await users.member('long-gone@example.org');
  await users.execute(LOG_OUT, {}, long.actor);
  users.clock.now = later(16 * MINUTE_MS);
  await users.execute(LOG_OUT, {}, recent.actor);

  const revocations = memoryRevocations();
  const restarted = await definition.start({ ...users.platform, revocations });
  await restarted.stop();

  expect(await revocations.isRevoked(recent.session.id)).toBe(true);
  expect(await revocations.isRevoked(long.session.id)).toBe(false);
});

test('the served subgraph publishes the keys that verify its tokens', async () => {
  const { user, session } = await users.member('served@example.org');
  const served = await serveSubgraph(users.transport, {
    host: '127.0.0.1',
    port: 0,
    actorSecret: new Uint8Array(32),
    checkReady: async () => {},
    routes: users.running.routes,
  });
  try {
    const url = new URL('/.well-known/jwks.json', served.url);
    const access = await verifyAccessToken(createRemoteJWKSet(url), session.accessToken, START);
    expect(access).toMatchObject({ userId: user.id, sessionId: session.id });
    expect((await fetch(url)).headers.get('cache-control')).toBe('public, max-age=300');
  } finally {
    await served.close();
  }
});

test('users with a new key publish the one before, whose tokens stay good', async () => {
  const { user, session } = await users.member('rotated@example.org');
  const { privateKey } = generateKeyPairSync('ed25519');
  const jwtPrivateKey = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const previous = createPublicKey(users.platform.secrets.jwtPrivateKey ?? '');
  const previousPublicKeys = [previous.export({ type: 'spki', format: 'pem' }).toString()];
  const settings = { ...users.platform.settings, previousPublicKeys };
  const rotated = await definition.start({ ...users.platform, settings, secrets: { jwtPrivateKey } });
  try {
    const app = fastify();
    rotated.routes?.(app);
    const published: JSONWebKeySet = (await app.inject('/.well-known/jwks.json')).json();
    expect(published).toEqual(await publicJwks(jwtPrivateKey, previousPublicKeys));
    expect(published.keys).toHaveLength(2);
    expect(JSON.stringify(published)).not.toContain('"d":');
    const access = await verifyAccessToken(createLocalJWKSet(published), session.accessToken, START);
    expect(access).toMatchObject({ userId: user.id });
    const signed = await signAccessToken(await readAccessKey(jwtPrivateKey), access as AccessClaims, START);
    expect(await verifyAccessToken(createLocalJWKSet(published), signed, START)).toMatchObject({ userId: user.id });
  } finally {
    await rotated.stop();
  }
});
