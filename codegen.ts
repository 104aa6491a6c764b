import type { CodegenConfig } from '@graphql-codegen/cli';
import { SUBGRAPH_NAMES } from '@paygraph/config';
import { VALUE_TYPES } from '@paygraph/schema/value-types';

const scalars = {
  Decimal: 'string',
  CurrencyCode: 'string',
  EventCursor: 'string',
  DateTime: { input: 'Date', output: 'Date' },
  JSON: 'unknown',
  ID: 'string',
};

const plain = { enumsAsTypes: true, useTypeImports: true, importExtension: '.ts' as const, skipTypename: true };

/** Resolver types of each subgraph, from its own contract. */
const config: CodegenConfig = {
  generates: Object.fromEntries(
    SUBGRAPH_NAMES.map((name) => [
      `subgraphs/${name}/src/generated/resolvers.ts`,
      {
        schema: [VALUE_TYPES, `subgraphs/${name}/schema.graphql`],
        plugins: ['typescript', 'typescript-resolvers'],
        config: {
          ...plain,
          scalars,
          federation: true,
          contextType: '../context.ts#Context',
          mapperTypeSuffix: 'Row',
          mappers: {},
          defaultMapper: undefined,
        },
      },
    ]),
  ),
};

export default config;
