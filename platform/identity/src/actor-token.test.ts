import { SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { type Actor, type ApiKeyActor, asService, isOperator, maySee, type SessionActor } from './actor.ts';
import { signActor, verifyActor } from './actor-token.ts';

const SECRET = new TextEncoder().encode('a secret of the gateway and its subgraphs');
const OTHER = new TextEncoder().encode('a secret of somebody else entirely, as long');
const ada: SessionActor = {
  kind: 'user',
  userId: 'usr_ada',
  role: 'USER',
  sessionId: 'ses_1',
  authenticatedAt_s: 1,
  expiresAt_s: 2,
  requestId: 'req_1',
};
const program: ApiKeyActor = {
  kind: 'user',
  userId: 'usr_ada',
  role: 'USER',
  apiKeyId: 'key_1',
  scopes: ['wallets:read'],
  requestId: 'req_1',
};
const anonymous: Actor = { kind: 'anonymous', requestId: 'req_1' };
const now_s = () => Math.floor(Date.now() / 1000);

describe('a signed actor', () => {
  test.each([ada, program, { ...program, expiresAt_s: 9 }, anonymous, asService('fraud', ada)])(
    'comes back as it was: $kind',
    async (actor) => {
      expect(await verifyActor(SECRET, await signActor(SECRET, actor))).toEqual(JSON.parse(JSON.stringify(actor)));
    },
  );

  test('with an API key has no scope that nobody here knows', async () => {
    const newer = { ...program, scopes: ['wallets:read', 'moon:write'] } as ApiKeyActor;
    expect(await verifyActor(SECRET, await signActor(SECRET, newer))).toEqual(program);
  });

  test('is nobody to whom has another secret', async () => {
    expect(await verifyActor(OTHER, await signActor(SECRET, ada))).toBeUndefined();
  });

  test('lives for half a minute, and a little for clocks that differ', async () => {
    const sign = (expiresAt_s: number, aud = 'paygraph:subgraph', actor: unknown = ada) =>
      new SignJWT({ actor, aud, exp: expiresAt_s }).setProtectedHeader({ alg: 'HS256' }).sign(SECRET);
    expect(await verifyActor(SECRET, await sign(now_s() - 2))).toBeDefined();
    expect(await verifyActor(SECRET, await sign(now_s() - 7))).toBeUndefined();
    expect(await verifyActor(SECRET, await sign(now_s() + 60, 'paygraph'))).toBeUndefined();
    expect(await verifyActor(SECRET, await sign(now_s() + 60, undefined, { ...ada, role: 'ROOT' }))).toBeUndefined();
    const [, payload] = (await signActor(SECRET, ada)).split('.');
    const { iat, exp } = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString());
    expect(exp - iat).toBe(30);
  });

  test.each([undefined, '', 'nonsense', 7, ['a', 'b']])('is not %j', async (header) => {
    expect(await verifyActor(SECRET, header)).toBeUndefined();
  });
});

describe('who may see what', () => {
  test.each([
    [ada, true, false],
    [{ ...ada, userId: 'usr_bob' }, false, false],
    [{ ...ada, userId: 'usr_bob', role: 'MERCHANT' as const }, false, false],
    [{ ...ada, userId: 'usr_bob', role: 'OPERATOR' as const }, true, true],
    [{ ...ada, userId: 'usr_bob', role: 'ADMIN' as const }, true, true],
    [{ ...program, role: 'OPERATOR' as const }, true, false],
    [{ ...program, userId: 'usr_bob', role: 'ADMIN' as const }, false, false],
    [{ ...program, userId: 'usr_bob', role: 'OPERATOR' as const, scopes: ['users:read' as const] }, true, true],
    [{ ...program, userId: 'usr_bob', scopes: ['users:read' as const] }, false, false],
    [anonymous, false, false],
    [asService('fraud', ada), true, true],
  ])('%o', (actor, seesAda, isAnOperator) => {
    expect(maySee(actor, 'usr_ada')).toBe(seesAda);
    expect(isOperator(actor)).toBe(isAnOperator);
  });
});
