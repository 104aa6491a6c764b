import {
  type DefinitionNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  print,
  visit,
} from 'graphql';

interface OperationText {
  readonly operation: OperationDefinitionNode;
  /** What is sent to the platform. */
  readonly text: string;
}

/** The operations among definitions, in the order of their names, each with the fragments it needs. */
export function operationTexts(definitions: readonly DefinitionNode[]): OperationText[] {
  const fragments = new Map(
    definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION).map((each) => [each.name.value, each]),
  );
  return definitions
    .filter((each) => each.kind === Kind.OPERATION_DEFINITION)
    .sort((a, b) => nameOf(a).localeCompare(nameOf(b), 'en'))
    .map((operation) => ({ operation, text: sourceOf(operation, fragments) }));
}

/** The operation and the fragments it needs, each once. */
function sourceOf(operation: OperationDefinitionNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): string {
  const needed = new Map<string, FragmentDefinitionNode>();
  const gather = (node: OperationDefinitionNode | FragmentDefinitionNode): void =>
    void visit(node, {
      FragmentSpread({ name }) {
        const fragment = fragments.get(name.value);
        if (!fragment) throw new Error(`No fragment ${name.value}`);
        if (needed.has(name.value)) return;
        needed.set(name.value, fragment);
        gather(fragment);
      },
    });
  gather(operation);
  return [operation, ...needed.values()].map(print).join('\n');
}

export function nameOf(operation: OperationDefinitionNode): string {
  if (!operation.name) throw new Error('Every operation of the SDK needs a name');
  return operation.name.value;
}
