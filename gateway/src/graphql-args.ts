import type { Actor } from '@paygraph/identity';
import { codedError, documentCache } from '@paygraph/subgraph';
import { type ExecutionArgs, GraphQLError, parse, validate } from 'graphql';
import type { OperationContext } from './execute.ts';
import { fillIdempotencyKey } from './idempotency-key.ts';
import type { SchemaGeneration } from './supergraph.ts';

/** Far beyond what any client writes, and short enough to be parsed and validated in passing. */
const DOCUMENT_CHARACTERS_MAX = 100_000;

/** A GraphQL request as every transport delivers it. */
interface GraphQLParams {
  readonly query?: unknown;
  readonly operationName?: string | null;
  readonly variables?: Record<string, unknown> | null;
}

export type ArgsOf = (
  params: GraphQLParams,
  context: OperationContext,
  idempotencyKey?: string,
) => ExecutionArgs | readonly GraphQLError[];

export interface ArgsDeps {
  readonly generation: SchemaGeneration;
  readonly describeError: (code: string, actor: Actor) => Record<string, unknown>;
}

/** Turns requests into what the executor takes, parsed and validated; or into the errors of the request, coded. */
export function createArgsOf({ generation, describeError }: ArgsDeps): ArgsOf {
  const documentOf = documentCache(generation.apiSchema);
  return ({ query, operationName, variables }, contextValue, idempotencyKey) => {
    const refuse = (errors: readonly GraphQLError[]) => {
      const details = describeError('BAD_USER_INPUT', contextValue.actor);
      return errors.map(({ message, locations }) => codedError('BAD_USER_INPUT', message, { ...details, locations }));
    };
    if (typeof query !== 'string') return refuse([new GraphQLError('Missing query')]);
    if (query.length > DOCUMENT_CHARACTERS_MAX)
      return refuse([new GraphQLError(`A document has at most ${DOCUMENT_CHARACTERS_MAX} characters`)]);
    // PostgreSQL text cannot hold it, and nobody means it.
    if (hasNul(query) || hasNul(JSON.stringify(variables ?? {})))
      return refuse([new GraphQLError('NUL characters are not allowed')]);
    const args = { schema: generation.apiSchema, operationName: operationName ?? undefined, contextValue };
    if (idempotencyKey !== undefined) {
      const filled = withKey(generation, query, operationName ?? undefined, variables ?? {}, idempotencyKey);
      if (filled)
        return 'document' in filled
          ? { ...args, document: filled.document, variableValues: filled.variables }
          : refuse(filled);
    }
    const document = documentOf(query);
    return 'kind' in document ? { ...args, document, variableValues: variables ?? {} } : refuse(document);
  };
}

function hasNul(text: string): boolean {
  return text.includes('\0') || text.includes('\\u0000');
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
