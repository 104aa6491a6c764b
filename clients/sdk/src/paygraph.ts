import { pick } from './answer.ts';
import { type Credential, fixedCredential, tokenFunction } from './credential.ts';
import { type FollowDeps, follow } from './follow.ts';
import { Operations } from './generated/operations.ts';
import type { CallOptions, PaygraphOptions, SubscribeOptions } from './options.ts';
import { type Connection, type Pages, pagesOf } from './pages.ts';
import { type SendDeps, send } from './send.ts';
import { type SessionTokens, sessionCredential } from './session-credential.ts';
import { sockets } from './socket.ts';

const ATTEMPTS_MAX = 4;
const TIMEOUT_MS = 15_000;
const RECONNECTS_MAX = 20;

/**
 * A client of the platform. It holds no connection while no subscription runs, so there is nothing to close.
 *
 * Methods throw `PaygraphError`, by its subclass; `UserErrors` for what a mutation's caller can mend. An answer with
 * errors is thrown whole, never handed out in part. Queries, and mutations with an idempotency key, are tried again
 * when that may help; other mutations only when they were certainly not executed.
 */
export class Paygraph extends Operations {
  readonly #options: PaygraphOptions;
  readonly #sending: SendDeps;
  readonly #following: FollowDeps;

  /** Connects to nothing yet. */
  constructor(options: PaygraphOptions) {
    super();
    const url = endpointOf(options.url);
    const credential = this.#credentialOf(options);
    const {
      attemptsMax = ATTEMPTS_MAX,
      timeoutMs = TIMEOUT_MS,
      reconnectsMax = RECONNECTS_MAX,
      webSocketImpl,
      documents = 'text',
    } = options;
    this.#options = options;
    this.#sending = { url, credential, attemptsMax, timeout_ms: timeoutMs, documents };
    this.#following = {
      socket: sockets({ url: url.replace(/^http/, 'ws'), credential, webSocketImpl }),
      reconnectsMax,
    };
  }

  /**
   * The same platform in somebody's name. Their session is refreshed shortly before its access token expires, once,
   * however many calls wait for it; a session that cannot be refreshed any more throws `AuthenticationError`.
   * @param onRefresh see the option of this name
   */
  withSession(session: SessionTokens, onRefresh?: (session: SessionTokens) => void | Promise<void>): Paygraph {
    return new Paygraph({ ...this.#shared(), session, onRefresh });
  }

  /**
   * Any query or mutation of your own, for what the methods do not select. Answers with its data; `userErrors` are
   * yours to select and read. A mutation is retried like those of the SDK when its variables hold an
   * `idempotencyKey`, at the top or in `input`; then let it be the document's only mutation.
   */
  async request<Data, Variables extends object = Record<string, unknown>>(
    document: string,
    variables?: Variables,
    options?: CallOptions,
  ): Promise<Data> {
    return (await send(this.#sending, { query: document, variables: variables ?? {} }, options)) as Data;
  }

  /**
   * Any subscription of your own; yields the data of each event. When the document declares `$after: EventCursor`
   * and selects the event's `cursor`, a lost connection is resumed where it broke off: nothing is missed, and nothing
   * comes twice. Otherwise, and before the first event, it goes on with what happens from then on.
   */
  subscribe<Data, Variables extends object = Record<string, unknown>>(
    document: string,
    variables?: Variables,
    options?: SubscribeOptions,
  ): AsyncIterableIterator<Data> {
    return follow(
      this.#following,
      { query: document, variables: variables ?? {} },
      (data) => data as Data,
      options?.signal,
    );
  }

  protected override async send<Value>(
    document: string,
    variables: object,
    path: readonly string[],
    options?: CallOptions,
  ): Promise<Value> {
    return pick(await this.request(document, variables, options), path) as Value;
  }

  protected override list<Node>(
    document: string,
    variables: object,
    path: readonly string[],
    options?: CallOptions,
  ): Pages<Node> {
    return pagesOf(variables, (position) =>
      this.send<Connection<Node>>(document, { ...variables, ...position }, path, options),
    );
  }

  protected override follow<Event>(
    document: string,
    variables: object,
    path: readonly string[],
    options?: SubscribeOptions,
  ): AsyncIterableIterator<Event> {
    return follow(
      this.#following,
      { query: document, variables },
      (data) => pick(data, path) as Event,
      options?.signal,
    );
  }

  #shared() {
    const { url, attemptsMax, timeoutMs, reconnectsMax, webSocketImpl, documents } = this.#options;
    return { url, attemptsMax, timeoutMs, reconnectsMax, webSocketImpl, documents };
  }

  #credentialOf(options: PaygraphOptions): Credential {
    const { token, apiKey, session, onRefresh } = options;
    if (!session) return typeof token === 'function' ? tokenFunction(token) : fixedCredential(token ?? apiKey);
    return sessionCredential(
      {
        refresh: async (refreshToken) => (await new Paygraph(this.#shared()).refreshSession({ refreshToken })).session,
        onRefresh,
        now_ms: Date.now,
      },
      session,
    );
  }
}

/** GraphQL is served at `/graphql`. */
function endpointOf(url: string): string {
  const endpoint = new URL(url);
  if (!endpoint.pathname.endsWith('/graphql')) endpoint.pathname = `${endpoint.pathname.replace(/\/$/, '')}/graphql`;
  return endpoint.href;
}
