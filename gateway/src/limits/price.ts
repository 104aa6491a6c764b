import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  getOperationAST,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationTypeNode,
  type SelectionSetNode,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';
import type { CostTable } from './cost-table.ts';
import { responseKeyOf } from './document-shape.ts';

const MUTATION_WEIGHT = 10;
const OBJECT_WEIGHT = 1;
/** A list of which the schema does not say how long it is. */
const LIST_SIZE = 1;

type Variables = Readonly<Record<string, unknown>>;
type Read = (variables: Variables) => unknown;

/** A selected field, with everything its price depends on. */
export interface PricedField {
  readonly key: string;
  readonly weight: number;
  readonly isList: boolean;
  /** Arguments that have a weight of their own: once, or for each item of a list. */
  readonly weighedArguments: readonly { readonly weight: number; readonly read: Read }[];
  readonly slices: readonly Read[];
  /** The size where no slicing argument says one; undefined when the field has no size of its own. */
  readonly assumedSize: number | undefined;
  /** Response keys below that have the size of this field. */
  readonly sizedKeys: readonly string[];
  readonly children: readonly PricedField[];
}

export interface Estimate {
  readonly cost: number;
  /** The largest page that is asked for. */
  readonly pageSize: number;
  /** The largest product of page sizes along a path. */
  readonly nodes: number;
}

/** An operation of a valid document as fields with prices. Fragments on several types are added up. */
export function pricedFields(
  schema: GraphQLSchema,
  costs: CostTable,
  document: DocumentNode,
  operationName: string | undefined,
): readonly PricedField[] {
  const operation = getOperationAST(document, operationName);
  if (!operation) return [];
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);

  const select = (type: GraphQLNamedType | null | undefined, set: SelectionSetNode): PricedField[] =>
    set.selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return price(type, selection);
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (!fragment) return [];
      const on = fragment.typeCondition ? schema.getType(fragment.typeCondition.name.value) : type;
      return select(on, fragment.selectionSet);
    });

  const price = (parent: GraphQLNamedType | null | undefined, node: FieldNode): PricedField[] => {
    if (!parent || !(isObjectType(parent) || isInterfaceType(parent))) return [];
    // Without a cost: introspection, which has limits of its own.
    const field = parent.getFields()[node.name.value];
    if (!field) return [];
    const cost = costs.fields.get(`${parent.name}.${field.name}`);
    const named = getNamedType(field.type);
    const isRootMutation =
      operation.operation === ('mutation' as OperationTypeNode) && parent === schema.getMutationType();
    const typeWeight = costs.types.get(named.name) ?? (isCompositeType(named) ? OBJECT_WEIGHT : 0);
    const readArgument = (name: string) =>
      reader(
        node.arguments?.find((argument) => argument.name.value === name)?.value,
        field.args.find((argument) => argument.name === name)?.defaultValue,
      );
    const children = node.selectionSet ? select(named, node.selectionSet) : [];
    const sizedFields = cost?.listSize?.sizedFields ?? [];
    return [
      {
        key: responseKeyOf(node),
        weight: cost?.weight ?? (isRootMutation ? MUTATION_WEIGHT : typeWeight),
        isList: isListType(getNullableType(field.type)),
        weighedArguments: Object.entries(cost?.arguments ?? {}).map(([name, weight]) => ({
          weight,
          read: readArgument(name),
        })),
        slices: (cost?.listSize?.slicingArguments ?? []).map(readArgument),
        assumedSize: cost?.listSize && (cost.listSize.assumedSize ?? LIST_SIZE),
        sizedKeys: sizedFields.length > 0 && node.selectionSet ? keysOf(node.selectionSet, sizedFields, fragments) : [],
        children,
      },
    ];
  };

  return select(schema.getRootType(operation.operation), operation.selectionSet);
}

/** What the fields cost at most. */
export function estimate(fields: readonly PricedField[], variables: Variables): Estimate {
  let pageSize = 0;
  let nodes = 0;
  const sum = (siblings: readonly PricedField[], path: number, sized: ReadonlyMap<string, number>): number => {
    let total = 0;
    for (const field of siblings) {
      const slice = sliceOf(field, variables);
      if (slice !== undefined) pageSize = Math.max(pageSize, slice);
      const size = slice ?? field.assumedSize;
      const times = field.isList ? (sized.get(field.key) ?? size ?? LIST_SIZE) : 1;
      const product = path * times;
      if (times > 1) nodes = Math.max(nodes, product);
      const inner = size === undefined ? NO_SIZES : new Map(field.sizedKeys.map((key) => [key, size]));
      total += argumentCost(field, variables) + times * (field.weight + sum(field.children, product, inner));
    }
    return total;
  };
  const cost = sum(fields, 1, NO_SIZES);
  return { cost, pageSize, nodes };
}

/** What the fields cost as they were answered. */
export function actualCost(fields: readonly PricedField[], variables: Variables, data: unknown): number {
  const ofObject = (siblings: readonly PricedField[], object: Readonly<Record<string, unknown>>): number => {
    let total = 0;
    for (const field of siblings) {
      const value = object[field.key];
      if (value !== undefined) total += argumentCost(field, variables) + ofValue(field, value);
    }
    return total;
  };
  const ofValue = (field: PricedField, value: unknown): number => {
    if (Array.isArray(value)) return value.reduce((total: number, item) => total + ofValue(field, item), 0);
    const inner = typeof value === 'object' && value !== null && field.children.length > 0;
    return field.weight + (inner ? ofObject(field.children, value as Record<string, unknown>) : 0);
  };
  return typeof data === 'object' && data !== null ? ofObject(fields, data as Record<string, unknown>) : 0;
}

const NO_SIZES: ReadonlyMap<string, number> = new Map();

function sliceOf({ slices }: PricedField, variables: Variables): number | undefined {
  const given = slices.map((read) => read(variables)).filter((value) => typeof value === 'number');
  return given.length > 0 ? Math.max(0, ...given) : undefined;
}

function argumentCost({ weighedArguments }: PricedField, variables: Variables): number {
  let total = 0;
  for (const { weight, read } of weighedArguments) {
    const value = read(variables);
    if (value !== undefined && value !== null) total += weight * (Array.isArray(value) ? value.length : 1);
  }
  return total;
}

function reader(node: ValueNode | undefined, standard: unknown): Read {
  if (!node) return () => standard;
  if (node.kind === Kind.VARIABLE) {
    const name = node.name.value;
    return (variables) => (variables[name] === undefined ? standard : variables[name]);
  }
  return (variables) => valueFromASTUntyped(node, variables as Record<string, unknown>);
}

function keysOf(
  set: SelectionSetNode,
  names: readonly string[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): string[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return names.includes(selection.name.value) ? [responseKeyOf(selection)] : [];
    const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    return inner ? keysOf(inner.selectionSet, names, fragments) : [];
  });
}
