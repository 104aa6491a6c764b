import { AsyncLocalStorage } from 'node:async_hooks';
import { codedError, type SubgraphTransport } from '@paygraph/subgraph';
import type { ExecutionResult, GraphQLError } from 'graphql';

const signals = new AsyncLocalStorage<AbortSignal>();

/** Runs an operation for at most `deadline_ms`; then its answer is an error, and its calls to subgraphs are ended. */
export async function withDeadline(
  deadline_ms: number,
  run: () => Promise<ExecutionResult>,
  details: () => Record<string, unknown>,
): Promise<ExecutionResult> {
  if (!Number.isFinite(deadline_ms)) return run();
  const ended = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<ExecutionResult>((resolve) => {
    timer = setTimeout(() => {
      const error = codedError('DEADLINE_EXCEEDED', `The operation took longer than ${deadline_ms} ms`, {
        limit: 'operationDeadlineMs',
        max: deadline_ms,
        ...details(),
      });
      resolve({ errors: [error] });
      ended.abort(error);
    }, deadline_ms);
  });
  try {
    return await Promise.race([signals.run(ended.signal, run), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The subgraph as an operation with a deadline calls it: no call outlives the operation, and none begins after it. */
export function endingWithOperation(transport: SubgraphTransport): SubgraphTransport {
  return {
    ...transport,
    execute(request) {
      const signal = signals.getStore();
      if (!signal) return transport.execute(request);
      if (signal.aborted) return Promise.resolve({ errors: [(signal.reason as GraphQLError).toJSON()] });
      return transport.execute({ ...request, signal });
    },
  };
}
