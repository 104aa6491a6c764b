import {
  AuthenticationError,
  errorOf,
  NotFoundError,
  type PaygraphError,
  type UserError,
  UserErrors,
} from './errors.ts';

/** A GraphQL response as it arrives, from either transport. */
export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly AnswerError[];
}

export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly [name: string]: unknown };
}

export function isAnswer(value: unknown): value is Answer {
  if (typeof value !== 'object' || value === null) return false;
  const { data, errors } = value as { data?: unknown; errors?: unknown };
  return data !== undefined || (Array.isArray(errors) && errors.length > 0);
}

/** The data of an answer without errors. With errors it throws: half an answer about money is none. */
export function dataOf({ data, errors }: Answer, retryAfterMs?: number): unknown {
  if (errors?.length) throw errorOfAnswer(errors, data ?? undefined, retryAfterMs);
  return data;
}

/** What is said of several errors is what cannot be helped by trying again, if there is such an error. */
export function errorOfAnswer(errors: readonly AnswerError[], data?: unknown, askedToWait_ms?: number): PaygraphError {
  const error = errors.find(({ extensions }) => extensions?.retryable !== true) ?? errors[0];
  const { code, requestId, retryable, retryAfterMs = askedToWait_ms, docUrl } = error?.extensions ?? {};
  // Without a path it is about the request itself, such as a field that does not exist.
  const fallback = error?.path ? 'INTERNAL' : 'BAD_USER_INPUT';
  return errorOf(typeof code === 'string' ? code : fallback, error?.message ?? 'An error without a message', {
    retryable: retryable === true,
    ...(typeof requestId === 'string' && { requestId }),
    ...(typeof retryAfterMs === 'number' && { retryAfterMs }),
    ...(typeof docUrl === 'string' && { docUrl }),
    ...(error?.path && { path: error.path }),
    ...(data !== undefined && { data }),
  });
}

/** What an operation asked for, at `path` of its data. Throws the userErrors of a payload on the way. */
export function pick(data: unknown, path: readonly string[]): unknown {
  let value = data;
  for (const [depth, step] of path.entries()) {
    if (value === null || value === undefined) throw missing(path[depth - 1]);
    value = (value as Record<string, unknown>)[step];
    throwUserErrors(value);
  }
  if (typeof value !== 'object' || value === null || !('userErrors' in value)) return value;
  const { userErrors: _none, ...rest } = value;
  return rest;
}

/** For visitors, `me` is null and not an error; what they want of it is. */
function missing(field: string | undefined): PaygraphError {
  if (field === 'me') return new AuthenticationError('UNAUTHENTICATED', 'Sign in first');
  return new NotFoundError('NOT_FOUND', `There is no ${field}`);
}

function throwUserErrors(value: unknown): void {
  const [first, ...others] = (value as { userErrors?: readonly UserError[] } | null | undefined)?.userErrors ?? [];
  if (first) throw new UserErrors([first, ...others]);
}
