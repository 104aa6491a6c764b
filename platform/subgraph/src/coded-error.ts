import { InvalidCursor } from '@paygraph/events';
import { SlowConsumer } from '@paygraph/stream';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** Codes of top-level errors, and whether the same request may succeed later. */
const RETRYABLE = {
  UNAUTHENTICATED: false,
  FORBIDDEN: false,
  NOT_FOUND: false,
  BAD_USER_INPUT: false,
  IDEMPOTENCY_IN_PROGRESS: true,
  RATE_LIMITED: true,
  OPERATION_TOO_EXPENSIVE: false,
  SLOW_CONSUMER: true,
  SUBGRAPH_UNAVAILABLE: true,
  INTERNAL: true,
} as const satisfies Record<string, boolean>;

export type ErrorCode = keyof typeof RETRYABLE;

/** A top-level error for the client: its message is shown, so it must be safe to show. */
export function codedError(code: ErrorCode, message: string, details: Record<string, unknown> = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { code, retryable: RETRYABLE[code], ...details } });
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
  if (cause instanceof InvalidCursor) return { ...codedError('BAD_USER_INPUT', cause.message).toJSON(), path, locations };
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
