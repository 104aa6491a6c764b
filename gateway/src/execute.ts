import type { SubscriptionNode } from '@apollo/query-planner';
import type { SubgraphName } from '@paygraph/config';
import type { Actor } from '@paygraph/identity';
import { endWithValue, mapStream, onceEnded } from '@paygraph/stream';
import { codedError, presentError } from '@paygraph/subgraph';
import {
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  getOperationAST,
} from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import { executePlan, type PlanRun, type Transports, variablesOf } from './execute-plan.ts';
import type { JsonObject } from './representation.ts';
import { shapeResponse } from './shape-response.ts';
import type { SchemaGeneration } from './supergraph.ts';

/** What every operation carries, whichever transport brought it. */
export interface OperationContext {
  readonly actor: Actor;
  /** Aborts when nobody listens any more, or nobody may: ends a subscription at once, also a quiet one. */
  readonly ended?: AbortSignal;
}

export interface ExecutorDeps {
  readonly generation: SchemaGeneration;
  readonly transports: Transports;
  /** Added to the extensions of every error that leaves. */
  readonly describeError: (code: string, actor: Actor) => Record<string, unknown>;
  readonly report: (error: unknown) => void;
}

/** The one pair that HTTP, WebSocket and server-sent events run on. Neither rejects; every error is coded. */
export interface Executor {
  execute(args: ExecutionArgs): Promise<ExecutionResult>;
  /** A stream of responses; one without `data` is the last and says why. */
  subscribe(args: ExecutionArgs): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult>;
}

export function createExecutor(deps: ExecutorDeps): Executor {
  return {
    async execute(args) {
      const prepared = prepare(deps, args);
      if ('errors' in prepared) return prepared;
      const { plan, run } = prepared;
      if (plan.node?.kind === 'Subscription')
        return failed(deps, args, new GraphQLError('Subscribe to this operation instead'));
      try {
        const data: JsonObject = {};
        await executePlan(run, plan.node, data);
        return respond(deps, args, run, data);
      } catch (error) {
        return failed(deps, args, error);
      }
    },
    async subscribe(args) {
      const prepared = prepare(deps, args);
      if ('errors' in prepared) return prepared;
      const { plan, run } = prepared;
      if (plan.node?.kind !== 'Subscription')
        return failed(deps, args, new GraphQLError('This operation is not a subscription'));
      return subscribeToPlan(deps, args, plan.node, run);
    },
  };
}

/** Opens `primary` on the subgraph that owns the events, and runs `rest` once for each. */
async function subscribeToPlan(
  deps: ExecutorDeps,
  args: ExecutionArgs,
  { primary, rest }: SubscriptionNode,
  run: PlanRun,
): Promise<AsyncIterableIterator<ExecutionResult>> {
  const upstream = await run.transports[primary.serviceName as SubgraphName].subscribe({
    query: primary.operation,
    operationName: primary.operationName,
    variables: variablesOf(run, primary),
    actor: run.actor,
  });
  const unwatch = endWhenAborted(upstream, contextOf(args).ended);
  const responses = mapStream(onceEnded(upstream, unwatch), async ({ data, errors }) => {
    const event: PlanRun = { ...run, errors: [...(errors ?? [])], extensions: {} };
    if (!data) return { errors: event.errors.map((error) => describe(deps, args, error)) };
    // A copy: `rest` writes into it, and the event may be on its way to other subscribers too.
    const own = structuredClone(data) as JsonObject;
    await executePlan(event, rest, own);
    return respond(deps, args, event, own);
  });
  return endWithValue<ExecutionResult>(responses, (error) => failed(deps, args, error));
}

/** The answer stops watching. */
function endWhenAborted(stream: AsyncIterator<unknown>, ended: AbortSignal | undefined): () => void {
  const end = () => void stream.return?.();
  if (ended?.aborted) end();
  ended?.addEventListener('abort', end, { once: true });
  return () => ended?.removeEventListener('abort', end);
}

function prepare(deps: ExecutorDeps, args: ExecutionArgs) {
  const { generation, transports } = deps;
  const operation = getOperationAST(args.document, args.operationName);
  if (!operation) return failed(deps, args, new GraphQLError('Unknown operation'));
  const variables = getVariableValues(
    generation.apiSchema,
    operation.variableDefinitions ?? [],
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
    supergraphSchema: generation.supergraphSchema,
    transports,
    actor: contextOf(args).actor,
    variables: variables.coerced ?? {},
    errors: [],
    extensions: {},
  };
  return { plan: generation.plan(args.document, args.operationName ?? undefined), run };
}

function respond(deps: ExecutorDeps, args: ExecutionArgs, run: PlanRun, data: JsonObject): ExecutionResult {
  const { errors, ...shaped } = shapeResponse({
    apiSchema: deps.generation.apiSchema,
    document: args.document,
    operationName: args.operationName ?? undefined,
    variables: args.variableValues ?? {},
    data,
    errors: run.errors,
  });
  return {
    ...shaped,
    ...(errors && { errors: errors.map((error) => describe(deps, args, presentError(error, deps.report))) }),
    ...(Object.keys(run.extensions).length > 0 && { extensions: run.extensions }),
  };
}

function failed(deps: ExecutorDeps, args: ExecutionArgs, error: unknown): { errors: GraphQLError[] } {
  return { errors: [describe(deps, args, presentError(error, deps.report))] };
}

/** The error as it leaves: with the request it belongs to, and where its code is explained. */
function describe({ describeError }: ExecutorDeps, args: ExecutionArgs, error: GraphQLFormattedError): GraphQLError {
  const { message, path, extensions } = error;
  const details = describeError(String(extensions?.code ?? 'INTERNAL'), contextOf(args).actor);
  return new GraphQLError(message, { path, extensions: { ...extensions, ...details } });
}

function contextOf(args: ExecutionArgs): OperationContext {
  return args.contextValue as OperationContext;
}
