import { type Client, createClient } from 'graphql-ws/client';
import { type Answer, type AnswerError, errorOfAnswer } from './answer.ts';
import type { Credential } from './credential.ts';
import { AuthenticationError, BadResponseError, ConnectionError, PaygraphError, SlowConsumerError } from './errors.ts';
import type { Operation } from './send.ts';

const CONNECT_TIMEOUT_MS = 10_000;
const PING_INTERVAL_MS = 15_000;
const PONG_TIMEOUT_MS = 10_000;
/** How many events may wait for their reader. */
const UNREAD_MAX = 1_000;

const FORBIDDEN = 4403;
/** Closed for what we sent or are: sending it again changes nothing. */
const FATAL = new Set([1002, 1003, 1007, 1009, 1010, 4004, 4005, 4400, 4401, 4406, 4409, 4429]);

export interface SocketDeps {
  readonly url: string;
  readonly credential: Credential;
  readonly webSocketImpl: unknown;
}

/** One connection, for all subscriptions of a client. It opens with the first and closes with the last of them. */
export interface Socket {
  /** When the platform accepted the connection. */
  readonly acceptedAt_ms: number | undefined;
  /**
   * Responses to the operation, until the platform completes it. Throws {@link PaygraphError}; a
   * {@link ConnectionError} when the connection was lost, and a {@link SlowConsumerError} after the last response
   * that still found room. Leaving the loop ends the operation on the platform.
   */
  read(operation: Operation, signal: AbortSignal): AsyncGenerator<Answer>;
}

/** The socket in use; another one once that is lost. */
export function sockets(deps: SocketDeps): () => Socket {
  // A token the platform has just refused; the next connection sends another.
  const refused: Refused = {};
  let current: ReturnType<typeof openSocket> | undefined;
  return () => {
    if (!current || current.lost()) current = openSocket(deps, refused);
    return current;
  };
}

interface Refused {
  token?: string;
}

function openSocket(deps: SocketDeps, refused: Refused): Socket & { lost(): PaygraphError | undefined } {
  let token: string | undefined;
  let lost: PaygraphError | undefined;
  let acceptedAt_ms: number | undefined;
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  const expect = (within_ms: number) => {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => client.terminate(), within_ms);
  };

  const client = createClient({
    url: deps.url,
    webSocketImpl: deps.webSocketImpl,
    // A new connection needs a new cursor, which only the reader of the events knows.
    retryAttempts: 0,
    keepAlive: PING_INTERVAL_MS,
    async connectionParams() {
      token =
        refused.token === undefined ? await deps.credential.token() : await deps.credential.renewed(refused.token);
      if (refused.token !== undefined && token === undefined) throw refusal();
      return token === undefined ? {} : { authorization: `Bearer ${token}` };
    },
    on: {
      connecting: () => expect(CONNECT_TIMEOUT_MS),
      connected() {
        clearTimeout(watchdog);
        acceptedAt_ms = Date.now();
        delete refused.token;
      },
      ping: (received) => {
        if (!received) expect(PONG_TIMEOUT_MS);
      },
      pong: (received) => {
        if (received) clearTimeout(watchdog);
      },
      error(error) {
        lost ??=
          error instanceof PaygraphError
            ? error
            : new ConnectionError(`No connection to ${deps.url}`, { sent: false, cause: error });
      },
      closed(event) {
        clearTimeout(watchdog);
        const { code, reason } = event as { code: number; reason: string };
        lost ??= lossOf(code, reason);
        // Else a socket that was closed normally would be opened again, without a cursor.
        void Promise.resolve(client.dispose()).catch(() => undefined);
      },
    },
  });

  const lossOf = (code: number, reason: string): PaygraphError => {
    if (code === FORBIDDEN) {
      // Accepted before: the token has expired since. Refused with a token that is another one already: for good.
      if (token === undefined || (acceptedAt_ms === undefined && refused.token !== undefined)) return refusal(reason);
      refused.token = token;
    }
    if (FATAL.has(code)) return new BadResponseError('BAD_RESPONSE', `The connection was closed: ${code} ${reason}`);
    return new ConnectionError(`The connection was lost: ${code} ${reason}`.trimEnd(), { sent: true });
  };

  return {
    get acceptedAt_ms() {
      return acceptedAt_ms;
    },
    lost: () => lost,
    read: (operation, signal) => read({ client, lost: () => lost }, operation, signal),
  };
}

interface Connection {
  readonly client: Client;
  /** Why the connection is lost, once it is. */
  readonly lost: () => PaygraphError | undefined;
}

async function* read({ client, lost }: Connection, operation: Operation, signal: AbortSignal): AsyncGenerator<Answer> {
  const unread: Answer[] = [];
  let wake = Promise.withResolvers<void>();
  let end: { readonly error?: unknown } | undefined;
  const finish = (error?: unknown) => {
    end ??= { error };
    wake.resolve();
  };
  const stop = client.subscribe<Record<string, unknown>>(operation as never, {
    next(answer) {
      if (end) return;
      unread.push(answer as Answer);
      wake.resolve();
      if (unread.length < UNREAD_MAX) return;
      finish(new SlowConsumerError('SLOW_CONSUMER', 'Events arrive faster than they are read', { retryable: true }));
      stop();
    },
    error: (error) => finish(Array.isArray(error) ? errorOfAnswer(error as AnswerError[]) : (lost() ?? error)),
    // It also completes when the connection was closed in good order.
    complete: () => finish(lost()),
  });
  const abort = () => {
    unread.length = 0;
    finish();
  };
  signal.addEventListener('abort', abort, { once: true });
  try {
    for (;;) {
      for (let answer = unread.shift(); answer; answer = unread.shift()) yield answer;
      if (end?.error !== undefined) throw end.error;
      if (end) return;
      await wake.promise;
      wake = Promise.withResolvers();
    }
  } finally {
    signal.removeEventListener('abort', abort);
    stop();
  }
}

function refusal(reason?: string): AuthenticationError {
  return new AuthenticationError(
    'UNAUTHENTICATED',
    `The platform refused the credential${reason ? `: ${reason}` : ''}`,
  );
}
