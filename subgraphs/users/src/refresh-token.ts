import { createHash, randomBytes } from 'node:crypto';

const BYTES = 32;

/** A fresh opaque token of 256 random bits. */
export function newRefreshToken(): string {
  return randomBytes(BYTES).toString('base64url');
}

/** What we keep of a token. A plain hash will do: there is nothing to guess in 256 random bits. */
export function hashRefreshToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
