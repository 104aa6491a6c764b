import { type ApiKeyActor, accessVerifier, memoryRevocations, newApiKey, type SessionActor } from '@paygraph/identity';
import type { SubgraphTransport } from '@paygraph/subgraph';
import { GraphQLError } from 'graphql';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { apiKeyVerifier, type VerifyApiKey } from '../src/api-keys.ts';
import { authenticate } from '../src/authenticate.ts';
import { watchSession } from '../src/session-watch.ts';
import { keys, tokenFor } from './open-door.ts';

const ORIGIN = { requestId: 'req_1', ip: '192.0.2.7' };
let revocations = memoryRevocations();
beforeEach(() => {
  revocations = memoryRevocations();
});
/** Keys as users has them: `key_1` is good for as long as the test does not say otherwise. */
const key = newApiKey();
const good = { id: 'key_1', userId: 'usr_ada', role: 'USER', scopes: ['wallets:read'], expiresAt: null };
let known: { [hash: string]: object };
let reachable: boolean;
let now: Date;
let asked: unknown[][];
let verifyApiKey: VerifyApiKey;
const faults: unknown[] = [];
beforeEach(() => {
  known = { [key.hash]: good };
  reachable = true;
  now = new Date();
  asked = [];
  verifyApiKey = apiKeyVerifier({ users, revocations, now: () => now });
});
afterEach(() => void faults.splice(0));
const users: SubgraphTransport = {
  async execute({ variables, actor }) {
    if (!reachable) return { errors: [{ message: 'down', extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }] };
    expect(actor).toMatchObject({ kind: 'service', service: 'gateway', requestId: 'req_1' });
    const { inputs } = variables as { inputs: { hash: string }[] };
    asked.push(inputs);
    return { data: { _verifyApiKeys: inputs.map(({ hash }) => known[hash] ?? null) } };
  },
  subscribe: () => Promise.reject(new Error('nobody subscribes')),
  async close() {},
};
const deps = () => ({
  verifyAccess: accessVerifier(keys),
  verifyApiKey,
  revocations,
  now: () => now,
  knock: async () => ({}),
  report: (error: unknown) => faults.push(error),
});
const who = (authorization: unknown, apiKey?: unknown) => authenticate(deps(), { authorization, apiKey }, ORIGIN);
const program = {
  kind: 'user',
  apiKeyId: 'key_1',
  userId: 'usr_ada',
  role: 'USER',
  scopes: ['wallets:read'],
  ...ORIGIN,
};
const unauthenticated = { extensions: { code: 'UNAUTHENTICATED' } };

describe('who asks', () => {
  test.each([undefined, null, ''])('is anonymous without a credential: %j', async (nothing) => {
    expect(await who(nothing)).toEqual({ kind: 'anonymous', ...ORIGIN });
  });

  test('is the user of a good access token', async () => {
    const actor = { kind: 'user', userId: 'usr_ada', sessionId: 'ses_1', role: 'USER', ...ORIGIN };
    expect(await who(`Bearer ${await tokenFor('ses_1')}`)).toMatchObject(actor);
    expect(await who(`bearer   ${await tokenFor('ses_1')}`)).toMatchObject(actor);
  });

  test.each([
    ['is malformed', async () => 'Bearer nonsense'],
    ['has no token', async () => 'Bearer '],
    ['is of another kind', async () => 'Basic YWRhOng='],
    ['is no text', async () => 7],
    ['is an object', async () => ({ token: 'x' })],
    ['is only the token', () => tokenFor('ses_1')],
    ['is two tokens', async () => `Bearer ${await tokenFor('ses_1')}, Bearer ${await tokenFor('ses_1')}`],
    ['is forged', async () => `Bearer ${(await tokenFor('ses_1')).replace(/\.[^.]+$/, '.Zm9yZ2Vk')}`],
    ['has expired', async () => `Bearer ${await tokenFor('ses_1', -1_000)}`],
    [
      'was revoked',
      async () => {
        await revocations.revoke(['ses_gone']);
        return `Bearer ${await tokenFor('ses_gone')}`;
      },
    ],
  ])('is nobody, and told so, when the credential %s', async (_what, credential) => {
    const answer = await who(await credential());
    expect(answer).toBeInstanceOf(GraphQLError);
    expect(answer).toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } });
  });

  test('does not become anonymous when the revocations cannot be asked', async () => {
    revocations.isRevoked = () => Promise.reject(new Error('away'));
    expect(await who(`Bearer ${await tokenFor('ses_1')}`)).toMatchObject({
      extensions: { code: 'SUBGRAPH_UNAVAILABLE', retryable: true },
    });
    expect(faults).toEqual([new Error('away')]);
  });
});

