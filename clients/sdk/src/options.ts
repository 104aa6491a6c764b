import type { SessionTokens } from './session-credential.ts';

/** How a client says who it is; without any of them it is a visitor. */
export type Identification =
  | {
      /**
       * An access token, or a function that gives one. The function is called before every request and every
       * connection, and once more when the platform refuses the token it gave; what it throws ends the call.
       */
      token?: string | (() => string | Promise<string>);
      apiKey?: undefined;
      session?: undefined;
      onRefresh?: undefined;
    }
  | {
      /** An API key, sent as a bearer token. */
      apiKey: string;
      token?: undefined;
      session?: undefined;
      onRefresh?: undefined;
    }
  | {
      /** A session from signUp or logIn, refreshed shortly before its access token expires. */
      session: SessionTokens;
      /**
       * Called with the new tokens after each refresh, before they are used: store them, since the refresh token
       * you had works no more. What it throws ends the call that refreshed.
       */
      onRefresh?: (session: SessionTokens) => void | Promise<void>;
      token?: undefined;
      apiKey?: undefined;
    };

interface Limits {
  /** How often a request is sent, all in all. 1 means no retries. Default 4. */
  attemptsMax?: number;
  /** How long one attempt may take before it counts as lost, in milliseconds. Default 15,000. */
  timeoutMs?: number;
  /**
   * How often in a row a subscription tries to connect again before it throws. A connection that lasted starts the
   * count anew. Default 20, which is about a minute and a half.
   */
  reconnectsMax?: number;
}

export type PaygraphOptions = Identification &
  Limits & {
    /** Where the gateway answers, with or without `/graphql` at the end: `https://pay.example`. */
    url: string;
    /**
     * How queries and mutations name their document: `text` sends it each time; `hash` sends its SHA-256, and the text
     * only to a platform that does not know it yet. Subscriptions send the text. Default `text`.
     */
    documents?: 'text' | 'hash';
    /** For runtimes without a global WebSocket: the class to use, such as that of `ws`. */
    webSocketImpl?: unknown;
  };

export interface CallOptions {
  /** Ends the call, also while it waits to try again. The call throws the signal's reason. */
  signal?: AbortSignal;
  /** For this call, in milliseconds for each attempt. */
  timeoutMs?: number;
  /** For this call; 1 means no retries. */
  attemptsMax?: number;
}

export interface SubscribeOptions {
  /** Ends the subscription, also while it waits for an event. The loop ends as if by `break`. */
  signal?: AbortSignal;
}
