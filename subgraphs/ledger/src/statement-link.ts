import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { TimeRange } from './journal-store.ts';
import type { StatementFormat } from './statement.ts';

const LINK_LIFETIME_MS = 10 * 60_000;
const KEY_BYTES = 32;
const KEY_PURPOSE = 'paygraph:statement-links:v1';

/** What a link gives to whoever has it, and until when. */
interface StatementGrant {
  readonly walletId: string;
  readonly range: TimeRange;
  readonly format: StatementFormat;
  readonly expiresAt: Date;
}

type Claims = readonly [
  walletId: string,
  from_ms: number,
  to_ms: number,
  format: StatementFormat,
  expiresAt_ms: number,
];

/** Signs and reads the tokens of statement links: a download asks for no session, so the link is the key to it. */
export interface StatementLinks {
  sign(statement: Omit<StatementGrant, 'expiresAt'>, now: Date): { readonly token: string; readonly expiresAt: Date };
  /** What a token grants. FORGED when we did not sign it, EXPIRED when its time is over. */
  read(token: string, now: Date): StatementGrant | 'FORGED' | 'EXPIRED';
}

/** `secret` is the one all replicas share; the key of links is derived from it, so neither can stand in for the other. */
export function statementLinks(secret: Uint8Array): StatementLinks {
  const key = Buffer.from(hkdfSync('sha256', secret, '', KEY_PURPOSE, KEY_BYTES));
  const seal = (claims: string) => createHmac('sha256', key).update(claims).digest();
  return {
    sign({ walletId, range, format }, now) {
      const expiresAt = new Date(now.getTime() + LINK_LIFETIME_MS);
      const claims: Claims = [walletId, range.from.getTime(), range.to.getTime(), format, expiresAt.getTime()];
      const text = Buffer.from(JSON.stringify(claims)).toString('base64url');
      return { token: `${text}.${seal(text).toString('base64url')}`, expiresAt };
    },
    read(token, now) {
      const [text = '', signature = ''] = token.split('.', 2);
      const given = Buffer.from(signature, 'base64url');
      const right = seal(text);
      if (given.length !== right.length || !timingSafeEqual(given, right)) return 'FORGED';
      // Signed by us, so it has the form we gave it.
      const claims = JSON.parse(Buffer.from(text, 'base64url').toString()) as Claims;
      const [walletId, from_ms, to_ms, format, expiresAt_ms] = claims;
      const expiresAt = new Date(expiresAt_ms);
      if (expiresAt <= now) return 'EXPIRED';
      return { walletId, range: { from: new Date(from_ms), to: new Date(to_ms) }, format, expiresAt };
    },
  };
}
