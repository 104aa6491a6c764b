import { buildSubgraphSchema } from '@apollo/subgraph';
import { withDeadline } from '@paygraph/deadline';
import { VALUE_TYPES } from '@paygraph/schema/value-types';
import { endWithValue, mapStream, type ResumableStream, startWithValue, streamOf } from '@paygraph/stream';
import fastify from 'fastify';
import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  parse,
} from 'graphql';
import mercurius from 'mercurius';
import { presentError, requestErrors } from './coded-error.ts';
import type { RunningSubgraph, SubgraphDefinition } from './definition.ts';
import { documentCache } from './document-cache.ts';
import { scalars } from './scalars.ts';
import { type SubgraphRequest, type SubgraphResponse, type SubgraphTransport, startResponse } from './transport.ts';

type Report = (error: unknown) => void;

/** The SDL of a subgraph as it is composed: its own contract and the value types all share. */
export function subgraphDocument(typeDefs: string): DocumentNode {
  return parse(`${VALUE_TYPES}\n${typeDefs}`);
}

/** Mounts a subgraph in this process. `reportIn` hears of every fault that clients are not told about, and of its request. */
export async function localTransport(
  definition: SubgraphDefinition,
  running: RunningSubgraph,
  reportIn: (error: unknown, requestId: string) => void,
): Promise<SubgraphTransport> {
  const resolvers = { ...scalars, ...refuseAsValues(running.resolvers) };
  const schema = buildSubgraphSchema([
    { typeDefs: subgraphDocument(definition.typeDefs), resolvers: resolvers as never },
  ]);
  const app = fastify();
  // Mercurius would write the errors out before we see what caused them; `present` does that.
  const errorFormatter = (response: ExecutionResult) => ({ statusCode: 200, response });
  await app.register(mercurius, { schema, jit: 1, routes: false, errorFormatter });
  await app.ready();
  const prepare = documentCache(schema);

  return {
    async execute({ query, variables, operationName, actor, deadline_ms }) {
      const context = running.createContext(actor);
      const report: Report = (error) => reportIn(error, actor.requestId);
      try {
        // A copy: Mercurius writes into the context it is given.
        const run = () => app.graphql(query, { ...context }, variables, operationName);
        const result = await withDeadline(deadline_ms, run);
        return present(result, context.extensions, report);
      } catch (error) {
        return { errors: requestErrors(error).map((each) => presentError(each, report)) };
      }
    },
    async subscribe(request) {
      const report: Report = (error) => reportIn(error, request.actor.requestId);
      const document = prepare(request.query);
      if (!('kind' in document)) return streamOf({ errors: document.map((error) => presentError(error, report)) });
      try {
        return await subscribeLocally(schema, document, running, request, report);
      } catch (error) {
        return streamOf({ errors: [presentError(error, report)] });
      }
    },
    async close() {
      await app.close();
    },
  };
}

type ReferenceResolver = (...args: unknown[]) => unknown;

/**
 * Makes an entity that is refused an error in its own place. Thrown synchronously it would fail all entities
 * of the request, and one that rejects would lose its place in the list (graphql-jit 0.8).
 */
function refuseAsValues(resolvers: RunningSubgraph['resolvers']): RunningSubgraph['resolvers'] {
  return Object.fromEntries(
    Object.entries(resolvers).map(([type, fields]) => {
      const resolve = (fields as { __resolveReference?: ReferenceResolver }).__resolveReference;
      if (!resolve) return [type, fields];
      const __resolveReference: ReferenceResolver = async (...args) => {
        try {
          return await resolve(...args);
        } catch (error) {
          return error;
        }
      };
      return [type, { ...(fields as object), __resolveReference }];
    }),
  );
}

async function subscribeLocally(
  schema: GraphQLSchema,
  document: DocumentNode,
  running: RunningSubgraph,
  { operationName, variables, actor, wantsStart }: SubgraphRequest,
  report: Report,
): Promise<AsyncIterableIterator<SubgraphResponse>> {
  const operation = { schema, document, operationName, variableValues: variables };
  const source = await createSourceEventStream({ ...operation, contextValue: running.createContext(actor) });
  if (!(Symbol.asyncIterator in source)) return streamOf({ errors: present(source, {}, report).errors });
  const responses = mapStream(source[Symbol.asyncIterator](), async (event) => {
    // A context for each event: what a loader read for the last one may no longer be true.
    const context = running.createContext(actor);
    const result = await execute({ ...operation, rootValue: event, contextValue: context });
    return present(result, context.extensions, report);
  });
  const told = endWithValue<SubgraphResponse>(responses, (error) => ({
    errors: [presentError(asGraphQLError(error), report)],
  }));
  const { startsAfter } = source as Partial<ResumableStream<unknown>>;
  return wantsStart && startsAfter !== undefined ? startWithValue(startResponse(startsAfter), told) : told;
}

function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  return new GraphQLError('The subscription broke', {
    originalError: error instanceof Error ? error : new Error(String(error)),
  });
}

function present(result: ExecutionResult, extensions: Record<string, unknown>, report: Report): SubgraphResponse {
  const { data, errors } = result;
  return {
    data,
    ...(errors && errors.length > 0 && { errors: errors.map((error) => presentError(error, report)) }),
    ...(Object.keys(extensions).length > 0 && { extensions }),
  };
}
