import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentSpreadNode,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  getDirectiveValues,
  type InlineFragmentNode,
  Kind,
  type SelectionSetNode,
  visit,
} from 'graphql';

type Values = Readonly<Record<string, unknown>>;
type Selection = FieldNode | InlineFragmentNode | FragmentSpreadNode;

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };
const CONDITIONS: ReadonlySet<string> = new Set([GraphQLSkipDirective.name, GraphQLIncludeDirective.name]);

/**
 * The document as it is under these values of the variables of its `@skip` and `@include`. To be planned, not shown:
 * where nothing is left, it asks for a type name. Apollo's planner leaves out fields that `@requires` needs when it
 * sees conditions.
 */
export function specialize(document: DocumentNode, values: Values): DocumentNode {
  const leave = (node: Selection) => {
    if (!node.directives?.some(isCondition)) return undefined;
    if (!isIncluded(node, values)) return null;
    return { ...node, directives: node.directives.filter((directive) => !isCondition(directive)) };
  };
  return visit(document, {
    Field: { leave },
    InlineFragment: { leave },
    FragmentSpread: { leave },
    SelectionSet: {
      leave: (node: SelectionSetNode) =>
        node.selections.length === 0 ? { ...node, selections: [TYPENAME] } : undefined,
    },
  });
}

/** The variables that decide about `@skip` and `@include` anywhere in the document. */
export function conditionVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive(directive) {
      if (!isCondition(directive)) return;
      for (const { value } of directive.arguments ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

function isCondition({ name }: DirectiveNode): boolean {
  return CONDITIONS.has(name.value);
}

/** Whether `@skip` and `@include` leave a selection in, under these values. */
export function isIncluded(node: Selection, values: Values): boolean {
  return (
    getDirectiveValues(GraphQLSkipDirective, node, values)?.if !== true &&
    getDirectiveValues(GraphQLIncludeDirective, node, values)?.if !== false
  );
}
