import type { FetchNode } from '@apollo/query-planner';
import type { SubgraphName } from '@paygraph/config';
import type { Actor } from '@paygraph/identity';
import { endWithValue, mapStream, onceEnded } from '@paygraph/stream';
import { codedError, presentError } from '@paygraph/subgraph';
import { type ExecutionArgs, type ExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import { variablesOf } from './compile-fetch.ts';
import type { PlanRun, Transports } from './compile-plan.ts';
import { type CompiledOperations, compiledOperations, type OperationVariant } from './compiled-operations.ts';
import { copyOf, type JsonObject } from './json.ts';
import { concerns } from './response-path.ts';
import type { SchemaGeneration } from './supergraph.ts';
import { writtenResult } from './written-result.ts';

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

/** Opens `primary` on the subgraph that owns the events, and runs what follows once for each. */
async function subscribeToPlan(
  deps: ExecutorDeps,
  args: ExecutionArgs,
  variant: OperationVariant,
  primary: FetchNode,
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
    // A copy: what follows writes into it, and the event may be on its way to other subscribers too.
    const own = copyOf(data as JsonObject);
    await variant.run(event, [{ place: undefined, object: own }]);
    return respond(deps, args, variant, event, own);
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

function respond(
  deps: ExecutorDeps,
  args: ExecutionArgs,
  variant: OperationVariant,
  run: PlanRun,
  data: JsonObject,
): ExecutionResult {
  const errors = run.errors.map((error) => describe(deps, args, presentError(asGraphQLError(error), deps.report)));
  const text = variant.write(data, {
    path: [],
    variables: args.variableValues ?? {},
    refuse(path, message) {
      // A null that bubbles because of an error already told is not told again.
      if (run.errors.some((error) => concerns(error.path, path))) return;
      errors.push(describe(deps, args, { ...presentError(new Error(message), deps.report), path }));
    },
  });
  return writtenResult(text, errors, run.extensions);
}

function asGraphQLError({ message, path, extensions }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, { path, extensions });
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
