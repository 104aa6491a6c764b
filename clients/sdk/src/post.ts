import { type Answer, isAnswer } from './answer.ts';
import { BadResponseError, ConnectionError, errorOf, type PaygraphError, TimeoutError } from './errors.ts';

export interface Post {
  readonly url: string;
  readonly token: string | undefined;
  readonly body: string;
  readonly timeout_ms: number;
  readonly signal: AbortSignal | undefined;
}

/** What a status means when the body does not say: it came from a proxy, or from something else than Paygraph. */
const STATUS_ERRORS: Readonly<Record<number, { code: string; retryable: boolean }>> = {
  400: { code: 'BAD_USER_INPUT', retryable: false },
  401: { code: 'UNAUTHENTICATED', retryable: false },
  403: { code: 'FORBIDDEN', retryable: false },
  413: { code: 'BAD_USER_INPUT', retryable: false },
  429: { code: 'RATE_LIMITED', retryable: true },
  500: { code: 'INTERNAL', retryable: false },
  502: { code: 'SUBGRAPH_UNAVAILABLE', retryable: true },
  503: { code: 'SUBGRAPH_UNAVAILABLE', retryable: true },
  504: { code: 'SUBGRAPH_UNAVAILABLE', retryable: true },
};

/** Reasons of a failed fetch for which no byte of the request left this machine. */
const UNSENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** One attempt. Throws {@link PaygraphError} when there is no answer of the API, or the reason of the signal. */
export async function post(request: Post): Promise<{ answer: Answer; retryAfterMs?: number }> {
  const timeout = AbortSignal.timeout(request.timeout_ms);
  try {
    const response = await fetch(request.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json;q=0.9',
        ...(request.token !== undefined && { authorization: `Bearer ${request.token}` }),
      },
      body: request.body,
      signal: request.signal ? AbortSignal.any([timeout, request.signal]) : timeout,
    });
    const retryAfterMs = parseRetryAfter_ms(response.headers.get('retry-after'), Date.now());
    const answer = parse(await response.text());
    if (answer && (response.ok || isCoded(answer))) return { answer, retryAfterMs };
    throw errorOfStatus(response, retryAfterMs);
  } catch (error) {
    request.signal?.throwIfAborted();
    if (timeout.aborted) {
      throw new TimeoutError('TIMEOUT', `No answer within ${request.timeout_ms} ms`, { retryable: true, cause: error });
    }
    // What fetch throws for the network is a TypeError; anything else is our own.
    if (!(error instanceof TypeError)) throw error;
    const code = (error.cause as { code?: string } | undefined)?.code ?? '';
    throw new ConnectionError(`No connection to ${request.url}${code && `: ${code}`}`, {
      sent: !UNSENT.has(code),
      cause: error,
    });
  }
}

/** Either seconds or a date, as HTTP allows; undefined when it is neither. */
function parseRetryAfter_ms(header: string | null, now_ms: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const date_ms = Date.parse(header);
  return Number.isNaN(date_ms) ? undefined : Math.max(0, date_ms - now_ms);
}

function parse(text: string): Answer | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return isAnswer(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

function isCoded({ errors }: Answer): boolean {
  return errors?.every(({ extensions }) => typeof extensions?.code === 'string') ?? true;
}

function errorOfStatus({ status, url }: Response, retryAfterMs: number | undefined): PaygraphError {
  const known = STATUS_ERRORS[status];
  if (!known) return new BadResponseError('BAD_RESPONSE', `${url} answered ${status}, and not with GraphQL`);
  return errorOf(known.code, `${url} answered ${status}`, { retryable: known.retryable, retryAfterMs });
}
