import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Seals card and account numbers. A sealed number opens only for the payment method it was sealed for. */
export interface Vault {
  seal(number: string, paymentMethodId: string): Buffer;
  /** Throws when the sealed bytes were altered or belong to another payment method. */
  open(sealed: Buffer, paymentMethodId: string): string;
  /** Equal for equal numbers, and says nothing about them without the key. */
  fingerprint(number: string): string;
}

/** @param key 32 bytes; separate keys for sealing and for fingerprints are derived from it */
export function openVault(key: Uint8Array): Vault {
  const derive = (use: string) => Buffer.from(hkdfSync('sha256', key, '', `paygraph:vault:${use}`, 32));
  const sealingKey = derive('seal');
  const fingerprintKey = derive('fingerprint');
  return {
    seal(number, paymentMethodId) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, sealingKey, iv).setAAD(Buffer.from(paymentMethodId));
      const ciphertext = Buffer.concat([cipher.update(number, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), ciphertext]);
    },
    open(sealed, paymentMethodId) {
      const iv = sealed.subarray(0, IV_BYTES);
      const tag = sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
      const decipher = createDecipheriv(ALGORITHM, sealingKey, iv, { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(paymentMethodId))
        .setAuthTag(tag);
      return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
    },
    fingerprint: (number) => createHmac('sha256', fingerprintKey).update(number).digest('base64url'),
  };
}
