import { describe, expect, test } from 'vitest';
import { decideRefresh, type PresentedToken, sessionExpiry } from './session.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const fresh: PresentedToken = { usedAt: null, expiresAt: sessionExpiry(NOW), revokedAt: null, userStatus: 'ACTIVE' };

describe('a refresh token', () => {
  test('that is fresh is rotated', () => {
    expect(decideRefresh(fresh, NOW)).toBe('ROTATE');
  });

  test('works for 7 days', () => {
    expect(decideRefresh(fresh, new Date('2026-03-08T11:59:59.999Z'))).toBe('ROTATE');
    expect(decideRefresh(fresh, new Date('2026-03-08T12:00:00Z'))).toBe('REFUSE');
  });

  test('that was used before ends its session, even after it expired', () => {
    const used = { ...fresh, usedAt: NOW };
    expect(decideRefresh(used, NOW)).toBe('REVOKE');
    expect(decideRefresh(used, new Date('2026-04-01T00:00:00Z'))).toBe('REVOKE');
  });

  test('of a session that has ended is refused, used or not', () => {
    expect(decideRefresh({ ...fresh, revokedAt: NOW }, NOW)).toBe('REFUSE');
    expect(decideRefresh({ ...fresh, revokedAt: NOW, usedAt: NOW }, NOW)).toBe('REFUSE');
  });

  test('of somebody suspended is refused', () => {
    expect(decideRefresh({ ...fresh, userStatus: 'SUSPENDED' }, NOW)).toBe('REFUSE');
  });

  test('that nobody gave out is refused', () => {
    expect(decideRefresh(undefined, NOW)).toBe('REFUSE');
  });
});
