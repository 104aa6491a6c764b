import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { createLocalJWKSet, createRemoteJWKSet, SignJWT, UnsecuredJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type AccessClaims,
  type AccessKey,
  accessVerifier,
  readAccessKey,
  signAccessToken,
  verifyAccessToken,
} from './access-token.ts';
import { ACCESS_TOKEN_SECONDS } from './revocations.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const claims: AccessClaims = { userId: 'usr_1', sessionId: 'ses_1', role: 'USER', authenticatedAt_s: 1_772_000_000 };
const pem = (type: 'ed25519' | 'x25519') =>
  generateKeyPairSync(type as 'ed25519')
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();

let key: AccessKey;
let keys: ReturnType<typeof createLocalJWKSet>;
const verify = (token: string, now = NOW) => verifyAccessToken(keys, token, now);

/** A token like ours but for what the test changes. */
const forge = (change: { header?: object; payload?: object; issuer?: string; audience?: string }) =>
  new SignJWT({ sid: 'ses_1', role: 'USER', auth_time: 1, ...change.payload })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: key.publicJwk.kid, ...change.header })
    .setSubject('usr_1')
    .setIssuer(change.issuer ?? 'paygraph')
    .setAudience(change.audience ?? 'paygraph')
    .setExpirationTime(NOW.getTime() / 1000 + 60)
    .sign(key.privateKey);

beforeAll(async () => {
  key = await readAccessKey(pem('ed25519'));
  keys = createLocalJWKSet({ keys: [key.publicJwk] });
});

describe('an access token', () => {
  test('says who sends it, for 15 minutes', async () => {
    const token = await signAccessToken(key, claims, NOW);
    expect(await verify(token)).toEqual({ ...claims, expiresAt_s: NOW.getTime() / 1000 + 900 });
    expect(await verify(token, new Date('2026-03-01T12:14:59Z'))).toBeDefined();
    expect(await verify(token, new Date('2026-03-01T12:15:00Z'))).toBeUndefined();
  });

  test('is refused when another key signed it, under its own name or ours', async () => {
    const other = await readAccessKey(pem('ed25519'));
    expect(await verify(await signAccessToken(other, claims, NOW))).toBeUndefined();
    const disguised = { ...other, publicJwk: { ...other.publicJwk, kid: key.publicJwk.kid } };
    expect(await verify(await signAccessToken(disguised, claims, NOW))).toBeUndefined();
  });

  test('is refused when one character of it was changed', async () => {
    const [header, payload, signature] = (await signAccessToken(key, claims, NOW)).split('.') as [
      string,
      string,
      string,
    ];
    const admin = Buffer.from(Buffer.from(payload, 'base64url').toString().replace('USER', 'ADMIN')).toString(
      'base64url',
    );
    expect(await verify(`${header}.${admin}.${signature}`)).toBeUndefined();
  });

  test('is refused without a signature, or with one made of the public key', async () => {
    const unsigned = new UnsecuredJWT({ sid: 'ses_1', role: 'ADMIN', auth_time: 1 })
      .setSubject('usr_1')
      .setIssuer('paygraph');
    expect(await verify(unsigned.setAudience('paygraph').setExpirationTime('1h').encode())).toBeUndefined();
    const confused = await new SignJWT({ sid: 'ses_1', role: 'ADMIN', auth_time: 1 })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: key.publicJwk.kid })
      .sign(Buffer.from(key.publicJwk.x ?? '', 'base64url'));
    expect(await verify(confused)).toBeUndefined();
  });

  test('is refused when it was made for something else', async () => {
    expect(await verify(await forge({}))).toBeDefined();
    expect(await verify(await forge({ issuer: 'somebody' }))).toBeUndefined();
    expect(await verify(await forge({ audience: 'paygraph:subgraph' }))).toBeUndefined();
    expect(await verify(await forge({ header: { typ: 'JWT' } }))).toBeUndefined();
    expect(await verify(await forge({ payload: { role: 'ROOT' } }))).toBeUndefined();
    expect(await verify(await forge({ payload: { sid: undefined } }))).toBeUndefined();
  });

  test.each(['', 'abc', 'a.b.c', '...', 'eyJhbGciOiJFZERTQSJ9.e30.', '\0'])('is not %j', async (text) => {
    expect(await verify(text)).toBeUndefined();
  });
});

test('keys that cannot be had are an error, not a bad token', async () => {
  const server = createServer((_request, response) => response.writeHead(503).end()).listen(0, '127.0.0.1');
  try {
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const remote = createRemoteJWKSet(new URL(`http://127.0.0.1:${port}/.well-known/jwks.json`));
    await expect(verifyAccessToken(remote, await signAccessToken(key, claims, NOW), NOW)).rejects.toThrow();
  } finally {
    server.close();
  }
});

describe('the signing key', () => {
  test('publishes nothing private', () => {
    expect(Object.keys(key.publicJwk).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
  });

  test('must be Ed25519 in PKCS #8, and is never quoted', async () => {
    for (const bad of ['', 'secret', pem('x25519'), '-----BEGIN PRIVATE KEY-----\nsecret\n-----END PRIVATE KEY-----']) {
      const error: Error = await readAccessKey(bad).then(
        () => expect.unreachable(),
        (caught) => caught,
      );
      expect(error.message).toBe('JWT_PRIVATE_KEY must be an Ed25519 private key in PKCS #8 PEM');
      expect(error.cause).toBeUndefined();
    }
  });
});

describe('a verifier that remembers', () => {
  test('checks a signature once, and lets a token end when it ends', async () => {
    let asked = 0;
    const remembering = accessVerifier((...args) => {
      asked += 1;
      return keys(...args);
    });
    const token = await signAccessToken(key, claims, NOW);
    for (let call = 0; call < 3; call++) expect(await remembering(token, NOW)).toMatchObject(claims);
    expect(asked).toBe(1);
    const end = new Date(NOW.getTime() + ACCESS_TOKEN_SECONDS * 1000);
    expect(await remembering(token, end)).toBeUndefined();
    expect(await remembering(`${token.slice(0, -4)}AAAA`, NOW)).toBeUndefined();
  });
});
