import { type SubgraphResponse, startOf } from '@paygraph/subgraph';
import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parseType,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';
import { collectFields } from 'graphql/execution/collectFields.js';

type Variables = Readonly<Record<string, unknown>>;

/** How to go on with a subscription elsewhere or later, after the last event that was read. */
export interface Resumption {
  /** The variable of the planned operation that takes the cursor. */
  readonly variable: string;
  /** The cursor the client itself asked to begin after; undefined when it begins now. */
  after(variables: Variables): unknown;
  /** The cursor of an event as the subgraph sent it, or of the start of its stream. */
  cursorOf(response: SubgraphResponse): string | undefined;
}

const AFTER = 'after';
const CURSOR = 'cursor';

/**
 * Makes a subscription resumable, if its field takes `after` and its events have a `cursor`: the document to be planned
 * takes the one as a variable and selects the other, whether or not the client does.
 */
export function makeResumable(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
): { readonly document: DocumentNode; readonly resumption: Resumption } | undefined {
  const root = schema.getSubscriptionType();
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== 'subscription' || !root) return undefined;
  const [selected] = collectFields(schema, fragmentsOf(document), {}, root, operation.selectionSet);
  const [key, nodes] = selected ?? [];
  const field = nodes?.[0] && root.getFields()[nodes[0].name.value];
  const argument = field?.args.find(({ name }) => name === AFTER);
  const type = field && getNamedType(field.type);
  if (key === undefined || !nodes || !argument || !(isObjectType(type) || isInterfaceType(type))) return undefined;
  if (!type.getFields()[CURSOR]) return undefined;

  // Names that are not in the document cannot mean anything else in it.
  const [variable, alias] = [unusedName(document, '_after'), unusedName(document, '_cursor')];
  const given = nodes[0]?.arguments?.find(({ name }) => name.value === AFTER)?.value;
  const planned: OperationDefinitionNode = {
    ...operation,
    variableDefinitions: [
      ...(operation.variableDefinitions ?? []),
      { kind: Kind.VARIABLE_DEFINITION, variable: variableNode(variable), type: parseType(String(argument.type)) },
    ],
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: nodes.map((node) =>
        withCursor(node, { kind: Kind.ARGUMENT, name: nameNode(AFTER), value: variableNode(variable) }, alias),
      ),
    },
  };
  return {
    document: { ...document, definitions: document.definitions.map((each) => (each === operation ? planned : each)) },
    resumption: {
      variable,
      after: (variables) => (given && readValue(given, variables)) ?? undefined,
      cursorOf(response) {
        const event = response.data?.[key] as Readonly<Record<string, unknown>> | null | undefined;
        const cursor = event?.[alias] ?? startOf(response);
        return typeof cursor === 'string' ? cursor : undefined;
      },
    },
  };
}

function withCursor(node: FieldNode, after: ArgumentNode, alias: string): FieldNode {
  const cursor: FieldNode = { kind: Kind.FIELD, alias: nameNode(alias), name: nameNode(CURSOR) };
  return {
    ...node,
    arguments: [...(node.arguments ?? []).filter(({ name }) => name.value !== AFTER), after],
    selectionSet: { kind: Kind.SELECTION_SET, selections: [...(node.selectionSet?.selections ?? []), cursor] },
  };
}

function fragmentsOf({ definitions }: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments = definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
  return Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment]));
}

function unusedName(document: DocumentNode, name: string): string {
  const text = document.loc?.source.body ?? '';
  let unused = name;
  while (text.includes(unused)) unused += '_';
  return unused;
}

function readValue(node: ValueNode, variables: Variables): unknown {
  return node.kind === Kind.VARIABLE ? variables[node.name.value] : valueFromASTUntyped(node);
}

function nameNode(value: string) {
  return { kind: Kind.NAME, value } as const;
}

function variableNode(name: string) {
  return { kind: Kind.VARIABLE, name: nameNode(name) } as const;
}
