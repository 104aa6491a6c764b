import { type ExecutionResult, execute, type FieldNode, Kind, type OperationDefinitionNode } from 'graphql';
import type { ResponseShape, Writing } from './compile-response.ts';

/** Asks graphql-js for a field about the schema itself; the answer is JSON, or undefined when it failed. */
export function introspect(
  { shownSchema, operation, fragments }: ResponseShape,
  nodes: readonly FieldNode[],
  { variables, path, refuse }: Writing,
): string | undefined {
  const [first] = nodes;
  if (!first) return undefined;
  const key = first.alias?.value ?? first.name.value;
  const only: OperationDefinitionNode = { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections: nodes } };
  const { data, errors } = execute({
    schema: shownSchema,
    document: { kind: Kind.DOCUMENT, definitions: [only, ...Object.values(fragments)] },
    variableValues: variables,
  }) as ExecutionResult;
  const [error] = errors ?? [];
  if (error) return refuse([...path], error.message) as undefined;
  return JSON.stringify(data?.[key] ?? null);
}
