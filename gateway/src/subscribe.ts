import type { FetchNode } from '@apollo/query-planner';
import type { SubgraphName } from '@paygraph/config';
import { endWithValue, mapStream, onceEnded } from '@paygraph/stream';
import type { ExecutionArgs, ExecutionResult } from 'graphql';
import { variablesOf } from './compile-fetch.ts';
import type { PlanRun } from './compile-plan.ts';
import type { OperationVariant } from './compiled-operations.ts';
import { copyOf, type JsonObject } from './json.ts';
import { contextOf, describe, type ErrorDeps, failed, respond } from './respond.ts';

/** Opens `primary` on the subgraph that owns the events, and runs what follows once for each. */
export async function subscribeToPlan(
  deps: ErrorDeps,
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
