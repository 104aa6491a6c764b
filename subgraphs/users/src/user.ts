export type UserStatus = 'ACTIVE' | 'SUSPENDED' | 'ERASED';
export type KycStatus = 'NONE' | 'PENDING' | 'VERIFIED' | 'REJECTED';

/** RFC 5321: what a mail server must accept, and no more. */
const EMAIL_CHARACTERS_MAX = 254;
const EMAIL_LOCAL_CHARACTERS_MAX = 64;
const NAME_CHARACTERS_MAX = 100;

/** Printable ASCII only: hardly any mail server delivers to anything else, and look-alike letters stay out. */
const EMAIL = /^([!-?A-~]+)@((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9])$/;

/** Control characters break mails and logs; the others write text backwards, to look like somebody else. */
const NOT_IN_A_NAME = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u;

/** An address in the one form we keep, or undefined when it cannot be one. */
export function parseEmail(text: string): string | undefined {
  const email = text.trim().toLowerCase();
  const local = email.length <= EMAIL_CHARACTERS_MAX ? EMAIL.exec(email)?.[1] : undefined;
  return local && local.length <= EMAIL_LOCAL_CHARACTERS_MAX ? email : undefined;
}

/** A name without the spaces around it, or undefined when it is empty, too long or not text for people. */
export function parseName(text: string): string | undefined {
  const name = text.trim().normalize('NFC');
  const characters = [...name].length;
  return characters >= 1 && characters <= NAME_CHARACTERS_MAX && !NOT_IN_A_NAME.test(name) ? name : undefined;
}
