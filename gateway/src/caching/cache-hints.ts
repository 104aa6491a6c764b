import { Kind, type OperationDefinitionNode, parse, type SelectionSetNode, valueFromASTUntyped } from 'graphql';

/** For how many seconds a field may be kept, by `Type.field`; a field that is not here is always fetched. */
export type CacheHints = ReadonlyMap<string, number>;

/** What the subgraphs say with `@cacheControl`. */
export function readCacheHints(supergraphSdl: string): CacheHints {
  const hints = new Map<string, number>();
  for (const definition of parse(supergraphSdl, { noLocation: true }).definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    for (const { name, directives = [] } of definition.fields ?? []) {
      const hint = directives.find((each) => each.name.value === 'cacheControl');
      const maxAge = hint?.arguments?.find((argument) => argument.name.value === 'maxAge');
      if (maxAge) hints.set(`${definition.name.value}.${name.value}`, Number(valueFromASTUntyped(maxAge.value)));
    }
  }
  return hints;
}

/** For how many seconds the entities a fetch brings may be kept, by their types; types that may not be are left out. */
export type KeepTimes = ReadonlyMap<string, number>;

const NOTHING: KeepTimes = new Map();

/**
 * Reads a fetch of entities as the planner writes it. An entity may be kept as long as each of its fields may: leaves
 * only, since what is below a field has other owners and hints of its own.
 */
export function keepTimes(hints: CacheHints, query: string): KeepTimes {
  const [operation, ...more] = parse(query, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION || operation.operation !== 'query' || more.length > 0)
    return NOTHING;
  const entities = soleField(operation);
  if (entities?.name !== '_entities') return NOTHING;
  const times = new Map<string, number>();
  for (const selection of entities.selectionSet.selections) {
    if (selection.kind !== Kind.INLINE_FRAGMENT || !selection.typeCondition) continue;
    const type = selection.typeCondition.name.value;
    const time = keepTime(hints, type, selection.selectionSet);
    // The same type once more, under a condition: the shorter counts.
    times.set(type, Math.min(time, times.get(type) ?? Number.POSITIVE_INFINITY));
  }
  return new Map([...times].filter(([, time]) => time > 0));
}

function soleField({ selectionSet: { selections } }: OperationDefinitionNode) {
  const [field, ...more] = selections;
  if (field?.kind !== Kind.FIELD || more.length > 0 || !field.selectionSet) return undefined;
  return { name: field.name.value, selectionSet: field.selectionSet };
}

function keepTime(hints: CacheHints, type: string, { selections }: SelectionSetNode): number {
  const times = selections.map((selection) => {
    if (selection.kind !== Kind.FIELD || selection.selectionSet) return 0;
    if (selection.name.value === '__typename') return Number.POSITIVE_INFINITY;
    return hints.get(`${type}.${selection.name.value}`) ?? 0;
  });
  const shortest = Math.min(...times);
  return Number.isFinite(shortest) ? shortest : 0;
}
