import { endWithValue, mapStream } from '@paygraph/stream';
import { codedError } from '@paygraph/subgraph';
import { type ExecutionArgs, type ExecutionResult, GraphQLError } from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import type { Refusal } from './authorisation/authorise.ts';
import { shownSchemas } from './authorisation/shown-schemas.ts';
import type { PlanRun, Transports } from './compile-plan.ts';
import { type CompiledOperations, compiledOperations, type OperationVariant } from './compiled-operations.ts';
import type { JsonObject } from './json.ts';
import { contextOf, describe, type ErrorDeps, failed, refused, respond } from './respond.ts';
import { subscribeToPlan } from './subscribe.ts';
import type { SchemaGeneration } from './supergraph.ts';

export interface ExecutorDeps extends ErrorDeps {
  readonly generation: SchemaGeneration;
  readonly transports: Transports;
  readonly now: () => Date;
  /** Whether introspection shows callers only what they may use. */
  readonly hidesUnusable: boolean;
}

/** The one pair that HTTP, WebSocket and server-sent events run on. Neither rejects; every error is coded. */
export interface Executor {
  execute(args: ExecutionArgs): Promise<ExecutionResult>;
  /** A stream of responses; one without `data` is the last and says why. */
  subscribe(args: ExecutionArgs): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult>;
}

export function createExecutor(deps: ExecutorDeps): Executor {
  const { apiSchema, requirements } = deps.generation;
  const shownTo = deps.hidesUnusable ? shownSchemas(apiSchema, requirements) : () => apiSchema;
  const operations = compiledOperations(deps.generation, shownTo);
  return {
    async execute(args) {
      try {
        const prepared = prepare(deps, operations, args);
        if ('errors' in prepared) return prepared;
        const { variant, run } = prepared;
        if ('unmet' in variant) return { data: null, errors: [refused(deps, args, variant)] };
        if (variant.primary) return failed(deps, args, new GraphQLError('Subscribe to this operation instead'));
        const data: JsonObject = {};
        await variant.run(run, [{ place: undefined, object: data }]);
        return respond(deps, args, variant, run, data);
      } catch (error) {
        return failed(deps, args, error);
      }
    },
    async subscribe(args) {
      try {
        const prepared = prepare(deps, operations, args);
        if ('errors' in prepared) return prepared;
        const { variant, run, rights } = prepared;
        if ('unmet' in variant) return { errors: [refused(deps, args, variant)] };
        if (!variant.primary) return failed(deps, args, new GraphQLError('This operation is not a subscription'));
        const events = await subscribeToPlan(deps, args, variant, variant.primary, run);
        return rights ? whileUnchanged(events, rights, (error) => failed(deps, args, error)) : events;
      } catch (error) {
        return failed(deps, args, error);
      }
    },
  };
}

/** Events for as long as the subscriber may see the same of them as at the start; then why there are no more. */
function whileUnchanged(
  events: AsyncIterableIterator<ExecutionResult>,
  rights: () => string,
  last: (error: unknown) => ExecutionResult,
): AsyncIterableIterator<ExecutionResult> {
  const atStart = rights();
  const checked = mapStream(events, async (event) => {
    if (rights() !== atStart) throw codedError('FORBIDDEN', 'What you may see has changed; subscribe again');
    return event;
  });
  return endWithValue(checked, last);
}

interface Prepared {
  readonly run: PlanRun;
  readonly variant: OperationVariant | Refusal;
  /** What of it is allowed now, where that may lapse. */
  readonly rights: (() => string) | undefined;
}

function prepare(
  deps: ExecutorDeps,
  operations: CompiledOperations,
  args: ExecutionArgs,
): Prepared | { errors: GraphQLError[] } {
  const compiled = operations(args.document, args.operationName);
  if (!compiled) return failed(deps, args, new GraphQLError('Unknown operation'));
  const variables = getVariableValues(
    deps.generation.apiSchema,
    compiled.operation.variableDefinitions ?? [],
    args.variableValues ?? {},
    { maxErrors: 10 },
  );
  if (variables.errors) {
    // Whatever a scalar threw on the way, it is the request that is wrong.
    return {
      errors: variables.errors.map(({ message }) => describe(deps, args, codedError('BAD_USER_INPUT', message))),
    };
  }
  const run: PlanRun = {
    transports: deps.transports,
    actor: contextOf(args).actor,
    variables: variables.coerced,
    errors: [],
    extensions: {},
  };
  const { actor } = run;
  return {
    run,
    variant: compiled.variant(run.variables, actor, deps.now()),
    rights: compiled.rights && (() => compiled.rights?.(actor, deps.now()) ?? ''),
  };
}
