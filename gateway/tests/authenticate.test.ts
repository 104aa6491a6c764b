import { accessVerifier, memoryRevocations, type UserActor } from '@paygraph/identity';
import { GraphQLError } from 'graphql';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { authenticate } from '../src/authenticate.ts';
import { watchSession } from '../src/session-watch.ts';
import { keys, tokenFor } from './open-door.ts';

const ORIGIN = { requestId: 'req_1', ip: '192.0.2.7' };
let revocations = memoryRevocations();
beforeEach(() => {
  revocations = memoryRevocations();
});
const who = (authorization: unknown) =>
  authenticate({ verifyAccess: accessVerifier(keys), revocations, now: () => new Date() }, authorization, ORIGIN);

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
    await expect(who(`Bearer ${await tokenFor('ses_1')}`)).rejects.toThrow('away');
  });
});

describe('a session that is watched', () => {
  const NOW = new Date('2026-03-01T12:00:00Z');
  const ada: UserActor = {
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
