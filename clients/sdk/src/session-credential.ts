import type { Credential } from './credential.ts';
import { AuthenticationError, UserErrors } from './errors.ts';

/** How long before its access token expires a session is refreshed: longer than a request takes. */
const MARGIN_MS = 60_000;

/** What a client needs of a session; what signUp, logIn and refreshSession answer with fits. */
export interface SessionTokens {
  readonly accessToken?: string | null;
  readonly refreshToken?: string | null;
}

export interface SessionDeps {
  /** Trades a refresh token in; it works once, whether or not the answer arrives. */
  readonly refresh: (refreshToken: string) => Promise<SessionTokens>;
  readonly onRefresh?: (session: SessionTokens) => void | Promise<void>;
  readonly now_ms: () => number;
}

/** Keeps a session alive. Everybody who finds it expired waits for the same refresh. */
export function sessionCredential(deps: SessionDeps, session: SessionTokens): Credential {
  let current = session;
  let due_ms = refreshDue_ms(session.accessToken);
  let refreshing: Promise<void> | undefined;

  const refresh = async (): Promise<void> => {
    const { refreshToken } = current;
    if (!refreshToken) throw sessionOver();
    const next = await deps.refresh(refreshToken).catch((error: unknown) => {
      throw error instanceof UserErrors ? sessionOver(error) : error;
    });
    current = next;
    due_ms = deps.now_ms() + lifetime_ms(next.accessToken) - MARGIN_MS;
    await deps.onRefresh?.(next);
  };

  const refreshOnce = async (): Promise<string | undefined> => {
    refreshing ??= refresh().finally(() => {
      refreshing = undefined;
    });
    await refreshing;
    return current.accessToken ?? undefined;
  };

  return {
    async token() {
      const fresh = current.accessToken && !refreshing && deps.now_ms() < due_ms;
      return fresh ? (current.accessToken ?? undefined) : refreshOnce();
    },
    async renewed(refused) {
      // Somebody else was refused the same token and has refreshed it since.
      return current.accessToken !== refused ? (current.accessToken ?? undefined) : refreshOnce();
    },
  };
}

/** By this machine's clock. Should that be wrong, the platform refuses the token, and the session is refreshed then. */
function refreshDue_ms(accessToken: string | null | undefined): number {
  const { exp } = claimsOf(accessToken);
  return exp === undefined ? Number.POSITIVE_INFINITY : exp * 1000 - MARGIN_MS;
}

/** What has just been made lasts this long from now, whatever this machine's clock says. */
function lifetime_ms(accessToken: string | null | undefined): number {
  const { iat, exp } = claimsOf(accessToken);
  return iat === undefined || exp === undefined ? Number.POSITIVE_INFINITY : (exp - iat) * 1000;
}

function claimsOf(token: string | null | undefined): { iat?: number; exp?: number } {
  try {
    const claims = (token ?? '').split('.')[1] ?? '';
    return JSON.parse(atob(claims.replaceAll('-', '+').replaceAll('_', '/')));
  } catch {
    return {};
  }
}

function sessionOver(cause?: unknown): AuthenticationError {
  return new AuthenticationError('UNAUTHENTICATED', 'The session has ended; log in again', { cause });
}
