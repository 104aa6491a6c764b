import { type PlanNode, prettyFormatQueryPlan } from '@apollo/query-planner';
import type { SubgraphRequest, SubgraphTransport } from '@paygraph/subgraph';
import type { Transports } from './compile-plan.ts';

/** Fetches that are told one by one; a subscription that is explained makes no more. */
const FETCHES_MAX = 200;

interface Fetch {
  readonly subgraph: string;
  readonly document: string;
  /** Distinct entities it asks about; undefined for a fetch from a root type. */
  readonly entities: number | undefined;
  /** Since the operation began. */
  readonly startedAfter_ms: number;
  readonly took_ms: number;
  readonly outcome: 'answered' | 'failed';
}

/** Follows one operation for an operator who wants to know what it does, and where its time goes. */
export interface Explanation {
  planned(plan: PlanNode | undefined): void;
  /** Subgraphs as this operation reaches them. */
  watching(transports: Transports): Transports;
  /** For the extensions of the response. */
  tell(): Record<string, unknown>;
}

export function createExplanation(): Explanation {
  const startedAt = performance.now();
  const fetches: Fetch[] = [];
  let plan = '';
  const watch = (name: string, transport: SubgraphTransport): SubgraphTransport => ({
    ...transport,
    async execute(request) {
      const sentAt = performance.now();
      const response = await transport.execute(request);
      if (fetches.length < FETCHES_MAX) {
        fetches.push({
          subgraph: name,
          document: request.query,
          entities: entitiesOf(request),
          startedAfter_ms: rounded(sentAt - startedAt),
          took_ms: rounded(performance.now() - sentAt),
          outcome: response.data === undefined ? 'failed' : 'answered',
        });
      }
      return response;
    },
  });
  return {
    planned(node) {
      plan = prettyFormatQueryPlan({ kind: 'QueryPlan', node });
    },
    watching(transports) {
      const entries = Object.entries(transports).map(([name, transport]) => [name, watch(name, transport)]);
      return Object.fromEntries(entries) as Transports;
    },
    tell: () => ({
      plan,
      tookMs: rounded(performance.now() - startedAt),
      fetches: fetches.map(({ startedAfter_ms, took_ms, ...fetch }) => ({
        ...fetch,
        startedAfterMs: startedAfter_ms,
        tookMs: took_ms,
      })),
    }),
  };
}

function entitiesOf({ variables }: SubgraphRequest): number | undefined {
  const representations = variables?.representations;
  return Array.isArray(representations) ? representations.length : undefined;
}

/** To a hundredth of a millisecond. */
function rounded(duration_ms: number): number {
  return Math.round(duration_ms * 100) / 100;
}
