/** What every answer of the platform that is an error carries; a request that got no answer has codes of its own. */
export interface ErrorDetails {
  readonly requestId?: string;
  /** Whether the same request may succeed later. The SDK has tried already when it throws such an error. */
  readonly retryable?: boolean;
  /** How long the platform asks to wait before the next attempt. */
  readonly retryAfterMs?: number;
  readonly path?: readonly (string | number)[];
  readonly docUrl?: string;
  /** What could be answered beside the error; nothing of it was handed out. */
  readonly data?: unknown;
  readonly cause?: unknown;
}

/** Everything the SDK throws, but for the reason of your own AbortSignal. */
export class PaygraphError extends Error {
  override readonly name: string;
  readonly code: string;
  readonly requestId: string | undefined;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly path: readonly (string | number)[] | undefined;
  readonly docUrl: string | undefined;
  readonly data: unknown;

  constructor(code: string, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.code = code;
    this.requestId = details.requestId;
    this.retryable = details.retryable ?? false;
    this.retryAfterMs = details.retryAfterMs;
    this.path = details.path;
    this.docUrl = details.docUrl;
    this.data = details.data;
  }
}

/** UNAUTHENTICATED: the credential is missing, expired or revoked, or the session cannot be refreshed any more. */
export class AuthenticationError extends PaygraphError {}
/** FORBIDDEN: signed in, but not allowed to. */
export class ForbiddenError extends PaygraphError {}
/** NOT_FOUND: it does not exist, or the caller may not see it; nobody can tell which. */
export class NotFoundError extends PaygraphError {}
/** BAD_USER_INPUT: the request itself is wrong, such as an unknown field or a malformed cursor. */
export class BadRequestError extends PaygraphError {}
/** RATE_LIMITED: too many requests; `retryAfterMs` says when there is room again. */
export class RateLimitedError extends PaygraphError {}
/** OPERATION_TOO_EXPENSIVE: ask for less at a time. */
export class TooExpensiveError extends PaygraphError {}
/** PERSISTED_QUERY_NOT_FOUND: the platform does not know the document of this hash. */
export class UnknownDocumentError extends PaygraphError {}
/** DOCUMENT_NOT_TRUSTED: the platform runs only documents it was told of beforehand. */
export class UntrustedDocumentError extends PaygraphError {}
/** IDEMPOTENCY_IN_PROGRESS: the first call with this key is still running. */
export class IdempotencyInProgressError extends PaygraphError {}
/** SLOW_CONSUMER: events arrived faster than they were read, and there was no cursor to resume from. */
export class SlowConsumerError extends PaygraphError {}
/** SCHEMA_CHANGED: the platform no longer has what the subscription selects. */
export class SchemaChangedError extends PaygraphError {}
/** TOO_MANY_SUBSCRIPTIONS: end a subscription or close a socket first. */
export class TooManySubscriptionsError extends PaygraphError {}
/** SUBGRAPH_UNAVAILABLE: a part of the platform, or the way to it, is down. */
export class UnavailableError extends PaygraphError {}
/** INTERNAL: something went wrong on the platform's side. */
export class InternalError extends PaygraphError {}
/** BAD_RESPONSE: what answered does not speak this API. */
export class BadResponseError extends PaygraphError {}
/** TIMEOUT: no answer in time. Whether it was executed is unknown. */
export class TimeoutError extends PaygraphError {}

/** CONNECTION_FAILED: the network gave way. */
export class ConnectionError extends PaygraphError {
  /** False when the platform certainly never received the request. */
  readonly sent: boolean;
  constructor(message: string, details: ErrorDetails & { readonly sent: boolean }) {
    super('CONNECTION_FAILED', message, { retryable: true, ...details });
    this.sent = details.sent;
  }
}

/** Something the caller can mend. Nothing was written. */
export interface UserError {
  readonly code: string;
  readonly message: string;
  /** Path of the input field it is about. */
  readonly field?: readonly string[] | null;
}

/** A mutation was refused for reasons its caller can mend. `code` and the message are those of the first. */
export class UserErrors extends PaygraphError {
  readonly errors: readonly UserError[];
  constructor(errors: readonly [UserError, ...UserError[]]) {
    super(errors[0].code, errors.map(({ message }) => message).join('; '));
    this.errors = errors;
  }
}

type ErrorClass = new (code: string, message: string, details?: ErrorDetails) => PaygraphError;

/** The class of each code the platform answers with. */
const CLASSES: Readonly<Record<string, ErrorClass>> = {
  UNAUTHENTICATED: AuthenticationError,
  FORBIDDEN: ForbiddenError,
  NOT_FOUND: NotFoundError,
  BAD_USER_INPUT: BadRequestError,
  RATE_LIMITED: RateLimitedError,
  OPERATION_TOO_EXPENSIVE: TooExpensiveError,
  PERSISTED_QUERY_NOT_FOUND: UnknownDocumentError,
  DOCUMENT_NOT_TRUSTED: UntrustedDocumentError,
  IDEMPOTENCY_IN_PROGRESS: IdempotencyInProgressError,
  SLOW_CONSUMER: SlowConsumerError,
  SCHEMA_CHANGED: SchemaChangedError,
  TOO_MANY_SUBSCRIPTIONS: TooManySubscriptionsError,
  SUBGRAPH_UNAVAILABLE: UnavailableError,
  INTERNAL: InternalError,
  BAD_RESPONSE: BadResponseError,
  TIMEOUT: TimeoutError,
};

/** The error of a code; a code that is newer than this SDK is a plain {@link PaygraphError}. */
export function errorOf(code: string, message: string, details?: ErrorDetails): PaygraphError {
  return new (CLASSES[code] ?? PaygraphError)(code, message, details);
}
