import { createPublicKey, type KeyObject } from 'node:crypto';
import {
  type CryptoKey,
  calculateJwkThumbprint,
  errors,
  importPKCS8,
  type JWK,
  type JWTVerifyGetKey,
  jwtVerify,
  SignJWT,
} from 'jose';
import { z } from 'zod';
import type { Role } from './actor.ts';
import { ACCESS_TOKEN_SECONDS } from './revocations.ts';

const ALGORITHM = 'EdDSA';
const ISSUER = 'paygraph';
const AUDIENCE = 'paygraph';
/** RFC 9068: sets access tokens apart from whatever else the same key may sign. */
const TYPE = 'at+jwt';

/** What an access token says about whoever sends it. */
export interface AccessClaims {
  readonly userId: string;
  readonly sessionId: string;
  readonly role: Role;
  /** When they proved who they are, in seconds since the epoch; refreshing the session does not change it. */
  readonly authenticatedAt_s: number;
}

/** Claims of a token that was found good. */
export interface VerifiedAccess extends AccessClaims {
  /** When the token ends, in seconds since the epoch. */
  readonly expiresAt_s: number;
}

/** The Ed25519 key that signs access tokens. */
export interface AccessKey {
  readonly privateKey: CryptoKey;
  readonly publicJwk: PublicJwk;
}

/** For the JSON Web Key Set. Its `kid` is its RFC 7638 thumbprint, so that a new key has a new name. */
export type PublicJwk = JWK & { readonly kid: string };

const payloadSchema = z.object({
  sub: z.string().min(1),
  sid: z.string().min(1),
  role: z.enum(['USER', 'MERCHANT', 'OPERATOR', 'ADMIN']),
  auth_time: z.number().int(),
  exp: z.number().int(),
});

/** Codes of jose that speak about the token; all others, and errors of the network, speak about the keys. */
const TOKEN_IS_BAD = new Set(
  [
    errors.JWTExpired,
    errors.JWTClaimValidationFailed,
    errors.JWTInvalid,
    errors.JWSInvalid,
    errors.JWSSignatureVerificationFailed,
    errors.JOSEAlgNotAllowed,
    errors.JOSENotSupported,
    errors.JWKSNoMatchingKey,
  ].map(({ code }) => code),
);

/** Reads a PKCS #8 PEM. Throws when it is not an Ed25519 private key. */
export async function readAccessKey(pkcs8Pem: string): Promise<AccessKey> {
  try {
    const privateKey = await importPKCS8(pkcs8Pem, ALGORITHM);
    return { privateKey, publicJwk: await publicJwkOf(createPublicKey(pkcs8Pem)) };
  } catch {
    // Without the cause: parsers quote what they cannot read, and this is a secret.
    throw new Error('JWT_PRIVATE_KEY must be an Ed25519 private key in PKCS #8 PEM');
  }
}

/** Reads an SPKI PEM: the public half of a key that signed before. Throws when it is not Ed25519. */
export async function readPublicKey(spkiPem: string): Promise<PublicJwk> {
  const key = createPublicKey({ key: spkiPem, format: 'pem', type: 'spki' });
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('A public key must be Ed25519');
  return publicJwkOf(key);
}

async function publicJwkOf(key: KeyObject): Promise<PublicJwk> {
  const jwk = key.export({ format: 'jwk' }) as JWK;
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: ALGORITHM, use: 'sig' };
}

/** An access token that is good from `now` for ACCESS_TOKEN_SECONDS. */
export function signAccessToken(
  { privateKey, publicJwk }: AccessKey,
  claims: AccessClaims,
  now: Date,
): Promise<string> {
  const issuedAt_s = Math.floor(now.getTime() / 1000);
  return new SignJWT({ sid: claims.sessionId, role: claims.role, auth_time: claims.authenticatedAt_s })
    .setProtectedHeader({ alg: ALGORITHM, kid: publicJwk.kid, typ: TYPE })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(claims.userId)
    .setIssuedAt(issuedAt_s)
    .setExpirationTime(issuedAt_s + ACCESS_TOKEN_SECONDS)
    .sign(privateKey);
}

/**
 * What a token says, or undefined when it is forged, expired, or not one of ours. `keys` is what jose makes of
 * a JSON Web Key Set: `createLocalJWKSet` or `createRemoteJWKSet`. Throws only when the keys cannot be had,
 * which says nothing about the token. Whether its session was revoked since is for Revocations.
 */
export async function verifyAccessToken(
  keys: JWTVerifyGetKey,
  token: string,
  now: Date,
): Promise<VerifiedAccess | undefined> {
  let payload: unknown;
  try {
    const options = { algorithms: [ALGORITHM], issuer: ISSUER, audience: AUDIENCE, typ: TYPE, currentDate: now };
    payload = (await jwtVerify(token, keys, options)).payload;
  } catch (error) {
    if (error instanceof errors.JOSEError && TOKEN_IS_BAD.has(error.code)) return undefined;
    throw error;
  }
  const { success, data } = payloadSchema.safeParse(payload);
  if (!success) return undefined;
  return {
    userId: data.sub,
    sessionId: data.sid,
    role: data.role,
    authenticatedAt_s: data.auth_time,
    expiresAt_s: data.exp,
  };
}

/** Tokens an {@link accessVerifier} remembers; the one it has known longest goes first. */
const VERIFIED_MAX = 10_000;

/** Says what a token says, or undefined when it is not good; throws when the keys cannot be had. */
export type VerifyAccess = (token: string, now: Date) => Promise<VerifiedAccess | undefined>;

/**
 * {@link verifyAccessToken} that remembers good tokens until they end: a client sends the same one with every
 * request, and checking a signature takes longer than much of what is asked for.
 */
export function accessVerifier(keys: JWTVerifyGetKey): VerifyAccess {
  const verified = new Map<string, VerifiedAccess>();
  return async (token, now) => {
    const known = verified.get(token);
    if (known) {
      if (now.getTime() < known.expiresAt_s * 1000) return known;
      verified.delete(token);
    }
    const access = await verifyAccessToken(keys, token, now);
    if (!access) return undefined;
    const [oldest] = verified.keys();
    if (oldest !== undefined && verified.size >= VERIFIED_MAX) verified.delete(oldest);
    verified.set(token, access);
    return access;
  };
}
