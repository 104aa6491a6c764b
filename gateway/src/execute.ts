import { codedError } from '@paygraph/subgraph';
import { type ExecutionArgs, type ExecutionResult, GraphQLError } from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import type { Refusal } from './authorisation/authorise.ts';
import type { PlanRun } from './compile-plan.ts';
import type { OperationVariant } from './compiled-operations.ts';
import type { JsonObject } from './json.ts';
import { contextOf, describe, type ErrorDeps, failed, refused, respond } from './respond.ts';
import { type SharedFetches, sharedFetches } from './shared-fetches.ts';
import { identityOf } from './subscriptions/identity.ts';
import { createSubscriptions, type Subscriptions } from './subscriptions/subscriptions.ts';
import type { UpstreamDeps } from './subscriptions/upstream.ts';
import { generationOf } from './supergraph.ts';

export interface ExecutorDeps extends ErrorDeps, UpstreamDeps {
  readonly now: () => Date;
}

/** The one pair that HTTP, WebSocket and server-sent events run on. Neither rejects; every error is coded. */
export interface Executor {
  execute(args: ExecutionArgs): Promise<ExecutionResult>;
  /** A stream of responses; one without `data` is the last and says why. */
  subscribe(args: ExecutionArgs): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult>;
}

export function createExecutor(deps: ExecutorDeps): Executor & Pick<Subscriptions, 'moveTo'> {
  const fetches = sharedFetches();
  const subscriptions = createSubscriptions({ ...deps, prepare: (args) => prepare(deps, fetches, args) });
  return {
    async execute(args) {
      try {
        const prepared = prepare(deps, fetches, args);
        if ('errors' in prepared) return prepared;
        const { variant, run } = prepared;
        if ('unmet' in variant) return { data: null, errors: [refused(deps, args, variant)] };
        if (variant.primary) return failed(deps, args, new GraphQLError('Subscribe to this operation instead'));
        const data: JsonObject = {};
        try {
          await variant.run(run, [{ place: undefined, object: data }]);
        } finally {
          // Who hears of a mutation may ask what it changed.
          if (run.reader === undefined) run.fetches.forget();
        }
        return respond(deps, args, variant, run, data);
      } catch (error) {
        return failed(deps, args, error);
      }
    },
    subscribe: async (args) => subscriptions.subscribe(args),
    moveTo: subscriptions.moveTo,
  };
}

interface Prepared {
  readonly run: PlanRun;
  readonly variant: OperationVariant | Refusal;
  /** What of it is allowed now, where that may lapse. */
  readonly rights: (() => string) | undefined;
}

/** Under the generation whose schema the operation was validated against. */
function prepare(
  deps: ExecutorDeps,
  fetches: SharedFetches,
  args: ExecutionArgs,
): Prepared | { errors: GraphQLError[] } {
  const generation = generationOf(args.schema);
  const compiled = generation.operations(args.document, args.operationName);
  if (!compiled) return failed(deps, args, new GraphQLError('Unknown operation'));
  const variables = getVariableValues(
    generation.apiSchema,
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
  const { actor, explanation } = contextOf(args);
  const run: PlanRun = {
    actor,
    transports: explanation ? explanation.watching(deps.transports) : deps.transports,
    // What somebody else has just asked for would not be seen.
    fetches: explanation ? sharedFetches() : fetches,
    variables: variables.coerced,
    reader: compiled.operation.operation === 'query' ? identityOf(actor) : undefined,
    errors: [],
    extensions: {},
  };
  generation.uses.count(args.document, args.operationName, run.variables, actor);
  const variant = compiled.variant(run.variables, actor, deps.now());
  if ('plan' in variant) explanation?.planned(variant.plan);
  return {
    run,
    variant,
    rights: compiled.rights && (() => compiled.rights?.(actor, deps.now()) ?? ''),
  };
}
