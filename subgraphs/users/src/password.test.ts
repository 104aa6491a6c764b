import { describe, expect, test } from 'vitest';
import { COMMON_PASSWORDS } from './common-passwords.ts';
import { PASSWORD_CHARACTERS_MIN, passwordWeakness } from './password.ts';

const EMAIL = 'ada.lovelace@example.org';

describe('a password', () => {
  test('may be any long enough text, spaces and all', () => {
    expect(passwordWeakness('analytical engine', EMAIL)).toBeUndefined();
    expect(passwordWeakness('🔑🔒🔓🗝️🔐🛡️⚙️', EMAIL)).toBeUndefined();
  });

  test('has 8 to 128 characters', () => {
    expect(passwordWeakness('engine7', EMAIL)).toBe('PASSWORD_TOO_SHORT');
    expect(passwordWeakness('e'.repeat(128), EMAIL)).toBeUndefined();
    expect(passwordWeakness('e'.repeat(129), EMAIL)).toBe('PASSWORD_TOO_LONG');
    expect(passwordWeakness('e'.repeat(5_000_000), EMAIL)).toBe('PASSWORD_TOO_LONG');
  });

  test('is none of those everybody tries first', () => {
    expect(passwordWeakness('Password123', EMAIL)).toBe('PASSWORD_COMMON');
  });

  test('is not the e-mail address, nor its first part', () => {
    expect(passwordWeakness('Ada.Lovelace@example.org', EMAIL)).toBe('PASSWORD_IS_EMAIL');
    expect(passwordWeakness('ADA.LOVELACE', EMAIL)).toBe('PASSWORD_IS_EMAIL');
  });
});

test('every common password is in lower case and long enough to be looked up', () => {
  for (const password of COMMON_PASSWORDS) {
    expect(password).toBe(password.toLowerCase());
    expect(password.length).toBeGreaterThanOrEqual(PASSWORD_CHARACTERS_MIN);
  }
});
