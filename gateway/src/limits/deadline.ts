import { AsyncLocalStorage } from 'node:async_hooks';
import { codedError, type SubgraphTransport } from '@paygraph/subgraph';
import type { ExecutionResult, GraphQLError } from 'graphql';

interface Operation {
  /** In milliseconds since the epoch. */
  readonly deadline_ms: number;
  /** Once it is over. */
  late?: GraphQLError;
}

const operations = new AsyncLocalStorage<Operation>();

/** Runs an operation for at most `deadline_ms`; then its answer is an error, and its calls to subgraphs are ended. */
export function withDeadline(
  deadline_ms: number,
  run: () => Promise<ExecutionResult>,
  details: () => Record<string, unknown>,
): Promise<ExecutionResult> {
  if (!Number.isFinite(deadline_ms)) return run();
  return new Promise((resolve, reject) => {
    const operation: Operation = { deadline_ms: Date.now() + deadline_ms };
    const timer = setTimeout(() => {
      operation.late = codedError('DEADLINE_EXCEEDED', `The operation took longer than ${deadline_ms} ms`, {
        limit: 'operationDeadlineMs',
        max: deadline_ms,
        ...details(),
      });
      resolve({ errors: [operation.late] });
    }, deadline_ms);
    operations
      .run(operation, run)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}

/** The subgraph as an operation with a deadline calls it: no call outlives the operation, and none begins after it. */
export function endingWithOperation(transport: SubgraphTransport): SubgraphTransport {
  return {
    ...transport,
    execute(request) {
      const operation = operations.getStore();
      if (!operation) return transport.execute(request);
      if (operation.late) return Promise.resolve({ errors: [operation.late.toJSON()] });
      return transport.execute({ ...request, deadline_ms: operation.deadline_ms });
    },
  };
}
