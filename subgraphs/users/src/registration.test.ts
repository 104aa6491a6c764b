import { expect, test } from 'vitest';
import { userErrorOf } from './refusal.ts';
import { parseRegistration } from './registration.ts';

test('a good registration is kept in its normal form, the password untouched', () => {
  expect(parseRegistration({ email: ' Ada@Example.org', name: ' Ada ', password: ' my Password ' })).toEqual({
    email: 'ada@example.org',
    name: 'Ada',
    password: ' my Password ',
  });
});

test('everything that is wrong with a registration is told at once', () => {
  expect(parseRegistration({ email: 'ada', name: '', password: 'short' })).toEqual([
    'EMAIL_INVALID',
    'NAME_INVALID',
    'PASSWORD_TOO_SHORT',
  ]);
});

test('every weakness of a password has one code for programs', () => {
  for (const weakness of ['PASSWORD_TOO_SHORT', 'PASSWORD_TOO_LONG', 'PASSWORD_COMMON', 'PASSWORD_IS_EMAIL'] as const) {
    expect(userErrorOf(weakness)).toMatchObject({ code: 'PASSWORD_TOO_WEAK', field: ['input', 'password'] });
  }
});
