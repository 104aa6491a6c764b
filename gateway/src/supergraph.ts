import { operationFromDocument, type Schema, Supergraph } from '@apollo/federation-internals';
import { type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import type { DocumentNode, GraphQLSchema } from 'graphql';

/** One version of the whole schema, and how to plan operations on it. Immutable. */
export interface SchemaGeneration {
  /** What clients see; responses are shaped by it. */
  readonly apiSchema: GraphQLSchema;
  /** With everything internal; says which types belong to which interface. */
  readonly supergraphSchema: GraphQLSchema;
  /** The plan of an operation of a valid document; planned once per document and name. */
  plan(document: DocumentNode, operationName: string | undefined): QueryPlan;
}

export function loadSupergraph(supergraphSdl: string): SchemaGeneration {
  const supergraph = Supergraph.build(supergraphSdl);
  const api: Schema = supergraph.apiSchema();
  const planner = new QueryPlanner(supergraph);
  // By document object: they come from a bounded cache, and a plan goes when its document does.
  const plans = new WeakMap<DocumentNode, Map<string, QueryPlan>>();
  return {
    apiSchema: api.toGraphQLJSSchema(),
    supergraphSchema: supergraph.schema.toGraphQLJSSchema(),
    plan(document, operationName = '') {
      const known = plans.get(document)?.get(operationName);
      if (known) return known;
      const operation = operationFromDocument(api, document, {
        operationName: operationName || undefined,
        validate: false,
      });
      const plan = planner.buildQueryPlan(operation);
      const byName = plans.get(document) ?? new Map<string, QueryPlan>();
      plans.set(document, byName.set(operationName, plan));
      return plan;
    },
  };
}
