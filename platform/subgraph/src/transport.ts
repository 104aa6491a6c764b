import type { Actor } from '@paygraph/identity';
import type { GraphQLFormattedError } from 'graphql';

/** How long whoever calls waits for the answer, in milliseconds: clocks of two machines differ. */
export const TIMEOUT_HEADER = 'x-paygraph-timeout-ms';

export interface SubgraphRequest {
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: Record<string, unknown>;
  readonly actor: Actor;
  /**
   * When nobody waits for the answer any more, in milliseconds since the epoch; for `execute`. The call ends within a
   * second of it, and so does the statement it runs; what it does may go on.
   */
  readonly deadline_ms?: number;
  /** Whether a subscription is to say where it begins, if it can be resumed from there. Only for `subscribe`. */
  readonly wantsStart?: boolean;
  /** The same request as JSON without its actor, for who sends it over the network and need not write it anew. */
  readonly json?: () => string;
}

export interface SubgraphResponse {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: Record<string, unknown>;
}

/** The response before all events: who subscribes again after this cursor misses none of them. */
export function startResponse(startsAfter: string): SubgraphResponse {
  return { extensions: { startsAfter } };
}

/** The cursor of a {@link startResponse}; undefined for any other response. */
export function startOf({ data, errors, extensions }: SubgraphResponse): string | undefined {
  return data === undefined && !errors && typeof extensions?.startsAfter === 'string'
    ? extensions.startsAfter
    : undefined;
}

/**
 * How the gateway, and one subgraph another, reach a subgraph: in this process or over the network.
 * Nothing else knows the difference; `transport-contract.test.ts` runs over both.
 */
export interface SubgraphTransport {
  /** Runs a query or mutation. Never rejects: an unreachable subgraph is an error with SUBGRAPH_UNAVAILABLE. */
  execute(request: SubgraphRequest): Promise<SubgraphResponse>;
  /**
   * Opens a subscription. Each value is the response of one event; a response without `data` is the last
   * one and says why the subscription was refused or broke. With `wantsStart`, the first may be a {@link startOf}
   * instead. Never rejects; `return()` closes upstream at once.
   */
  subscribe(request: SubgraphRequest): Promise<AsyncIterableIterator<SubgraphResponse>>;
  close(): Promise<void>;
}
