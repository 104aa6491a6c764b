import { isScope, type Role, type Scope, scopesOfRole } from '@paygraph/identity';
import { parseName } from '../user.ts';

/** Keys of a user that are good at the same time. */
export const API_KEYS_MAX = 20;
export const EXPIRY_YEARS_MAX = 5;

const YEAR_MS = 366 * 24 * 60 * 60 * 1000;

/** Why somebody gets no key. */
export type ApiKeyRefusal =
  | 'NAME_INVALID'
  | 'SCOPES_INVALID'
  | 'SCOPE_NOT_ALLOWED'
  | 'EXPIRY_INVALID'
  | 'TOO_MANY_API_KEYS';

export interface ApiKeyRequest {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: Date | null;
}

/** What a key is to be, or everything that speaks against it. */
export function parseApiKeyRequest(
  input: { readonly name: string; readonly scopes: readonly string[]; readonly expiresAt?: Date | null },
  role: Role,
  now: Date,
): ApiKeyRequest | readonly ApiKeyRefusal[] {
  const name = parseName(input.name);
  const scopes = input.scopes.filter(isScope);
  const areScopes =
    scopes.length > 0 && scopes.length === input.scopes.length && new Set(scopes).size === scopes.length;
  const expiresAt = input.expiresAt ?? null;
  const left_ms = expiresAt ? expiresAt.getTime() - now.getTime() : YEAR_MS;
  const refusals: ApiKeyRefusal[] = [];
  if (name === undefined) refusals.push('NAME_INVALID');
  if (!areScopes) refusals.push('SCOPES_INVALID');
  else if (!scopes.every((scope) => scopesOfRole(role).has(scope))) refusals.push('SCOPE_NOT_ALLOWED');
  if (left_ms <= 0 || left_ms > EXPIRY_YEARS_MAX * YEAR_MS) refusals.push('EXPIRY_INVALID');
  return name === undefined || refusals.length > 0 ? refusals : { name, scopes, expiresAt };
}

/** What a key may be used for now: its owner's role may have come to less since it was made. */
export function effectiveScopes(scopes: readonly Scope[], role: Role): Scope[] {
  return scopes.filter((scope) => scopesOfRole(role).has(scope));
}
