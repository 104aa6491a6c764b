import { passwordWeakness } from './password.ts';
import type { Refusal } from './refusal.ts';
import { parseEmail, parseName } from './user.ts';

/** What somebody who opens an account has to tell. */
export interface Registration {
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

/** A registration in the form we keep, or everything that is wrong with it. */
export function parseRegistration(input: Registration): Registration | readonly Refusal[] {
  const email = parseEmail(input.email);
  const name = parseName(input.name);
  const weakness = passwordWeakness(input.password, email);
  if (email && name && !weakness) return { email, name, password: input.password };
  return [
    ...(email ? [] : ['EMAIL_INVALID' as const]),
    ...(name ? [] : ['NAME_INVALID' as const]),
    ...(weakness ? [weakness] : []),
  ];
}

export function isRefused(parsed: Registration | readonly Refusal[]): parsed is readonly Refusal[] {
  return Array.isArray(parsed);
}
