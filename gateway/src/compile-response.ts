import { isDeepStrictEqual } from 'node:util';
import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLAbstractType,
  type GraphQLInterfaceType,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';
import type { Condition } from './authorisation/requirements.ts';
import { introspect } from './introspect.ts';
import type { Json, JsonObject } from './json.ts';
import type { ResponsePath } from './response-path.ts';
import { leafWriter } from './write-leaf.ts';

/** One response in the making. */
export interface Writing {
  /** Where the writer is. */
  readonly path: (string | number)[];
  readonly variables: Readonly<Record<string, unknown>>;
  /** Hears of every value that does not fit its place. */
  readonly refuse: (path: ResponsePath, message: string) => void;
  /** Hears of every place that is null because the caller may not see what is there. */
  readonly deny: (path: ResponsePath, unmet: readonly Condition[]) => void;
}

export interface ResponseShape {
  readonly apiSchema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** Those that decide about @skip and @include: the shape is that of these values. */
  readonly conditions: Readonly<Record<string, unknown>>;
  /** What the caller may not see. */
  readonly refused: ReadonlyMap<FieldNode, readonly Condition[]>;
  /** What introspection shows to the caller. */
  readonly shownSchema: GraphQLSchema;
}

/**
 * Writes a value as JSON; undefined when it failed, which was told to `refuse` and makes the next place that may be
 * null null.
 */
type Write = (value: Json | undefined, writing: Writing) => string | undefined;

const NULL = 'null';

/**
 * Cuts what a plan gathered into exactly the response the operation asks for, and writes it. The plan fetched under
 * the client's own names, so a field's value is found under its response key. What is shown only when it is there,
 * such as the fields of a type, is compiled when it first is.
 */
export function compileResponse(shape: ResponseShape): (data: JsonObject, writing: Writing) => string {
  const { apiSchema, operation, fragments, conditions } = shape;
  const root = apiSchema.getRootType(operation.operation);
  if (!root) throw new Error(`The schema has no ${operation.operation}`);
  const fields = collectFields(apiSchema, fragments, conditions, root, operation.selectionSet);
  const write = objectWriter(shape, root, fields);
  return (data, writing) => write(data, writing) ?? NULL;
}

function objectWriter(
  shape: ResponseShape,
  type: GraphQLObjectType | GraphQLInterfaceType,
  selected: ReadonlyMap<string, readonly FieldNode[]>,
): Write {
  const fields = [...selected].flatMap(([key, nodes]) => {
    const write = fieldWriter(shape, type, nodes);
    return write ? [{ key, write, label: `${JSON.stringify(key)}:` }] : [];
  });
  return (value, writing) => {
    const { path } = writing;
    let text = '';
    for (const { key, write, label } of fields) {
      path.push(key);
      const part = write((value as JsonObject)[key], writing);
      path.pop();
      if (part === undefined) return undefined;
      text += text === '' ? label + part : `,${label}${part}`;
    }
    return `{${text}}`;
  };
}

function fieldWriter(
  shape: ResponseShape,
  parent: GraphQLObjectType | GraphQLInterfaceType,
  selected: readonly FieldNode[],
): Write | undefined {
  const { refused } = shape;
  const nodes = refused.size === 0 ? selected : selected.filter((node) => !refused.has(node));
  if (nodes.length === 0) {
    const unmet = [...new Set(selected.flatMap((node) => refused.get(node) ?? []))];
    return (_value, { path, deny }) => {
      deny([...path], unmet);
      return NULL;
    };
  }
  const name = (nodes[0] as FieldNode).name.value;
  if (name === '__typename') {
    const text = JSON.stringify(parent.name);
    return () => text;
  }
  if (parent === shape.apiSchema.getQueryType() && (name === SchemaMetaFieldDef.name || name === TypeMetaFieldDef.name))
    return (_value, writing) => introspect(shape, nodes, writing);
  const field = parent.getFields()[name];
  return field && placeWriter(shape, field.type, nodes, `${parent.name}.${name}`);
}

