import { COMMON_PASSWORDS } from './common-passwords.ts';

/** NIST SP 800-63B: length and what is already known count; rules about kinds of characters do harm. */
export const PASSWORD_CHARACTERS_MIN = 8;
export const PASSWORD_CHARACTERS_MAX = 128;

export type PasswordWeakness = 'PASSWORD_TOO_SHORT' | 'PASSWORD_TOO_LONG' | 'PASSWORD_COMMON' | 'PASSWORD_IS_EMAIL';

/** Why nobody may choose this password for the account of `email`, a normalised address; undefined when they may. */
export function passwordWeakness(password: string, email: string | undefined): PasswordWeakness | undefined {
  if (isOverlong(password)) return 'PASSWORD_TOO_LONG';
  if ([...password].length < PASSWORD_CHARACTERS_MIN) return 'PASSWORD_TOO_SHORT';
  const lower = password.toLowerCase();
  if (COMMON_PASSWORDS.has(lower)) return 'PASSWORD_COMMON';
  if (email && (lower === email || lower === email.split('@', 1)[0])) return 'PASSWORD_IS_EMAIL';
  return undefined;
}

/** Too long to be anybody's password, so not worth hashing. */
export function isOverlong(password: string): boolean {
  // Code units first: a request of megabytes is not spread into characters.
  return password.length > 2 * PASSWORD_CHARACTERS_MAX || [...password].length > PASSWORD_CHARACTERS_MAX;
}
