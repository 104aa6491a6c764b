import type { RequestLimits } from '@paygraph/config';
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** A limit a document is beyond. Counting stops there, so `found` is the least it has. */
export interface Excess {
  readonly limit: keyof RequestLimits | 'fragmentCycles' | 'batch';
  readonly max: number;
  readonly found: number;
}

type Counted = 'fields' | 'aliases' | 'rootFields' | 'duplicateFields' | 'directives';

/**
 * The first limit a document is beyond, before it is validated: validation compares fields pair by pair, so it is
 * what a hostile document aims at. The work is bounded by the limits themselves, however fragments are nested.
 */
export function excessOf(document: DocumentNode, limits: RequestLimits): Excess | undefined {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  if (hasCycle(fragments)) return { limit: 'fragmentCycles', max: 0, found: 1 };
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const excess = excessOfOperation(definition, fragments, limits);
    if (excess) return excess;
  }
  return undefined;
}

function excessOfOperation(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  limits: RequestLimits,
): Excess | undefined {
  const counts = { fields: 0, aliases: 0, rootFields: 0, duplicateFields: 0, directives: 0 };
  let excess: Excess | undefined;
  const count = (limit: Counted, more = 1) => {
    counts[limit] += more;
    if (counts[limit] > limits[limit]) excess ??= { limit, max: limits[limit], found: counts[limit] };
  };

  const collect = (set: SelectionSetNode, places: Map<string, Place>, isRoot: boolean): void => {
    for (const selection of set.selections) {
      if (excess) return;
      // A fragment that is spread costs as much to follow as a field.
      count('fields');
      count('directives', selection.directives?.length ?? 0);
      if (selection.kind === Kind.FIELD) {
        if (isRoot) count('rootFields');
        if (selection.alias) count('aliases');
        const key = responseKeyOf(selection);
        const known = places.get(key);
        if (known) count('duplicateFields');
        const place = known ?? { name: selection.name.value, sets: [] };
        if (selection.selectionSet) place.sets.push(selection.selectionSet);
        places.set(key, place);
      } else {
        const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
        if (inner) collect(inner.selectionSet, places, isRoot);
      }
    }
  };
  const descend = (sets: readonly SelectionSetNode[], depth: number, limit: 'depth' | 'introspectionDepth'): void => {
    if (sets.length === 0) return;
    if (depth > limits[limit]) excess ??= { limit, max: limits[limit], found: depth };
    if (excess) return;
    const places = new Map<string, Place>();
    for (const set of sets) collect(set, places, depth === 1);
    for (const { name, sets: inner } of places.values())
      descend(inner, depth + 1, name === '__schema' || name === '__type' ? 'introspectionDepth' : limit);
  };

  count('directives', operation.directives?.length ?? 0);
  descend([operation.selectionSet], 1, 'depth');
  return excess;
}

/** Everything that is selected under one response key of one object. */
interface Place {
  readonly name: string;
  readonly sets: SelectionSetNode[];
}

export function responseKeyOf({ alias, name }: FieldNode): string {
  return alias?.value ?? name.value;
}

function hasCycle(fragments: ReadonlyMap<string, FragmentDefinitionNode>): boolean {
  const done = new Set<string>();
  const open = new Set<string>();
  const closes = (name: string): boolean => {
    if (open.has(name)) return true;
    const fragment = fragments.get(name);
    if (!fragment || done.has(name)) return false;
    open.add(name);
    const found = spreads(fragment.selectionSet).some(closes);
    open.delete(name);
    done.add(name);
    return found;
  };
  return [...fragments.keys()].some(closes);
}

function spreads(set: SelectionSetNode): string[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [selection.name.value];
    return selection.selectionSet ? spreads(selection.selectionSet) : [];
  });
}
