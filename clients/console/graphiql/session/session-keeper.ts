import type { Execute } from './gateway.ts';
import logInDocument from './log-in.graphql?raw';
import logOutDocument from './log-out.graphql?raw';
import refreshDocument from './refresh-session.graphql?raw';
import {
  type GrantedSession,
  renewalDueIn,
  type SessionState,
  type SignedInUser,
  type Tokens,
  tokensOf,
} from './session.ts';

const STORAGE_KEY = 'paygraph:graphiql:session';
const RENEWAL_RETRY_DELAY_MS = 10_000;

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

type LogInOutcome = { readonly ok: true } | { readonly ok: false; readonly message: string };

export interface SessionKeeper {
  state(): SessionState;
  /** Calls `listener` after every change of state, until the returned function is called. */
  onChange(listener: () => void): () => void;
  /** A token that does not expire within the next minute, or undefined when nobody is signed in. */
  accessToken(): Promise<string | undefined>;
  /** Replaces whoever is signed in; they stay signed in when it fails. */
  logIn(credentials: Credentials): Promise<LogInOutcome>;
  logOut(): Promise<void>;
  /** Call when the page is about to go: hands the session to its next load. */
  suspend(): void;
  /** Call when the page comes back from the browser's cache of pages. */
  resume(): void;
}

interface Grant {
  readonly session: GrantedSession | null;
  readonly userErrors: readonly { readonly message: string }[];
}

interface Deps {
  readonly execute: Execute;
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly now: () => number;
}

/** Holds the one session of this page, and renews it until somebody signs out. */
export function createSessionKeeper({ execute, storage, now }: Deps): SessionKeeper {
  const listeners = new Set<() => void>();
  let state: SessionState = takeStored(storage);
  let renewing: Promise<void> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function become(next: SessionState): void {
    state = next;
    clearTimeout(timer);
    if (next.status === 'signedIn') renewIn(renewalDueIn(next.tokens, now()));
    for (const listener of listeners) listener();
  }

  function renewIn(delayMs: number): void {
    timer = setTimeout(renew, delayMs);
  }

  // A refresh token is single-use, and using it twice ends the session: all who want a renewal share one.
  function renew(): Promise<void> {
    renewing ??= renewOnce().finally(() => {
      renewing = undefined;
    });
    return renewing;
  }

  async function renewOnce(): Promise<void> {
    if (state.status === 'signedOut') return;
    const { user, tokens } = state;
    const reply = await execute<{ refreshSession: Grant }>(refreshDocument, { refreshToken: tokens.refreshToken });
    // Somebody signed out or in while the answer was on its way: it is about a session that is over.
    if (!holds(tokens)) return;
    if (!reply.ok && reply.code !== 'UNAUTHENTICATED') return renewIn(RENEWAL_RETRY_DELAY_MS);
    const renewed = reply.ok ? tokensOf(reply.data.refreshSession.session, now()) : undefined;
    become(
      renewed
        ? { status: 'signedIn', user, tokens: renewed }
        : { status: 'signedOut', notice: 'Your session has ended.' },
    );
  }

  function holds(tokens: Tokens): boolean {
    return state.status === 'signedIn' && state.tokens === tokens;
  }

  function revoke(tokens: Tokens): Promise<unknown> {
    return execute(logOutDocument, {}, tokens.accessToken);
  }

  if (state.status === 'signedIn') renewIn(renewalDueIn(state.tokens, now()));

  return {
    state: () => state,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async accessToken() {
      if (state.status === 'signedIn' && renewalDueIn(state.tokens, now()) === 0) await renew();
      return state.status === 'signedIn' ? state.tokens.accessToken : undefined;
    },
    async logIn({ email, password }) {
      const input = { email, password };
      const reply = await execute<{ logIn: Grant & { user: SignedInUser | null } }>(logInDocument, { input });
      if (!reply.ok) return reply;
      const { user, session, userErrors } = reply.data.logIn;
      const tokens = tokensOf(session, now());
      if (!user || !tokens) return { ok: false, message: userErrors[0]?.message ?? SECOND_FACTOR_NEEDED };
      if (state.status === 'signedIn') void revoke(state.tokens);
      become({ status: 'signedIn', user, tokens });
      return { ok: true };
    },
    async logOut() {
      if (state.status === 'signedOut') return;
      const { tokens } = state;
      become({ status: 'signedOut' });
      await revoke(tokens);
    },
    suspend() {
      // A refresh token on its way to the gateway may be used up by the time the next page reads it.
      if (state.status === 'signedIn' && !renewing) storage.setItem(STORAGE_KEY, JSON.stringify(state));
    },
    resume() {
      become(takeStored(storage));
    },
  };
}

const SECOND_FACTOR_NEEDED =
  'This account asks for a second factor. Complete the log-in elsewhere and set its access token under Headers.';

/**
 * Takes the session out of the storage. It lies there only between two loads of the page, because a
 * duplicated browser tab gets a copy of the storage, and two pages must never hold one refresh token.
 */
function takeStored(storage: Deps['storage']): SessionState {
  const stored = storage.getItem(STORAGE_KEY);
  storage.removeItem(STORAGE_KEY);
  return stored === null ? { status: 'signedOut' } : JSON.parse(stored);
}
