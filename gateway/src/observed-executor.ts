import {
  activeTraceparent,
  Counter,
  failSpan,
  Gauge,
  Histogram,
  inSpan,
  isTracing,
  LATENCY_BUCKETS_S,
} from '@paygraph/telemetry';
import { type ExecutionArgs, type ExecutionResult, type GraphQLFormattedError, getOperationAST } from 'graphql';
import type { Executor } from './execute.ts';
import type { ArgsOf } from './graphql-args.ts';
import type { OperationContext } from './respond.ts';

const durations = new Histogram({
  name: 'paygraph_operation_duration_seconds',
  help: 'How long queries and mutations took, by how they ended: ok, or the code of their first error.',
  labelNames: ['kind', 'outcome'],
  buckets: LATENCY_BUCKETS_S,
});
const inFlight = new Gauge({ name: 'paygraph_operations_in_flight', help: 'Queries and mutations that are running.' });
const refusals = new Counter({
  name: 'paygraph_operations_refused_total',
  help: 'Operations that were not begun, by the code of their first error.',
  labelNames: ['code'],
});
const subscriptions = new Counter({
  name: 'paygraph_subscriptions_total',
  help: 'Subscriptions that were asked for: opened, or refused.',
  labelNames: ['outcome'],
});

/** Counts what is refused before it runs. */
export function observedArgsOf(argsOf: ArgsOf): ArgsOf {
  return async (...request) => {
    const args = await argsOf(...request);
    if (!('document' in args)) refusals.inc({ code: codeOf(args) });
    return args;
  };
}

/** Measures each operation, and traces it where traces are wanted: what runs for it runs within its span. */
export function observedExecutor(executor: Executor): Executor {
  const execute = isTracing() ? traced(executor) : executor.execute;
  return {
    async execute(args) {
      const endsAt = durations.startTimer({ kind: kindOf(args) });
      inFlight.inc();
      const result = await execute(args);
      inFlight.dec();
      endsAt({ outcome: result.errors?.length ? codeOf(result.errors) : 'ok' });
      return result;
    },
    async subscribe(args) {
      const answer = await executor.subscribe(args);
      subscriptions.inc({ outcome: Symbol.asyncIterator in answer ? 'opened' : 'refused' });
      return answer;
    },
  };
}

function traced(executor: Executor): (args: ExecutionArgs) => Promise<ExecutionResult> {
  return (args) => {
    const context = args.contextValue as OperationContext;
    const { requestId, traceparent } = context.actor;
    const kind = kindOf(args);
    const attributes = {
      'graphql.operation.type': kind,
      'graphql.operation.name': args.operationName ?? undefined,
      'paygraph.request_id': requestId,
    };
    return inSpan(`graphql ${kind}`, { kind: 'server', parent: traceparent, attributes }, async () => {
      const actor = { ...context.actor, traceparent: activeTraceparent() };
      const result = await executor.execute({ ...args, contextValue: { ...context, actor } });
      if (result.errors?.length) failSpan(codeOf(result.errors));
      return result;
    });
  };
}

function kindOf({ document, operationName }: ExecutionArgs): string {
  return getOperationAST(document, operationName)?.operation ?? 'unknown';
}

function codeOf(errors: readonly Pick<GraphQLFormattedError, 'extensions'>[]): string {
  return String(errors[0]?.extensions?.code ?? 'INTERNAL');
}
