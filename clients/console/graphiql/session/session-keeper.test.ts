import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Execute, Reply } from './gateway.ts';
import { createSessionKeeper } from './session-keeper.ts';

const ACCESS_TOKEN_LIFETIME_MS = 15 * 60_000;
const CREDENTIALS = { email: 'ada@example.com', password: 'correct horse' };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a session', () => {
  test('is renewed before its access token expires, and again after that', async () => {
    const { keeper, refreshed } = await signedIn();

    await vi.advanceTimersByTimeAsync(2 * ACCESS_TOKEN_LIFETIME_MS);

    expect(refreshed).toEqual(['refresh-1', 'refresh-2']);
    expect(await keeper.accessToken()).toBe('access-3');
  });

  test('is renewed once for all who ask at the same time', async () => {
    const { keeper, refreshed } = await signedIn();
    // A laptop that slept: the clock went on, the timers did not.
    vi.setSystemTime(Date.now() + ACCESS_TOKEN_LIFETIME_MS);

    const tokens = await Promise.all([keeper.accessToken(), keeper.accessToken(), keeper.accessToken()]);

    expect(tokens).toEqual(['access-2', 'access-2', 'access-2']);
    expect(refreshed).toEqual(['refresh-1']);
  });

  test('survives a gateway that cannot be reached for a while', async () => {
    const gateway = fakeGateway();
    const { keeper } = await signedIn(gateway);
    gateway.answer = { ok: false, message: 'unreachable' };
    await vi.advanceTimersByTimeAsync(ACCESS_TOKEN_LIFETIME_MS - 30_000);
    gateway.answer = undefined;
    await vi.advanceTimersByTimeAsync(10_000);

    expect(keeper.state().status).toBe('signedIn');
    expect(await keeper.accessToken()).toBe('access-2');
  });

  test('ends, with a word about it, when its renewal is refused', async () => {
    const gateway = fakeGateway();
    const { keeper } = await signedIn(gateway);
    gateway.answer = { ok: true, data: { refreshSession: { session: null, userErrors: [{ message: 'revoked' }] } } };

    await vi.advanceTimersByTimeAsync(ACCESS_TOKEN_LIFETIME_MS);

    expect(keeper.state()).toEqual({ status: 'signedOut', notice: 'Your session has ended.' });
  });

  test('is over at once for who signs out, whatever a renewal on its way answers', async () => {
    const { keeper } = await signedIn();
    vi.setSystemTime(Date.now() + ACCESS_TOKEN_LIFETIME_MS);

    const asked = keeper.accessToken();
    await keeper.logOut();

    expect(await asked).toBeUndefined();
    expect(keeper.state()).toEqual({ status: 'signedOut' });
  });

  test('is handed to the next load of the page, and to no other page', async () => {
    const storage = fakeStorage();
    const { keeper } = await signedIn(fakeGateway(), storage);
    expect(storage.size()).toBe(0);

    keeper.suspend();
    const next = createSessionKeeper({ execute: fakeGateway().execute, storage, now: Date.now });

    expect(next.state()).toEqual(keeper.state());
    expect(storage.size()).toBe(0);
  });
});

test('a failed log-in says why and leaves whoever is signed in', async () => {
  const gateway = fakeGateway();
  const { keeper } = await signedIn(gateway);
  gateway.answer = {
    ok: true,
    data: { logIn: { user: null, session: null, userErrors: [{ message: 'Wrong password.' }] } },
  };

  expect(await keeper.logIn(CREDENTIALS)).toEqual({ ok: false, message: 'Wrong password.' });
  expect(keeper.state().status).toBe('signedIn');
});

async function signedIn(gateway = fakeGateway(), storage = fakeStorage()) {
  const keeper = createSessionKeeper({ execute: gateway.execute, storage, now: Date.now });
  expect(await keeper.logIn(CREDENTIALS)).toEqual({ ok: true });
  return { keeper, refreshed: gateway.refreshed };
}

/** Grants access-1, access-2, … and notes the refresh tokens it was given; `answer` replaces every reply. */
function fakeGateway() {
  let grants = 0;
  const refreshed: string[] = [];
  const gateway = { execute: execute as Execute, refreshed, answer: undefined as Reply<unknown> | undefined };

  async function execute(document: string, variables: { refreshToken?: string }): Promise<Reply<unknown>> {
    if (gateway.answer) return gateway.answer;
    if (document.includes('logOut')) return { ok: true, data: { logOut: true } };
    if (variables.refreshToken) refreshed.push(variables.refreshToken);
    grants += 1;
    const expiresAt = new Date(Date.now() + ACCESS_TOKEN_LIFETIME_MS).toISOString();
    const session = { accessToken: `access-${grants}`, refreshToken: `refresh-${grants}`, expiresAt };
    const payload = { user: { name: 'Ada', role: 'USER' }, session, userErrors: [] };
    return { ok: true, data: { logIn: payload, refreshSession: payload } };
  }
  return gateway;
}

function fakeStorage() {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
    size: () => items.size,
  };
}
