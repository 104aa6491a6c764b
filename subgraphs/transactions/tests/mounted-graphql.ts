import type { Actor } from '@paygraph/identity';
import { localTransport, type SubgraphResponse } from '@paygraph/subgraph';
import { createContext } from '../src/context.ts';
import type { TransactionsDeps } from '../src/deps.ts';
import { createResolvers } from '../src/resolvers.ts';
import { transactions } from '../src/subgraph.ts';

/** The schema of transactions on machinery that is mounted already. */
export async function mountGraphql(deps: TransactionsDeps) {
  const faults: unknown[] = [];
  const running = {
    resolvers: createResolvers(deps, { payOut() {}, passOnEvidence() {} }),
    createContext: (actor: Actor) => createContext(deps, actor),
    stop: async () => {},
  };
  const transport = await localTransport(transactions, running, (error) => void faults.push(error));
  return {
    execute: (actor: Actor, query: string, variables: Record<string, unknown> = {}): Promise<SubgraphResponse> =>
      transport.execute({ actor, query, variables }),
    /** What went wrong that clients were not told about. */
    faults,
    [Symbol.asyncDispose]: () => transport.close(),
  };
}
