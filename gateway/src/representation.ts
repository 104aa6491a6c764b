import type { FetchDataRewrite, QueryPlanSelectionNode } from '@apollo/query-planner';
import { type GraphQLSchema, isAbstractType } from 'graphql';
import { isJsonObject, type Json, type JsonObject, mergeInto } from './json.ts';

const FRAGMENT = '... on ';

/**
 * The part of an entity another subgraph needs to find it, or undefined when the entity lacks a part, because an
 * earlier fetch failed. Parts for other types than its own are left out.
 */
export type SelectRepresentation = (entity: JsonObject) => JsonObject | undefined;

export function compileRepresentation(
  schema: GraphQLSchema,
  selections: readonly QueryPlanSelectionNode[],
): SelectRepresentation {
  const parts = selections.map((selection) => compilePart(schema, selection));
  return (entity) => {
    const representation: JsonObject = {};
    for (const add of parts) if (!add(entity, representation)) return undefined;
    return representation;
  };
}

/** Adds a part to a representation; false when the entity lacks it. */
type AddPart = (entity: JsonObject, representation: JsonObject) => boolean;

function compilePart(schema: GraphQLSchema, selection: QueryPlanSelectionNode): AddPart {
  if (selection.kind === 'Field') {
    const key = selection.alias ?? selection.name;
    const nested = selection.selections && compileRepresentation(schema, selection.selections);
    return (entity, representation) => {
      const value = entity[key];
      if (value === undefined) return false;
      representation[key] = nested ? selectNested(nested, value) : value;
      return true;
    };
  }
  const types = selection.typeCondition === undefined ? undefined : typesOf(schema, selection.typeCondition);
  const select = compileRepresentation(schema, selection.selections);
  return (entity, representation) => {
    const part = !types || types.has(entity.__typename) ? select(entity) : undefined;
    if (part) mergeInto(representation, part);
    return true;
  };
}

function selectNested(select: SelectRepresentation, value: Json): Json {
  if (Array.isArray(value)) return value.map((item) => selectNested(select, item));
  return isJsonObject(value) ? (select(value) ?? null) : value;
}

/** The names of the types a type condition holds for. */
function typesOf(schema: GraphQLSchema, typeName: string): ReadonlySet<unknown> {
  const type = schema.getType(typeName);
  const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [];
  return new Set([typeName, ...possible.map(({ name }) => name)]);
}

/** Does to fetched or sent data what the planner asks for, such as setting the type name an interface object stands for. */
export type Rewrite = (data: Json | undefined) => void;

/** Undefined when there is nothing to do. */
export function compileRewrites(
  schema: GraphQLSchema,
  rewrites: readonly FetchDataRewrite[] = [],
): Rewrite | undefined {
  const compiled = rewrites.map((rewrite) => compileRewrite(schema, rewrite));
  if (compiled.length === 0) return undefined;
  return (data) => {
    for (const rewrite of compiled) rewrite(data);
  };
}

function compileRewrite(schema: GraphQLSchema, rewrite: FetchDataRewrite): Rewrite {
  const key = rewrite.path.at(-1);
  if (key === undefined) return () => {};
  const change = (object: JsonObject) => {
    if (rewrite.kind === 'ValueSetter') {
      object[key] = rewrite.setValueTo as Json;
    } else if (object[key] !== undefined) {
      object[rewrite.renameKeyTo] = object[key];
      delete object[key];
    }
  };
  return rewrite.path
    .slice(0, -1)
    .reduceRight<Rewrite>((next, step) => compileStep(schema, step, next), atObjects(change));
}

function compileStep(schema: GraphQLSchema, step: string, next: Rewrite): Rewrite {
  if (!step.startsWith(FRAGMENT)) return atObjects((object) => next(object[step]));
  const types = typesOf(schema, step.slice(FRAGMENT.length));
  return atObjects(
    // What does not say its type is taken for one of them.
    (object) => (typeof object.__typename !== 'string' || types.has(object.__typename)) && next(object),
  );
}

function atObjects(visit: (object: JsonObject) => unknown): Rewrite {
  return function each(value) {
    if (Array.isArray(value)) value.forEach(each);
    else if (isJsonObject(value)) visit(value);
  };
}
