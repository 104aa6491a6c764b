import {
  operationFromDocument,
  ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  type Schema,
  Supergraph,
} from '@apollo/federation-internals';
import { type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { type Requirements, readRequirements } from './authorisation/requirements.ts';

/** One version of the whole schema, and how to plan operations on it. Immutable. */
export interface SchemaGeneration {
  /** What clients see; responses are shaped by it. */
  readonly apiSchema: GraphQLSchema;
  /** With everything internal; says which types belong to which interface. */
  readonly supergraphSchema: GraphQLSchema;
  /** What its fields ask of callers. */
  readonly requirements: Requirements;
  /** The plan of an operation of a valid document, planned anew. */
  plan(document: DocumentNode, operationName: string | undefined): QueryPlan;
}

export function loadSupergraph(supergraphSdl: string): SchemaGeneration {
  // Also those that are marked as matters of security: what a caller may see, we decide ourselves.
  const supergraph = Supergraph.build(supergraphSdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES });
  const api: Schema = supergraph.apiSchema();
  const planner = new QueryPlanner(supergraph);
  return {
    apiSchema: api.toGraphQLJSSchema(),
    supergraphSchema: supergraph.schema.toGraphQLJSSchema(),
    requirements: readRequirements(supergraphSdl),
    plan(document, operationName) {
      const operation = operationFromDocument(api, document, { operationName, validate: false });
      return planner.buildQueryPlan(operation);
    },
  };
}
