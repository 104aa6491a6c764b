import type { FetchNode, PlanNode } from '@apollo/query-planner';
import type { SubgraphName } from '@paygraph/config';
import type { Actor } from '@paygraph/identity';
import type { SubgraphTransport } from '@paygraph/subgraph';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { compileFetch } from './compile-fetch.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import type { Place } from './response-path.ts';
import type { SharedFetches } from './shared-fetches.ts';

export type Transports = Readonly<Record<SubgraphName, SubgraphTransport>>;

/** One execution of a plan: what it needs, and what it gathers. */
export interface PlanRun {
  readonly transports: Transports;
  readonly actor: Actor;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly fetches: SharedFetches;
  /** Whose fetches this one may share: the identity that asks a query. Undefined for what must see the latest. */
  readonly reader: string | undefined;
  readonly errors: GraphQLFormattedError[];
  readonly extensions: Record<string, unknown>;
}

/** An object of the response in the making, and where it is. */
export interface Target {
  readonly place: Place | undefined;
  readonly object: JsonObject;
}

/** Brings what a part of a plan fetches into the targets. Never rejects because of a subgraph. */
export type RunNode = (run: PlanRun, targets: readonly Target[]) => Promise<void>;

const nothing: RunNode = async () => {};

/** `schema` is the supergraph: it says which types belong to which interface. */
export function compilePlan(schema: GraphQLSchema, node: PlanNode | undefined): RunNode {
  switch (node?.kind) {
    case undefined:
      return nothing;
    case 'Sequence':
      return inSequence(node.nodes.map((child) => compilePlan(schema, child)));
    case 'Parallel': {
      const children = node.nodes.map((child) => compilePlan(schema, child));
      return async (run, targets) => {
        await Promise.all(children.map((child) => child(run, targets)));
      };
    }
    case 'Flatten': {
      const child = compilePlan(schema, node.node);
      const { path } = node;
      return (run, targets) => {
        const below: Target[] = [];
        for (const { place, object } of targets) gather(object, place, path, 0, below);
        return below.length > 0 ? child(run, below) : nothing(run, below);
      };
    }
    case 'Condition': {
      const [yes, no] = [compilePlan(schema, node.ifClause), compilePlan(schema, node.elseClause)];
      return (run, targets) => (run.variables[node.condition] ? yes : no)(run, targets);
    }
    case 'Fetch':
      return compileFetch(schema, node as FetchNode);
    case 'Defer':
      // The API schema does not declare @defer, so no valid operation is planned like this.
      throw new Error('@defer is not supported');
  }
}

function inSequence(children: readonly RunNode[]): RunNode {
  return async (run, targets) => {
    for (const child of children) await child(run, targets);
  };
}

/** The objects at `path` below a value; `@` stands for every item of a list. */
function gather(
  value: Json | undefined,
  place: Place | undefined,
  path: readonly (string | number)[],
  depth: number,
  found: Target[],
): void {
  const step = path[depth];
  if (step === undefined) {
    if (isJsonObject(value)) found.push({ place, object: value });
  } else if (step === '@') {
    if (!Array.isArray(value)) return;
    for (let key = 0; key < value.length; key++) gather(value[key], { within: place, key }, path, depth + 1, found);
  } else if (isJsonObject(value)) {
    gather(value[step], { within: place, key: step }, path, depth + 1, found);
  }
}
