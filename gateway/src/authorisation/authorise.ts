import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { isIncluded } from '../specialize.ts';
import type { Condition, Requirements } from './requirements.ts';

/** An operation of a valid document, on the schema as clients see it. */
export interface Selected {
  readonly apiSchema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
}

/** What becomes of an operation for callers who do not meet some conditions. */
export interface Authorised {
  /** Fields the caller may not see, with the conditions they do not meet. */
  readonly refused: ReadonlyMap<FieldNode, readonly Condition[]>;
  /** There when a field that may not be null is among them: then nothing is run. */
  readonly refusal?: Refusal;
}

export interface Refusal {
  /** The client's own keys; positions in lists are left out, as nothing was fetched. */
  readonly path: readonly string[];
  readonly unmet: readonly Condition[];
}

/** The conditions that something in an operation depends on, whatever is skipped or included. */
export function conditionsOf(requirements: Requirements, selected: Selected): readonly Condition[] {
  const conditions = new Set<Condition>();
  walk(selected, ({ typeName, field }) => {
    for (const condition of requirements.of(typeName, field.name.value)) conditions.add(condition);
    return true;
  });
  return [...conditions];
}

/** Finds what whoever does not meet the conditions `unmet` may not see, under these values of `@skip` and `@include`. */
export function authorise(
  requirements: Requirements,
  selected: Selected,
  values: Readonly<Record<string, unknown>>,
  unmet: ReadonlySet<Condition>,
): Authorised {
  const refused = new Map<FieldNode, readonly Condition[]>();
  let refusal: Refusal | undefined;
  if (unmet.size === 0) return { refused };
  const isSubscription = selected.operation.operation === 'subscription';
  walk(
    selected,
    ({ typeName, field, isNonNull, path }) => {
      const lacking = requirements.of(typeName, field.name.value).filter((condition) => unmet.has(condition));
      if (lacking.length === 0) return true;
      refused.set(field, lacking);
      // Without its field, a subscription has nothing to wait for.
      if (isNonNull || (isSubscription && path.length === 1)) refusal ??= { path, unmet: lacking };
      return false;
    },
    values,
  );
  return { refused, ...(refusal && { refusal }) };
}

/** The document without these fields. To be planned, not shown: where nothing is left, it is not valid. */
export function withoutFields(document: DocumentNode, refused: Authorised['refused']): DocumentNode {
  if (refused.size === 0) return document;
  return visit(document, { Field: (field) => (refused.has(field) ? null : undefined) });
}

interface Place {
  readonly typeName: string;
  readonly field: FieldNode;
  readonly isNonNull: boolean;
  readonly path: readonly string[];
}

/** Visits every field that is selected, each fragment once; the answer of `enter` is whether to go on below it. */
function walk(
  { apiSchema, operation, fragments }: Selected,
  enter: (place: Place) => boolean,
  values?: Readonly<Record<string, unknown>>,
): void {
  const visited = new Set<string>();
  const walkSet = (
    parent: GraphQLNamedType | null | undefined,
    { selections }: SelectionSetNode,
    within: readonly string[],
  ): void => {
    for (const selection of selections) {
      if (values && !isIncluded(selection, values)) continue;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const { typeCondition, selectionSet } = selection;
        walkSet(typeCondition ? apiSchema.getType(typeCondition.name.value) : parent, selectionSet, within);
      } else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments[selection.name.value];
        if (!fragment || visited.has(selection.name.value)) continue;
        visited.add(selection.name.value);
        walkSet(apiSchema.getType(fragment.typeCondition.name.value), fragment.selectionSet, within);
      } else {
        if (!isObjectType(parent) && !isInterfaceType(parent)) continue;
        const definition = parent.getFields()[selection.name.value];
        // Introspection, which shows what the caller may use.
        if (!definition) continue;
        const path = [...within, selection.alias?.value ?? selection.name.value];
        const isNonNull = isNonNullType(definition.type);
        if (enter({ typeName: parent.name, field: selection, isNonNull, path }) && selection.selectionSet)
          walkSet(getNamedType(definition.type), selection.selectionSet, path);
      }
    }
  };
  walkSet(apiSchema.getRootType(operation.operation), operation.selectionSet, []);
}
