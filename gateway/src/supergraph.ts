import {
  operationFromDocument,
  ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  type Schema,
  Supergraph,
} from '@apollo/federation-internals';
import { type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { type Requirements, readRequirements } from './authorisation/requirements.ts';
import { shownSchemas } from './authorisation/shown-schemas.ts';
import { type CompiledOperations, compiledOperations } from './compiled-operations.ts';
import { createUses, type Uses } from './generations/uses.ts';

/** One version of the whole schema, and how to plan operations on it. Immutable. */
export interface SchemaGeneration {
  /** What clients see; responses are shaped by it. */
  readonly apiSchema: GraphQLSchema;
  /** With everything internal; says which types belong to which interface. */
  readonly supergraphSchema: GraphQLSchema;
  /** What its fields ask of callers. */
  readonly requirements: Requirements;
  /** Whether callers are shown only what they may use. */
  readonly hidesUnusable: boolean;
  /** The plan of an operation of a valid document, planned anew. */
  plan(document: DocumentNode, operationName: string | undefined): QueryPlan;
  /** Operations that were planned and compiled before, and how often they are used. */
  readonly operations: CompiledOperations;
  readonly uses: Uses;
  readonly subgraphs: readonly string[];
}

const generations = new WeakMap<GraphQLSchema, SchemaGeneration>();

/** The generation this is the API schema of. */
export function generationOf(apiSchema: GraphQLSchema): SchemaGeneration {
  const generation = generations.get(apiSchema);
  if (!generation) throw new Error('the schema is of no generation');
  return generation;
}

/**
 * Lets go of a generation nobody runs operations of any more: those who subscribed under it hold its API schema for as
 * long as they listen, and its planner and all that was compiled would stay with it.
 */
export function retire({ apiSchema }: SchemaGeneration): void {
  generations.delete(apiSchema);
}

export interface GenerationOptions {
  /** Whether introspection shows callers only what they may use, and mistakes suggest nothing. */
  readonly hidesUnusable: boolean;
}

/** Throws when it is no supergraph. */
export function loadSupergraph(
  supergraphSdl: string,
  { hidesUnusable }: GenerationOptions = { hidesUnusable: false },
): SchemaGeneration {
  // Also those that are marked as matters of security: what a caller may see, we decide ourselves.
  const supergraph = Supergraph.build(supergraphSdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES });
  const api: Schema = supergraph.apiSchema();
  const planner = new QueryPlanner(supergraph);
  const apiSchema = api.toGraphQLJSSchema();
  const requirements = readRequirements(supergraphSdl);
  const shownTo = hidesUnusable ? shownSchemas(apiSchema, requirements) : () => apiSchema;
  const parts: Omit<SchemaGeneration, 'operations' | 'uses'> = {
    apiSchema,
    supergraphSchema: supergraph.schema.toGraphQLJSSchema(),
    requirements,
    hidesUnusable,
    subgraphs: supergraph.subgraphsMetadata().map(({ name }) => name),
    plan(document, operationName) {
      const operation = operationFromDocument(api, document, { operationName, validate: false });
      return planner.buildQueryPlan(operation);
    },
  };
  const generation: SchemaGeneration = { ...parts, operations: compiledOperations(parts, shownTo), uses: createUses() };
  generations.set(apiSchema, generation);
  return generation;
}
