import type { FetchNode } from '@apollo/query-planner';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { compilePlan, type RunNode } from './compile-plan.ts';
import { compileResponse } from './compile-response.ts';
import type { SchemaGeneration } from './supergraph.ts';

/** What all compiled operations of a generation may take together. */
const BYTES_MAX = 64 * 2 ** 20;
/** Shapes of one operation: `@skip` and `@include` make one for each set of values. */
const SHAPES_MAX = 32;
/** What a compiled operation takes for each character of its document and of its plan; an estimate. */
const BYTES_PER_CHARACTER = 32;
const BYTES_AT_LEAST = 8_000;

/** An operation of a valid document, ready to be run any number of times. */
export interface CompiledOperation {
  readonly operation: OperationDefinitionNode;
  /** The whole plan, or what follows on each event. */
  readonly run: RunNode;
  /** Where the events of a subscription come from. */
  readonly primary: FetchNode | undefined;
  /** Writes the response out of what was gathered, as these variables want it. */
  write(variables: Readonly<Record<string, unknown>>): ReturnType<typeof compileResponse>;
}

/** Undefined when the document has no such operation, or several and none was named. */
export type CompiledOperations = (
  document: DocumentNode,
  operationName: string | null | undefined,
) => CompiledOperation | undefined;

interface Entry {
  readonly byName: Map<string, CompiledOperation>;
  bytes: number;
}

/** Compiles once per document and name. The least recently used goes first. */
export function compiledOperations(generation: SchemaGeneration, bytesMax = BYTES_MAX): CompiledOperations {
  const entries = new Map<DocumentNode, Entry>();
  let bytes = 0;
  const entryOf = (document: DocumentNode) => {
    const entry = entries.get(document) ?? { byName: new Map<string, CompiledOperation>(), bytes: 0 };
    entries.delete(document);
    entries.set(document, entry);
    return entry;
  };
  const evict = () => {
    for (const [document, entry] of entries) {
      if (bytes <= bytesMax) return;
      entries.delete(document);
      bytes -= entry.bytes;
    }
  };
  return (document, operationName) => {
    const known = entries.get(document)?.byName.get(operationName ?? '');
    if (known) {
      entryOf(document);
      return known;
    }
    const operation = getOperationAST(document, operationName);
    if (!operation) return undefined;
    const { compiled, characters } = compileOperation(generation, document, operation);
    const entry = entryOf(document);
    entry.byName.set(operationName ?? '', compiled);
    const added = BYTES_AT_LEAST + characters * BYTES_PER_CHARACTER;
    entry.bytes += added;
    bytes += added;
    evict();
    return compiled;
  };
}

function compileOperation(generation: SchemaGeneration, document: DocumentNode, operation: OperationDefinitionNode) {
  const { apiSchema, supergraphSchema } = generation;
  const { node } = generation.plan(document, operation.name?.value);
  const primary = node?.kind === 'Subscription' ? node.primary : undefined;
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  const names = conditionVariables(document);
  const shapes = new Map<string, ReturnType<typeof compileResponse>>();
  const compiled: CompiledOperation = {
    operation,
    run: compilePlan(supergraphSchema, node?.kind === 'Subscription' ? node.rest : node),
    primary,
    write(variables) {
      const key = names.map((name) => (variables[name] ? '1' : '0')).join('');
      const known = shapes.get(key);
      if (known) return known;
      const conditions = Object.fromEntries(names.map((name) => [name, variables[name]]));
      const shape = compileResponse({ apiSchema, operation, fragments, conditions });
      if (shapes.size >= SHAPES_MAX) shapes.delete(shapes.keys().next().value as string);
      shapes.set(key, shape);
      return shape;
    },
  };
  return { compiled, characters: (document.loc?.end ?? 0) + JSON.stringify(node ?? null).length };
}

/** The variables that decide about @skip and @include anywhere in the document. */
function conditionVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: given = [] }) {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}
