import { createHmac, hash } from 'node:crypto';

/** Of SHA-256, in bytes. */
const BLOCK = 64;
const DIGEST = 32;
/** Longer texts are left to Node. */
const TEXT_CHARACTERS_MAX = 4_096;

/**
 * HMAC-SHA-256 of ASCII texts as base64url, as RFC 2104 makes it of two hashes. Node's own sets up an object for each
 * text, which takes several times as long as hashing: a gateway signs for each request.
 */
export function hmacSigner(secret: Uint8Array): (text: string) => string {
  const key = Buffer.alloc(BLOCK);
  key.set(secret.length > BLOCK ? hash('sha256', secret, 'buffer') : secret);
  const inner = Buffer.alloc(BLOCK + TEXT_CHARACTERS_MAX);
  const outer = Buffer.alloc(BLOCK + DIGEST);
  inner.set(key.map((byte) => byte ^ 0x36));
  outer.set(key.map((byte) => byte ^ 0x5c));
  return (text) => {
    if (text.length > TEXT_CHARACTERS_MAX) return createHmac('sha256', secret).update(text).digest('base64url');
    const end = BLOCK + inner.write(text, BLOCK, 'latin1');
    outer.write(hash('sha256', inner.subarray(0, end), 'binary'), BLOCK, 'latin1');
    return hash('sha256', outer, 'base64url');
  };
}
