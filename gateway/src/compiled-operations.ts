import type { FetchNode } from '@apollo/query-planner';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { compilePlan, type RunNode } from './compile-plan.ts';
import { compileResponse } from './compile-response.ts';
import { conditionVariables, specialize } from './specialize.ts';
import type { SchemaGeneration } from './supergraph.ts';

/** What all compiled operations of a generation may take together. */
const BYTES_MAX = 64 * 2 ** 20;
/** Of one operation. */
const VARIANTS_MAX = 32;
/** What a compiled operation takes for each character of its document and of its plan; an estimate. */
const BYTES_PER_CHARACTER = 32;
const BYTES_AT_LEAST = 8_000;

/** An operation of a valid document. */
interface CompiledOperation {
  readonly operation: OperationDefinitionNode;
  /** As these variables want it; planned and compiled once for each set of values of `@skip` and `@include`. */
  variant(variables: Readonly<Record<string, unknown>>): OperationVariant;
}

/** Ready to be run any number of times. */
export interface OperationVariant {
  /** The whole plan, or what follows on each event. */
  readonly run: RunNode;
  /** Where the events of a subscription come from. */
  readonly primary: FetchNode | undefined;
  /** Writes the response out of what was gathered. */
  readonly write: ReturnType<typeof compileResponse>;
}

/** Undefined when the document has no such operation, or several and none was named. */
export type CompiledOperations = (
  document: DocumentNode,
  operationName: string | null | undefined,
) => CompiledOperation | undefined;

/** Compiles once per document and name. The least recently used goes first. */
export function compiledOperations(generation: SchemaGeneration, bytesMax = BYTES_MAX): CompiledOperations {
  const entries = new Map<DocumentNode, Entry>();
  let bytes = 0;
  const grow = (entry: Entry, characters: number) => {
    const added = BYTES_AT_LEAST + characters * BYTES_PER_CHARACTER;
    entry.bytes += added;
    bytes += added;
    for (const [document, each] of entries) {
      if (bytes <= bytesMax || each === entry) return;
      entries.delete(document);
      bytes -= each.bytes;
    }
  };
  return (document, operationName) => {
    const entry = entries.get(document) ?? { byName: new Map<string, CompiledOperation>(), bytes: 0 };
    const name = operationName ?? '';
    const known = entry.byName.get(name);
    const operation = known?.operation ?? getOperationAST(document, operationName);
    if (!operation) return undefined;
    entries.delete(document);
    entries.set(document, entry);
    if (known) return known;
    const compiled = compileOperation(generation, document, operation, (characters) => {
      if (entries.get(document) === entry) grow(entry, characters);
    });
    entry.byName.set(name, compiled);
    return compiled;
  };
}

interface Entry {
  readonly byName: Map<string, CompiledOperation>;
  bytes: number;
}

function compileOperation(
  generation: SchemaGeneration,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  grow: (characters: number) => void,
): CompiledOperation {
  const { apiSchema, supergraphSchema } = generation;
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  const names = conditionVariables(document);
  const variants = new Map<string, OperationVariant>();
  const compile = (conditions: Readonly<Record<string, unknown>>): OperationVariant => {
    const { node } = generation.plan(specialize(document, conditions), operation.name?.value);
    grow((document.loc?.end ?? 0) + JSON.stringify(node ?? null).length);
    return {
      run: compilePlan(supergraphSchema, node?.kind === 'Subscription' ? node.rest : node),
      primary: node?.kind === 'Subscription' ? node.primary : undefined,
      write: compileResponse({ apiSchema, operation, fragments, conditions }),
    };
  };
  return {
    operation,
    variant(variables) {
      const key = names.map((name) => (variables[name] ? '1' : '0')).join('');
      const known = variants.get(key);
      if (known) return known;
      const variant = compile(Object.fromEntries(names.map((name) => [name, variables[name]])));
      if (variants.size >= VARIANTS_MAX) variants.delete(variants.keys().next().value as string);
      variants.set(key, variant);
      return variant;
    },
  };
}
