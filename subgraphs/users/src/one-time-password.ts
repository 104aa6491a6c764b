import { createHmac, createPrivateKey, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Challenge } from './challenge.ts';

const DIGITS = 6;

/**
 * The codes of challenges. A code is a keyed hash of the challenge's random salt, so it is kept nowhere and is the
 * same however often it has to be sent; whoever reads the database cannot tell it without the key.
 */
export interface OneTimePasswords {
  /** Six digits, each number as likely as any other. */
  codeOf(challenge: Pick<Challenge, 'id' | 'salt'>): string;
  /** Takes the same time for every code. */
  isRight(challenge: Pick<Challenge, 'id' | 'salt'>, code: string): boolean;
}

/** @param jwtPrivateKeyPem a key of its own is derived from it, good for nothing else */
export function oneTimePasswords(jwtPrivateKeyPem: string): OneTimePasswords {
  const der = createPrivateKey(jwtPrivateKeyPem).export({ type: 'pkcs8', format: 'der' });
  const key = Buffer.from(hkdfSync('sha256', der, '', 'paygraph:users:one-time-password', 32));
  const mac = (...parts: (string | Buffer)[]) =>
    parts.reduce((hmac, part) => hmac.update(part), createHmac('sha256', key)).digest();
  const codeOf: OneTimePasswords['codeOf'] = ({ id, salt }) => {
    // Of 256 bits, so that no number is likelier than another by more than one in 2^236.
    const number = BigInt(`0x${mac(salt, id).toString('hex')}`) % 10n ** BigInt(DIGITS);
    return number.toString().padStart(DIGITS, '0');
  };
  return {
    codeOf,
    isRight: (challenge, code) => timingSafeEqual(mac('try:', code), mac('try:', codeOf(challenge))),
  };
}
