import type { Actor } from '@paygraph/identity';
import type { GraphQLFormattedError } from 'graphql';

export interface SubgraphRequest {
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: Record<string, unknown>;
  readonly actor: Actor;
}

export interface SubgraphResponse {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: Record<string, unknown>;
}

/**
 * How the gateway, and one subgraph another, reach a subgraph: in this process or over the network.
 * Nothing else knows the difference; `transport-contract.test.ts` runs over both.
 */
export interface SubgraphTransport {
  /** Runs a query or mutation. Resolves also with errors; rejects never: an unreachable subgraph is an error with SUBGRAPH_UNAVAILABLE. */
  execute(request: SubgraphRequest): Promise<SubgraphResponse>;
  /**
   * Opens a subscription. Each value is one event's response; the iterator rejects when the subgraph
   * dies, and its `return()` closes upstream at once. A refused subscription is a response with errors.
   */
  subscribe(request: SubgraphRequest): Promise<AsyncIterableIterator<SubgraphResponse> | SubgraphResponse>;
  close(): Promise<void>;
}
