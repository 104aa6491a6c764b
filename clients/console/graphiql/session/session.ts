export type Role = 'USER' | 'MERCHANT' | 'OPERATOR' | 'ADMIN';

export interface SignedInUser {
  readonly name: string;
  readonly role: Role;
}

/** The tokens of a session. Times are milliseconds since the epoch, by this machine's clock. */
export interface Tokens {
  readonly accessToken: string;
  /** Good for one renewal. */
  readonly refreshToken: string;
  readonly expiresAtMs: number;
}

/** `Session` as the API answers it; the tokens are null unless the session was just granted. */
export interface GrantedSession {
  readonly accessToken: string | null;
  readonly refreshToken: string | null;
  readonly expiresAt: string;
}

export type SessionState =
  | { readonly status: 'signedOut'; readonly notice?: string }
  /** `user` stays the same object while the tokens are renewed: another object is another identity. */
  | { readonly status: 'signedIn'; readonly user: SignedInUser; readonly tokens: Tokens };

/** An access token is renewed this long before it expires, so that none expires on its way. */
const RENEW_BEFORE_EXPIRY_MS = 60_000;

export function tokensOf(session: GrantedSession | null | undefined, nowMs: number): Tokens | undefined {
  if (!session?.accessToken || !session.refreshToken) return undefined;
  const { accessToken, refreshToken } = session;
  const lifetimeMs = lifetimeOf(accessToken);
  const expiresAtMs = lifetimeMs === undefined ? Date.parse(session.expiresAt) : nowMs + lifetimeMs;
  return { accessToken, refreshToken, expiresAtMs };
}

/** Milliseconds until the tokens should be renewed; zero when they should be renewed now. */
export function renewalDueIn(tokens: Tokens, nowMs: number): number {
  return Math.max(0, tokens.expiresAtMs - RENEW_BEFORE_EXPIRY_MS - nowMs);
}

/**
 * How long a JWT lives, from its own claims: right even where this machine's clock is not.
 * Undefined for a token that is not a JWT with both times.
 */
function lifetimeOf(accessToken: string): number | undefined {
  const payload = accessToken.split('.')[1];
  if (payload === undefined) return undefined;
  try {
    const { iat, exp } = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    return typeof iat === 'number' && typeof exp === 'number' ? (exp - iat) * 1000 : undefined;
  } catch {
    return undefined;
  }
}
