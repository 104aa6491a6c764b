import { describe, expect, test } from 'vitest';
import { statementLinks } from './statement-link.ts';

const secret = new TextEncoder().encode('a secret that all replicas share');
const links = statementLinks(secret);
const now = new Date('2026-03-01T12:00:00Z');
const statement = {
  walletId: 'wal_ada',
  range: { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-02-01T00:00:00Z') },
  format: 'CSV',
} as const;
const later = (ms: number) => new Date(now.getTime() + ms);

describe('a link to a statement', () => {
  test('grants what it was signed for, on every replica, for ten minutes', () => {
    const { token, expiresAt } = links.sign(statement, now);
    expect(expiresAt).toEqual(later(600_000));
    expect(statementLinks(secret).read(token, later(599_999))).toEqual({ ...statement, expiresAt });
    expect(links.read(token, later(600_000))).toBe('EXPIRED');
  });

  test('fits into a path as it is', () => {
    expect(links.sign(statement, now).token).toMatch(/^[\w-]+\.[\w-]+$/);
  });

  test('is good for nothing when any character of it is another', () => {
    const { token } = links.sign(statement, now);
    for (let index = 0; index < token.length - 1; index++) {
      const forged = token.slice(0, index) + (token[index] === 'A' ? 'B' : 'A') + token.slice(index + 1);
      expect(links.read(forged, now)).toBe('FORGED');
    }
  });

  test('is not made by another secret, nor by the secret itself', async () => {
    const other = statementLinks(new TextEncoder().encode('another secret'));
    expect(links.read(other.sign(statement, now).token, now)).toBe('FORGED');
    const [claims = ''] = links.sign(statement, now).token.split('.');
    const { createHmac } = await import('node:crypto');
    const signature = createHmac('sha256', secret).update(claims).digest('base64url');
    expect(links.read(`${claims}.${signature}`, now)).toBe('FORGED');
  });

  test.each(['', '.', 'a', 'a.b', '..', '%', '.'.repeat(5_000)])('%j is not one', (token) => {
    expect(links.read(token, now)).toBe('FORGED');
  });
});
