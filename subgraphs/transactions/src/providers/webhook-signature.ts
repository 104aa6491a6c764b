import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ProviderName } from './connector.ts';

/** Older and younger ones are refused: a recorded webhook cannot be played again for ever. */
const TOLERANCE_S = 300;
/** During a change of secrets a provider signs with both. */
const SIGNATURES_MAX = 5;

export const signatureHeader = (name: ProviderName) => `${name}-signature`;

/** `t=<Unix time in seconds>,v1=<HMAC-SHA256 in hex>` over the time, a dot and the body. */
export function signWebhook(secret: string, body: string, now: Date): string {
  const time_s = Math.floor(now.getTime() / 1_000);
  return `t=${time_s},v1=${hmac(secret, time_s, body).toString('hex')}`;
}

export function isSigned(secret: string, signature: string | undefined, body: string, now: Date): boolean {
  const parts = (signature ?? '').split(',', SIGNATURES_MAX + 1).map((part) => part.trim());
  const time_s = Number(/^t=(\d{1,12})$/.exec(parts.find((part) => part.startsWith('t=')) ?? '')?.[1] ?? Number.NaN);
  if (!(Math.abs(now.getTime() / 1_000 - time_s) <= TOLERANCE_S)) return false;
  const expected = hmac(secret, time_s, body);
  const given = parts.flatMap((part) => /^v1=([0-9a-f]{64})$/.exec(part)?.[1] ?? []);
  return given.some((hex) => timingSafeEqual(Buffer.from(hex, 'hex'), expected));
}

function hmac(secret: string, time_s: number, body: string): Buffer {
  return createHmac('sha256', secret).update(`${time_s}.${body}`).digest();
}
