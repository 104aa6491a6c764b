import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import type { JsonObject } from './representation.ts';

interface Shaping {
  readonly apiSchema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  /** What the plan gathered, under the client's aliases. */
  readonly data: JsonObject;
  /** What subgraphs reported, with paths in the client's response. */
  readonly errors: readonly GraphQLFormattedError[];
}

/** The plan fetched under the client's own names, so a field's value is found under its response key. */
const byResponseKey: GraphQLFieldResolver<JsonObject, unknown> = (source, _args, _context, info) =>
  source[info.path.key];

/**
 * Cuts what was gathered into exactly the response the operation asks for: by running it with graphql-js on
 * the data at hand, which also answers introspection, completes abstract types and lets nulls bubble.
 */
export function shapeResponse({
  apiSchema,
  document,
  operationName,
  variables,
  data,
  errors,
}: Shaping): ExecutionResult {
  const shaped = execute({
    schema: apiSchema,
    document,
    operationName,
    variableValues: variables,
    rootValue: data,
    fieldResolver: byResponseKey as GraphQLFieldResolver<unknown, unknown>,
  }) as ExecutionResult;
  const reported = errors.map(({ message, path, extensions }) => new GraphQLError(message, { path, extensions }));
  // A null that bubbles because of an error already told is not told again.
  const untold = (shaped.errors ?? []).filter(({ path }) => !reported.some((error) => concerns(error.path, path)));
  const all = [...reported, ...untold];
  return all.length > 0 ? { data: shaped.data, errors: all } : { data: shaped.data };
}

/** Whether two paths lie on one line, so that an error at the one explains a null at the other. */
function concerns(a: readonly (string | number)[] | undefined, b: readonly (string | number)[] | undefined): boolean {
  if (!a || !b) return true;
  const [shorter, longer] = a.length <= b.length ? [a, b] : [b, a];
  return shorter.every((key, index) => key === longer[index]);
}
