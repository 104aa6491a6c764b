import { documentCache } from '@paygraph/subgraph';
import { type ExecutionArgs, GraphQLError, parse, validate } from 'graphql';
import type { OperationContext } from './execute.ts';
import { fillIdempotencyKey } from './idempotency-key.ts';
import type { SchemaGeneration } from './supergraph.ts';

/** A GraphQL request as every transport delivers it. */
export interface GraphQLParams {
  readonly query?: unknown;
  readonly operationName?: string | null;
  readonly variables?: Record<string, unknown> | null;
}

export type ArgsOf = (params: GraphQLParams, context: OperationContext, idempotencyKey?: string) => ExecutionArgs | readonly GraphQLError[];

/** Turns requests into what the executor takes, parsed and validated; or into the errors of the request. */
export function createArgsOf(generation: SchemaGeneration): ArgsOf {
  const documentOf = documentCache(generation.apiSchema);
  return ({ query, operationName, variables }, contextValue, idempotencyKey) => {
    if (typeof query !== 'string') return [new GraphQLError('Missing query')];
    // PostgreSQL text cannot hold it, and nobody means it.
    if (query.includes('\\u0000') || JSON.stringify(variables ?? {}).includes('\\u0000')) return [new GraphQLError('NUL characters are not allowed')];
    const args = { schema: generation.apiSchema, operationName: operationName ?? undefined, contextValue };
    if (idempotencyKey !== undefined) {
      const filled = withKey(generation, query, operationName ?? undefined, variables ?? {}, idempotencyKey);
      if (filled) return 'document' in filled ? { ...args, document: filled.document, variableValues: filled.variables } : filled;
    }
    const document = documentOf(query);
    return 'kind' in document ? { ...args, document, variableValues: variables ?? {} } : document;
  };
}

/** The operation with the key of the header in it, validated; undefined when the header has no place in it. */
function withKey(
  { apiSchema }: SchemaGeneration,
  query: string,
  operationName: string | undefined,
  variables: Record<string, unknown>,
  key: string,
) {
  try {
    const document = parse(query);
    const filled = fillIdempotencyKey(apiSchema, { document, variables, operationName }, key);
    if (filled.document === document && filled.variables === variables) return undefined;
    const errors = validate(apiSchema, filled.document);
    return errors.length > 0 ? errors : filled;
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}
