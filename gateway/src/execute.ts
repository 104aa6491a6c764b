import type { SubscriptionNode } from '@apollo/query-planner';
import type { SubgraphName } from '@paygraph/config';
import type { Actor } from '@paygraph/identity';
import { endWithValue, mapStream } from '@paygraph/stream';
import { presentError } from '@paygraph/subgraph';
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

export type FormattedResult = Omit<ExecutionResult, 'errors'> & { readonly errors?: readonly GraphQLFormattedError[] };

export interface ExecutorDeps {
  readonly generation: SchemaGeneration;
  readonly transports: Transports;
  /** Added to the extensions of every error that leaves. */
  readonly describeError: (code: string, actor: Actor) => Record<string, unknown>;
  readonly report: (error: unknown) => void;
}

/** The one pair that HTTP, WebSocket and server-sent events run on. */
export interface Executor {
  execute(args: ExecutionArgs): Promise<FormattedResult>;
  /** A stream of responses; one without `data` is the last and says why. Never rejects. */
  subscribe(args: ExecutionArgs): Promise<AsyncIterableIterator<FormattedResult> | FormattedResult>;
}

export function createExecutor(deps: ExecutorDeps): Executor {
  return {
    async execute(args) {
      const prepared = prepare(deps, args);
      if ('errors' in prepared) return prepared;
      const { plan, run } = prepared;
      if (plan.node?.kind === 'Subscription')
        return failed(deps, args, new GraphQLError('Subscribe to this operation instead'));
      const data: JsonObject = {};
      await executePlan(run, plan.node, data);
      return respond(deps, args, run, data);
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
): Promise<AsyncIterableIterator<FormattedResult>> {
  const upstream = await run.transports[primary.serviceName as SubgraphName].subscribe({
    query: primary.operation,
    operationName: primary.operationName,
    variables: variablesOf(run, primary),
    actor: run.actor,
  });
  endWhenAborted(upstream, contextOf(args).ended);
  const responses = mapStream(upstream, async ({ data, errors }) => {
    const event: PlanRun = { ...run, errors: [...(errors ?? [])], extensions: {} };
    if (!data) return { errors: event.errors.map((error) => describe(deps, args, error)) };
    // A copy: `rest` writes into it, and the event may be on its way to other subscribers too.
    const own = structuredClone(data) as JsonObject;
    await executePlan(event, rest, own);
    return respond(deps, args, event, own);
  });
  return endWithValue<FormattedResult>(responses, (error) => failed(deps, args, error));
}

function endWhenAborted(stream: AsyncIterator<unknown>, ended: AbortSignal | undefined): void {
  const end = () => void stream.return?.();
  if (ended?.aborted) end();
  else ended?.addEventListener('abort', end, { once: true });
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
  if (variables.errors)
    return { errors: variables.errors.map((error) => describe(deps, args, presentError(error, deps.report))) };
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

function respond(deps: ExecutorDeps, args: ExecutionArgs, run: PlanRun, data: JsonObject): FormattedResult {
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

function failed(deps: ExecutorDeps, args: ExecutionArgs, error: unknown): { errors: GraphQLFormattedError[] } {
  return { errors: [describe(deps, args, presentError(error, deps.report))] };
}

function describe(
  { describeError }: ExecutorDeps,
  args: ExecutionArgs,
  error: GraphQLFormattedError,
): GraphQLFormattedError {
  const code = String(error.extensions?.code ?? 'INTERNAL');
  return { ...error, extensions: { ...error.extensions, ...describeError(code, contextOf(args).actor) } };
}

function contextOf(args: ExecutionArgs): OperationContext {
  return args.contextValue as OperationContext;
}
