import { codedError } from '@paygraph/subgraph';
import { type ExecutionArgs, type ExecutionResult, GraphQLError } from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import type { PlanRun, Transports } from './compile-plan.ts';
import { type CompiledOperations, compiledOperations } from './compiled-operations.ts';
import type { JsonObject } from './json.ts';
import { contextOf, describe, type ErrorDeps, failed, respond } from './respond.ts';
import { subscribeToPlan } from './subscribe.ts';
import type { SchemaGeneration } from './supergraph.ts';

export interface ExecutorDeps extends ErrorDeps {
  readonly generation: SchemaGeneration;
  readonly transports: Transports;
}

/** The one pair that HTTP, WebSocket and server-sent events run on. Neither rejects; every error is coded. */
export interface Executor {
  execute(args: ExecutionArgs): Promise<ExecutionResult>;
  /** A stream of responses; one without `data` is the last and says why. */
  subscribe(args: ExecutionArgs): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult>;
}

export function createExecutor(deps: ExecutorDeps): Executor {
  const operations = compiledOperations(deps.generation);
  return {
    async execute(args) {
      try {
        const prepared = prepare(deps, operations, args);
        if ('errors' in prepared) return prepared;
        const { variant, run } = prepared;
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
        const { variant, run } = prepared;
        if (!variant.primary) return failed(deps, args, new GraphQLError('This operation is not a subscription'));
        return await subscribeToPlan(deps, args, variant, variant.primary, run);
      } catch (error) {
        return failed(deps, args, error);
      }
    },
  };
}

function prepare(deps: ExecutorDeps, operations: CompiledOperations, args: ExecutionArgs) {
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
  return { variant: compiled.variant(run.variables), run };
}
