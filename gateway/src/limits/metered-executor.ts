import type { ExecutionResult } from 'graphql';
import type { Executor } from '../execute.ts';
import type { OperationContext } from '../respond.ts';
import { withDeadline } from './deadline.ts';
import type { Charge } from './limiter.ts';

/** An operation on its way to the executor, admitted and charged. */
export interface MeteredContext extends OperationContext {
  readonly charge: Charge;
  /** Whether the answer is to say what it cost. */
  readonly wantsCost: boolean;
}

export interface MeterDeps {
  readonly executor: Executor;
  readonly deadline_ms: number;
  readonly describeError: (code: string, actor: OperationContext['actor']) => Record<string, unknown>;
}

/** The executor with a deadline for each operation, and with the charge settled by its answer. */
export function meteredExecutor({ executor, deadline_ms, describeError }: MeterDeps): Executor {
  return {
    subscribe: executor.subscribe,
    async execute(args) {
      const { actor, charge, wantsCost, explanation } = args.contextValue as MeteredContext;
      const result = await withDeadline(
        deadline_ms,
        () => executor.execute(args),
        () => describeError('DEADLINE_EXCEEDED', actor),
      );
      await charge.settle(result);
      if (!explanation) return wantsCost ? withCost(result, charge) : result;
      const priced = withCost(result, charge);
      return { ...priced, extensions: { ...priced.extensions, explain: explanation.tell() } };
    },
  };
}

function withCost(result: ExecutionResult, { requested, actual, budget }: Charge): ExecutionResult {
  const throttle = budget && {
    maximumAvailable: budget.bucket.capacity,
    currentlyAvailable: Math.floor(budget.taken.available),
    restoreRate: budget.bucket.restore_per_s,
  };
  const cost = { requested, actual: actual(result), ...(throttle && { throttle }) };
  return { ...result, extensions: { ...result.extensions, cost } };
}