/** Where a failure stops, unless the place may not be null. */
function placeWriter(shape: ResponseShape, type: GraphQLOutputType, nodes: readonly FieldNode[], name: string): Write {
  if (!isNonNullType(type)) {
    const write = valueWriter(shape, type, nodes, name);
    return (value, writing) => write(value, writing) ?? NULL;
  }
  const write = valueWriter(shape, type.ofType, nodes, name);
  return (value, writing) =>
    value === null || value === undefined
      ? failed(writing, `Cannot return null for non-nullable field ${name}.`)
      : write(value, writing);
}

function valueWriter(
  shape: ResponseShape,
  type: Exclude<GraphQLOutputType, { readonly kind: 'NonNull' }>,
  nodes: readonly FieldNode[],
  name: string,
): Write {
  if (isListType(type)) return listWriter(placeWriter(shape, type.ofType, nodes, name), name);
  if (isObjectType(type)) {
    const write = once(() => subfieldsWriter(shape, type, nodes));
    return (value, writing) => (value === null || value === undefined ? NULL : write()(value, writing));
  }
  if (isAbstractType(type)) return abstractWriter(shape, type, nodes, name);
  return scalarWriter(type as GraphQLLeafType);
}

function subfieldsWriter(shape: ResponseShape, type: GraphQLObjectType, nodes: readonly FieldNode[]): Write {
  const { apiSchema, fragments, conditions } = shape;
  return objectWriter(shape, type, collectSubfields(apiSchema, fragments, conditions, type, nodes));
}

function listWriter(write: Write, name: string): Write {
  return (value, writing) => {
    if (value === null || value === undefined) return NULL;
    if (!Array.isArray(value)) return failed(writing, `Expected a list for field ${name}.`);
    const { path } = writing;
    let text = '';
    for (let index = 0; index < value.length; index++) {
      path.push(index);
      const part = write(value[index], writing);
      path.pop();
      if (part === undefined) return undefined;
      text += index === 0 ? part : `,${part}`;
    }
    return `[${text}]`;
  };
}

function abstractWriter(
  shape: ResponseShape,
  type: GraphQLAbstractType,
  nodes: readonly FieldNode[],
  name: string,
): Write {
  const writers = new Map<unknown, Write>();
  const writerOf = (typeName: unknown) => {
    const actual = typeof typeName === 'string' ? shape.apiSchema.getType(typeName) : undefined;
    if (!isObjectType(actual) || !shape.apiSchema.isSubType(type, actual)) return undefined;
    const write = subfieldsWriter(shape, actual, nodes);
    writers.set(typeName, write);
    return write;
  };
  const writeUntyped = once(() => untypedWriter(shape, type, nodes));
  return (value, writing) => {
    if (value === null || value === undefined) return NULL;
    const typeName = (value as JsonObject).__typename;
    const write = writers.get(typeName) ?? (typeName === undefined ? writeUntyped() : writerOf(typeName));
    return write
      ? write(value, writing)
      : failed(writing, `Field ${name} holds ${String(typeName)}, which is no ${type.name}.`);
  };
}

/**
 * For objects of a subgraph to which an interface is an object: they do not say their type unless it matters. Undefined
 * where it does, which makes such an object a fault.
 */
function untypedWriter(
  shape: ResponseShape,
  type: GraphQLAbstractType,
  nodes: readonly FieldNode[],
): Write | undefined {
  if (!isInterfaceType(type)) return undefined;
  const { apiSchema, fragments, conditions } = shape;
  const [first, ...others] = apiSchema
    .getPossibleTypes(type)
    .map((possible) => collectSubfields(apiSchema, fragments, conditions, possible, nodes));
  const known = type.getFields();
  const isKnown = [...(first ?? [])].every(([, [field]]) => field && Object.hasOwn(known, field.name.value));
  if (!first || !isKnown || others.some((other) => !isDeepStrictEqual([...other], [...first]))) return undefined;
  return objectWriter(shape, type, first);
}

function scalarWriter(type: GraphQLLeafType): Write {
  const write = leafWriter(type);
  return (value, writing) => {
    if (value === null || value === undefined) return NULL;
    try {
      return write(value);
    } catch (error) {
      return failed(writing, error instanceof Error ? error.message : String(error));
    }
  };
}

function failed({ path, refuse }: Writing, message: string): undefined {
  refuse([...path], message);
}

function once<Result>(make: () => Result): () => Result {
  let made: Result | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
