import type { Actor } from '@paygraph/identity';
import { presentError } from '@paygraph/subgraph';
import { type ExecutionArgs, type ExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Refusal } from './authorisation/authorise.ts';
import { refusalError } from './authorisation/claims.ts';
import type { PlanRun } from './compile-plan.ts';
import type { OperationVariant } from './compiled-operations.ts';
import type { Explanation } from './explanation.ts';
import type { JsonObject } from './json.ts';
import { concerns } from './response-path.ts';
import { writtenResult } from './written-result.ts';

/** What every operation carries, whichever transport brought it. */
export interface OperationContext {
  readonly actor: Actor;
  /** Aborts when nobody listens any more, or nobody may: ends a subscription at once, also a quiet one. */
  readonly ended?: AbortSignal;
  /** Of an operation whose answer is to say how it came about. */
  readonly explanation?: Explanation;
}

export interface ErrorDeps {
  /** Added to the extensions of every error that leaves. */
  readonly describeError: (code: string, actor: Actor) => Record<string, unknown>;
  /** Hears of every fault that clients are not told about, and of the request it happened in. */
  readonly report: (error: unknown, requestId?: string) => void;
}

/** Writes what a run gathered as the response to the operation. */
export function respond(
  deps: ErrorDeps,
  args: ExecutionArgs,
  variant: OperationVariant,
  run: PlanRun,
  data: JsonObject,
): ExecutionResult {
  const report = reportOf(deps, args);
  const errors = run.errors.map((error) => describe(deps, args, presentError(asGraphQLError(error), report)));
  const text = variant.write(data, {
    path: [],
    variables: args.variableValues ?? {},
    refuse(path, message) {
      // A null that bubbles because of an error already told is not told again.
      if (run.errors.some((error) => concerns(error.path, path))) return;
      errors.push(describe(deps, args, { ...presentError(new Error(message), report), path }));
    },
    deny(path, unmet) {
      errors.push(describe(deps, args, { ...refusalError(unmet).toJSON(), path }));
    },
  });
  return writtenResult(text, errors, run.extensions);
}

export function asGraphQLError({ message, path, extensions }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, { path, extensions });
}

/** The error of an operation that was not run, because the caller may not see something that may not be null. */
export function refused(deps: ErrorDeps, args: ExecutionArgs, { path, unmet }: Refusal): GraphQLError {
  return describe(deps, args, { ...refusalError(unmet).toJSON(), path });
}

/** The response of an operation that could not run. */
export function failed(deps: ErrorDeps, args: ExecutionArgs, error: unknown): { errors: GraphQLError[] } {
  return { errors: [describe(deps, args, presentError(error, reportOf(deps, args)))] };
}

/** The error as it leaves: with the request it belongs to, and where its code is explained. */
export function describe(deps: ErrorDeps, args: ExecutionArgs, error: GraphQLFormattedError): GraphQLError {
  return describeTo(deps, contextOf(args).actor, error);
}

/** The same for somebody whose operation has not begun. */
export function describeTo(
  { describeError }: Pick<ErrorDeps, 'describeError'>,
  actor: Actor,
  { message, path, extensions }: GraphQLFormattedError,
): GraphQLError {
  const details = describeError(String(extensions?.code ?? 'INTERNAL'), actor);
  return new GraphQLError(message, { path, extensions: { ...extensions, ...details } });
}

function reportOf({ report }: ErrorDeps, args: ExecutionArgs): (error: unknown) => void {
  return (error) => report(error, contextOf(args).actor.requestId);
}

export function contextOf(args: ExecutionArgs): OperationContext {
  return args.contextValue as OperationContext;
}
