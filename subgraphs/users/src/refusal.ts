import { API_KEYS_MAX, type ApiKeyRefusal, EXPIRY_YEARS_MAX } from './api-keys/api-key.ts';
import { PASSWORD_CHARACTERS_MAX, PASSWORD_CHARACTERS_MIN, type PasswordWeakness } from './password.ts';

/** Everything a caller of this subgraph can cause and mend. */
export type Refusal =
  | 'EMAIL_INVALID'
  | 'NAME_INVALID'
  | PasswordWeakness
  | 'SIGN_UP_REFUSED'
  | 'INVALID_CREDENTIALS'
  | 'SESSION_EXPIRED'
  | ApiKeyRefusal;

interface UserError {
  readonly code: string;
  readonly message: string;
  readonly field: string[] | null;
}

const PASSWORD = { code: 'PASSWORD_TOO_WEAK', field: ['input', 'password'] };

const USER_ERRORS: Readonly<Record<Refusal, UserError>> = {
  EMAIL_INVALID: {
    code: 'EMAIL_INVALID',
    message: 'This is not an e-mail address we can write to',
    field: ['input', 'email'],
  },
  NAME_INVALID: { code: 'NAME_INVALID', message: 'A name has 1 to 100 characters', field: ['input', 'name'] },
  PASSWORD_TOO_SHORT: { ...PASSWORD, message: `A password has at least ${PASSWORD_CHARACTERS_MIN} characters` },
  PASSWORD_TOO_LONG: { ...PASSWORD, message: `A password has at most ${PASSWORD_CHARACTERS_MAX} characters` },
  PASSWORD_COMMON: { ...PASSWORD, message: 'This password is among the first that anybody would try' },
  PASSWORD_IS_EMAIL: { ...PASSWORD, message: 'The password is your e-mail address' },
  // Says nothing about who has an account; the owner of the address hears of it by mail.
  SIGN_UP_REFUSED: {
    code: 'SIGN_UP_REFUSED',
    message: 'We could not open an account with these details. If the address is yours, see the mail we sent.',
    field: null,
  },
  INVALID_CREDENTIALS: {
    code: 'INVALID_CREDENTIALS',
    message: 'The e-mail address or the password is not right',
    field: null,
  },
  SCOPES_INVALID: {
    code: 'SCOPES_INVALID',
    message: 'Name at least one scope, each of them once, and only scopes there are',
    field: ['input', 'scopes'],
  },
  SCOPE_NOT_ALLOWED: {
    code: 'SCOPE_NOT_ALLOWED',
    message: 'A key may not do what you may not do yourself',
    field: ['input', 'scopes'],
  },
  EXPIRY_INVALID: {
    code: 'EXPIRY_INVALID',
    message: `A key ends in the future, within ${EXPIRY_YEARS_MAX} years, or when it is revoked`,
    field: ['input', 'expiresAt'],
  },
  TOO_MANY_API_KEYS: {
    code: 'TOO_MANY_API_KEYS',
    message: `You have ${API_KEYS_MAX} keys already; revoke one first`,
    field: null,
  },
  SESSION_EXPIRED: { code: 'SESSION_EXPIRED', message: 'The session has ended; sign in again', field: null },
};

export function userErrorOf(refusal: Refusal): UserError {
  return USER_ERRORS[refusal];
}
