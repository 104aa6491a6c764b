import type { FetchDataRewrite, QueryPlanSelectionNode } from '@apollo/query-planner';
import { type GraphQLSchema, isAbstractType, isObjectType } from 'graphql';

export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json | undefined;
}

const FRAGMENT = '... on ';

/**
 * The part of an entity another subgraph needs to find it, or undefined when the entity is not of that type
 * or lacks a part, because an earlier fetch failed.
 */
export function selectRepresentation(
  schema: GraphQLSchema,
  entity: JsonObject,
  selections: readonly QueryPlanSelectionNode[],
): JsonObject | undefined {
  const representation: JsonObject = {};
  for (const selection of selections) {
    if (selection.kind === 'Field') {
      const key = selection.alias ?? selection.name;
      const value = entity[key];
      if (value === undefined) return undefined;
      representation[key] = selection.selections ? selectNested(schema, value, selection.selections) : value;
    } else if (!selection.typeCondition || isOfType(schema, entity, selection.typeCondition)) {
      const part = selectRepresentation(schema, entity, selection.selections);
      if (part) mergeInto(representation, part);
    }
  }
  return representation;
}

function selectNested(schema: GraphQLSchema, value: Json, selections: readonly QueryPlanSelectionNode[]): Json {
  if (Array.isArray(value)) return value.map((item) => selectNested(schema, item, selections));
  if (value === null || typeof value !== 'object') return value;
  return selectRepresentation(schema, value, selections) ?? null;
}

function isOfType(schema: GraphQLSchema, value: JsonObject, typeName: string, whenUnknown = false): boolean {
  const actual = value.__typename;
  if (typeof actual !== 'string') return whenUnknown;
  if (actual === typeName) return true;
  const [type, condition] = [schema.getType(actual), schema.getType(typeName)];
  return isObjectType(type) && isAbstractType(condition) && schema.isSubType(condition, type);
}

/** Does to fetched or sent data what the planner asks for, such as setting the type name an interface object stands for. */
export function applyRewrites(
  schema: GraphQLSchema,
  rewrites: readonly FetchDataRewrite[] | undefined,
  data: Json | undefined,
): void {
  for (const rewrite of rewrites ?? []) {
    const key = rewrite.path.at(-1);
    if (key === undefined) continue;
    visitPath(schema, rewrite.path.slice(0, -1), data, (object) => {
      if (rewrite.kind === 'ValueSetter') {
        object[key] = rewrite.setValueTo as Json;
      } else if (object[key] !== undefined) {
        object[rewrite.renameKeyTo] = object[key];
        delete object[key];
      }
    });
  }
}

function visitPath(
  schema: GraphQLSchema,
  path: readonly string[],
  value: Json | undefined,
  visit: (object: JsonObject) => void,
): void {
  if (Array.isArray(value)) {
    for (const item of value) visitPath(schema, path, item, visit);
  } else if (value && typeof value === 'object') {
    const [head, ...rest] = path;
    if (head === undefined) visit(value);
    else if (!head.startsWith(FRAGMENT)) visitPath(schema, rest, value[head], visit);
    else if (isOfType(schema, value, head.slice(FRAGMENT.length), true)) visitPath(schema, rest, value, visit);
  }
}

/** Adds what another fetch brought: objects are merged, lists by position, anything else is replaced. */
export function mergeInto(target: JsonObject, source: JsonObject): void {
  for (const [key, value] of Object.entries(source)) {
    const existing = Object.hasOwn(target, key) ? target[key] : undefined;
    target[key] = mergeValue(existing, value);
  }
}

function mergeValue(existing: Json | undefined, value: Json | undefined): Json | undefined {
  if (Array.isArray(existing) && Array.isArray(value)) {
    return value.map((item, index) => mergeValue(existing[index], item) as Json);
  }
  if (
    existing &&
    value &&
    typeof existing === 'object' &&
    typeof value === 'object' &&
    !Array.isArray(existing) &&
    !Array.isArray(value)
  ) {
    mergeInto(existing, value);
    return existing;
  }
  return value;
}
