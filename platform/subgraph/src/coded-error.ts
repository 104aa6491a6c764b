import { InvalidCursor } from '@paygraph/events';
import { SlowConsumer } from '@paygraph/stream';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** Codes of top-level errors: what each means, and whether the same request may succeed later. */
export const ERROR_CODES = {
  UNAUTHENTICATED: {
    retryable: false,
    meaning: 'The access token is missing, malformed, expired or revoked. Refresh the session or sign in.',
  },
  FORBIDDEN: {
    retryable: false,
    meaning:
      'Your role, or the API key you use, does not allow this: requiredScopes or requiredPolicies say what would.',
  },
  NOT_FOUND: { retryable: false, meaning: 'It does not exist, or is not yours to see.' },
  BAD_USER_INPUT: {
    retryable: false,
    meaning: 'The request itself is wrong: its syntax, a field, a variable, a page size or a cursor.',
  },
  PERSISTED_QUERY_NOT_FOUND: {
    retryable: false,
    meaning: 'No document is known under this hash. Send the document with its hash, once.',
  },
  DOCUMENT_NOT_TRUSTED: {
    retryable: false,
    meaning: 'Only documents that were registered beforehand may run here.',
  },
  IDEMPOTENCY_IN_PROGRESS: {
    retryable: true,
    meaning: 'The first call with this idempotency key is still running. Ask again with the same key.',
  },
  RATE_LIMITED: { retryable: true, meaning: 'Too many requests. Wait for retryAfterMs.' },
  OPERATION_TOO_EXPENSIVE: {
    retryable: false,
    meaning: 'The operation asks for too much at once: limit says of what, max how much it may be, found what it is.',
  },
  DEADLINE_EXCEEDED: {
    retryable: true,
    meaning:
      'The operation took too long. A movement of money may have happened: ask again with the same idempotency key.',
  },
  SLOW_CONSUMER: {
    retryable: true,
    meaning: 'The subscriber read more slowly than events arrived. Subscribe again with the last cursor.',
  },
  SCHEMA_CHANGED: {
    retryable: false,
    meaning: 'The schema has changed, and the subscription selects what is no longer there. Subscribe to what is.',
  },
  TOO_MANY_SUBSCRIPTIONS: {
    retryable: true,
    meaning: 'You have as many sockets or subscriptions as you may: limit says of what, max how many. End one first.',
  },
  SUBGRAPH_UNAVAILABLE: {
    retryable: true,
    meaning:
      'A part of the platform cannot be reached. A movement of money may have happened: ask again with the same idempotency key.',
  },
  INTERNAL: {
    retryable: true,
    meaning:
      'Something went wrong on our side. A movement of money may have happened: ask again with the same idempotency key.',
  },
} as const satisfies Record<string, { readonly retryable: boolean; readonly meaning: string }>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** A top-level error for the client: its message is shown, so it must be safe to show. */
export function codedError(code: ErrorCode, message: string, details: Record<string, unknown> = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { code, retryable: ERROR_CODES[code].retryable, ...details } });
}

/** One answer for what does not exist and for what the caller may not see, so that nobody can tell which. */
export function notFound(noun: string): GraphQLError {
  return codedError('NOT_FOUND', `${noun} not found`);
}

/**
 * An error as it may leave the platform. Coded ones go out as they are; graphql-js speaking about the request
 * itself is BAD_USER_INPUT; anything else is INTERNAL, and `report` hears what it really was.
 */
export function presentError(error: unknown, report: (error: unknown) => void): GraphQLFormattedError {
  if (!(error instanceof GraphQLError)) {
    report(error);
    return internal();
  }
  const formatted = error.toJSON();
  if (formatted.extensions?.code) return formatted;
  const { path, locations } = formatted;
  const cause = error.originalError;
  if (!cause) return { ...formatted, extensions: { code: 'BAD_USER_INPUT', retryable: false } };
  if (cause instanceof InvalidCursor)
    return { ...codedError('BAD_USER_INPUT', cause.message).toJSON(), path, locations };
  if (cause instanceof SlowConsumer) return { ...codedError('SLOW_CONSUMER', cause.message).toJSON(), path, locations };
  report(cause);
  return { ...internal(), path, locations };
}

function internal(): GraphQLFormattedError {
  return codedError('INTERNAL', 'Something went wrong on our side').toJSON();
}

/** Mercurius throws one error that carries those of parsing and validation; anything else is a fault. */
export function requestErrors(error: unknown): readonly unknown[] {
  const carried = (error as { errors?: unknown }).errors;
  return Array.isArray(carried) && carried.length > 0 ? carried : [error];
}
