import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PluginFunction } from '@graphql-codegen/plugin-helpers';
import {
  type DocumentNode,
  GraphQLError,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import { nameOf, operationTexts } from './operation-text.ts';

interface TrustedDocumentsConfig {
  /** Folders of documents that are sent as they are written, each file one. */
  readonly folders: readonly string[];
}

/**
 * Writes a manifest of the documents that clients of this repository send, in the format of Apollo's persisted query
 * manifests: the gateway lets them be named by their hash, and with TRUSTED_DOCUMENTS=only lets nothing else run.
 */
export const plugin: PluginFunction<TrustedDocumentsConfig> = (schema, files, { folders }) => {
  const sdk = operationTexts(files.flatMap(({ document }) => document?.definitions ?? []));
  const written = folders.flatMap(documentsIn).map(([file, text]) => {
    const document = parse(text);
    const [error] = validate(schema, document);
    if (error) throw new GraphQLError(`${file}: ${error.message}`);
    return { operation: onlyOperation(file, document), text };
  });
  const operations = [...sdk, ...written].map(({ operation, text }) => ({
    id: createHash('sha256').update(text).digest('hex'),
    name: nameOf(operation),
    type: operation.operation,
    body: text,
  }));
  const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
};

function documentsIn(folder: string): [file: string, text: string][] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => [join(folder, file), readFileSync(join(folder, file), 'utf8')]);
}

function onlyOperation(file: string, document: DocumentNode): OperationDefinitionNode {
  const operation = getOperationAST(document);
  if (!operation) throw new Error(`${file} must hold one operation`);
  return operation;
}