describe('a program', () => {
  test('shows its key as a bearer token, or in a header of its own', async () => {
    expect(await who(`Bearer ${key.text}`)).toEqual(program);
    expect(await who('', key.text)).toEqual(program);
    expect(await who(undefined, key.text)).toEqual(program);
  });

  test.each([
    ['is no key', 'nonsense'],
    ['has a typing mistake', `${key.text.slice(0, -1)}${key.text.endsWith('x') ? 'y' : 'x'}`],
    ['is a list', [key.text]],
    ['is no text', 7],
    ['is longer than any key', key.text.repeat(1_000)],
  ])('is nobody, and users is not asked, when what it shows %s', async (_what, shown) => {
    expect(await who(undefined, shown)).toMatchObject(unauthenticated);
    if (typeof shown === 'string') expect(await who(`Bearer ${shown}`)).toMatchObject(unauthenticated);
    expect(asked).toEqual([]);
  });

  test('shows one credential and not two', async () => {
    expect(await who(`Bearer ${await tokenFor('ses_1')}`, key.text)).toMatchObject(unauthenticated);
  });

  test('is asked about once in a while, also when its key is good for nothing', async () => {
    const unknown = newApiKey();
    for (let call = 0; call < 3; call++) {
      expect(await who(undefined, key.text)).toEqual(program);
      expect(await who(undefined, unknown.text)).toMatchObject(unauthenticated);
    }
    expect(asked).toHaveLength(2);
    now = new Date(now.getTime() + 30_000);
    delete known[key.hash];
    expect(await who(undefined, key.text)).toMatchObject(unauthenticated);
    expect(asked).toHaveLength(3);
  });

  test('is asked about together with others who come at the same time', async () => {
    const others = Array.from({ length: 20 }, () => newApiKey());
    for (const [index, { hash }] of others.entries()) known[hash] = { ...good, id: `key_${index}` };
    const answers = await Promise.all(others.map(({ text }) => who(undefined, text)));
    expect(answers).toMatchObject(others.map((_, index) => ({ apiKeyId: `key_${index}` })));
    expect(asked.map((inputs) => inputs.length)).toEqual([20]);
  });

  test('is nobody from the moment its key is revoked or ends, though it was good just now', async () => {
    expect(await who(undefined, key.text)).toEqual(program);
    await revocations.revoke(['key_1']);
    expect(await who(undefined, key.text)).toMatchObject(unauthenticated);

    const ending = newApiKey();
    known[ending.hash] = { ...good, id: 'key_2', expiresAt: new Date(now.getTime() + 5_000).toISOString() };
    expect(await who(undefined, ending.text)).toMatchObject({ expiresAt_s: (now.getTime() + 5_000) / 1000 });
    now = new Date(now.getTime() + 5_000);
    expect(await who(undefined, ending.text)).toMatchObject(unauthenticated);
    expect(asked).toHaveLength(2);
  });

  test('has no scope that nobody here knows', async () => {
    known[key.hash] = { ...good, scopes: ['wallets:read', 'moon:write'] };
    expect(await who(undefined, key.text)).toMatchObject({ scopes: ['wallets:read'] });
  });

  test('is told that its key cannot be verified, and asked about again, when users cannot be reached', async () => {
    reachable = false;
    expect(await who(undefined, key.text)).toMatchObject({
      extensions: { code: 'SUBGRAPH_UNAVAILABLE', retryable: true },
    });
    expect(faults).toHaveLength(1);
    reachable = true;
    expect(await who(undefined, key.text)).toEqual(program);
  });
});

describe('a session that is watched', () => {
  const NOW = new Date('2026-03-01T12:00:00Z');
  const ada: SessionActor = {
    kind: 'user',
    userId: 'usr_ada',
    role: 'USER',
    sessionId: 'ses_1',
    authenticatedAt_s: 0,
    expiresAt_s: NOW.getTime() / 1000 + 900,
    ...ORIGIN,
  };
  const watch = (actor: Parameters<typeof watchSession>[1]) => {
    vi.useFakeTimers({ now: NOW });
    onTestFinished(() => void vi.useRealTimers());
    return watchSession(revocations, actor, () => new Date());
  };

  test('ends with its token, to the second', () => {
    const { signal } = watch(ada);
    vi.advanceTimersByTime(899_999);
    expect(signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(signal).toMatchObject({ aborted: true, reason: 'The access token expired' });
  });

  test('ends at once when the token already has', () => {
    const { signal } = watch({ ...ada, expiresAt_s: NOW.getTime() / 1000 - 1 });
    vi.advanceTimersByTime(0);
    expect(signal.aborted).toBe(true);
  });

  test('ends when it is revoked, and not when another one is', async () => {
    const { signal } = watch(ada);
    await revocations.revoke(['ses_2']);
    expect(signal.aborted).toBe(false);
    await revocations.revoke(['ses_1']);
    expect(signal).toMatchObject({ aborted: true, reason: 'The session was ended' });
  });

  test('of a program ends with its key, however far that is, or when it is revoked', async () => {
    const { sessionId: _, authenticatedAt_s: __, ...person } = ada;
    const keyOf = (days: number): ApiKeyActor => ({
      ...person,
      apiKeyId: 'key_1',
      scopes: [],
      expiresAt_s: NOW.getTime() / 1000 + days * 24 * 60 * 60,
    });
    const { signal } = watch(keyOf(60));
    vi.advanceTimersByTime(60 * 24 * 60 * 60 * 1000 - 1);
    expect(signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(signal).toMatchObject({ aborted: true, reason: 'The API key expired' });

    const endless = watch({ ...keyOf(0), expiresAt_s: undefined });
    expect(vi.getTimerCount()).toBe(0);
    await revocations.revoke(['key_1']);
    expect(endless.signal).toMatchObject({ aborted: true, reason: 'The API key was revoked' });
  });

  test('leaves no timer and no listener when the watch stops', async () => {
    const { signal, stop } = watch(ada);
    stop();
    expect(vi.getTimerCount()).toBe(0);
    await revocations.revoke(['ses_1']);
    expect(signal.aborted).toBe(false);
  });

  test('of somebody anonymous never ends', () => {
    const { signal } = watch({ kind: 'anonymous', ...ORIGIN });
    expect(vi.getTimerCount()).toBe(0);
    expect(signal.aborted).toBe(false);
  });
});
