import { Supergraph } from '@apollo/federation-internals';
import { buildOperationContext, executeQueryPlan } from '@apollo/gateway';
import { parse } from 'graphql';
import { ANONYMOUS, type SmallSupergraph } from './small-supergraph.ts';

/** What Apollo's own executor answers on the same plan and the same subgraphs. */
export async function executeByApollo(
  { supergraphSdl, generation, transports }: SmallSupergraph,
  source: string,
  variables = {},
) {
  const document = parse(source);
  const supergraph = Supergraph.build(supergraphSdl);
  const services = Object.entries(transports).map(([name, { execute }]) => [
    name,
    {
      process: ({
        request,
      }: {
        request: { query: string; variables?: Record<string, unknown>; operationName?: string };
      }) => execute({ ...request, actor: ANONYMOUS }),
    },
  ]);
  return executeQueryPlan(
    generation.plan(document, undefined),
    Object.fromEntries(services),
    { request: { variables }, context: {}, metrics: {} } as never,
    buildOperationContext({ schema: generation.apiSchema, operationDocument: document }),
    generation.supergraphSchema,
    supergraph.apiSchema(),
  );
}
