import type { PluginFunction } from '@graphql-codegen/plugin-helpers';
import {
  type FieldNode,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  GraphQLNonNull,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type OperationTypeNode,
  typeFromAST,
} from 'graphql';
import { nameOf, operationTexts } from './operation-text.ts';

type Field = GraphQLField<unknown, unknown>;

const KEY = 'idempotencyKey';

/**
 * Writes one method of the SDK for each committed operation, under the operation's name:
 * - what is selected through a chain of single fields is what the method answers with, such as `me { sessions }`;
 * - a mutation's payload is unwrapped, since its `userErrors` are thrown;
 * - a connection becomes {@link Pages}, a subscription an async iterator;
 * - an operation whose only variable is `input` takes the input itself; an idempotency key may be left out.
 */
export const plugin: PluginFunction = (schema, files) => {
  const texts = operationTexts(files.flatMap(({ document }) => document?.definitions ?? []));
  const operations = texts.map(({ operation }) => operation);
  const methods = operations.map((operation) => methodOf(schema, operation));
  const documents = texts.map(({ operation, text }) => `  ${nameOf(operation)}: \`${text}\`,`);
  const types = [...new Set(methods.flatMap(({ types }) => types))].sort().join(', ');
  return {
    prepend: [
      `import type { CallOptions, SubscribeOptions } from '../options.ts';`,
      `import type { Pages } from '../pages.ts';`,
      `import type { Filled, Unkeyed } from '../unwrapped.ts';`,
      `import type { ${types} } from './types.ts';`,
    ],
    content: [
      `const documents = {\n${documents.join('\n')}\n} as const;`,
      `/** Every operation of the API as a method. What all of them throw: see PaygraphError. */`,
      `export abstract class Operations {`,
      `  protected abstract send<Value>(document: string, variables: object, path: readonly string[], options?: CallOptions): Promise<Value>;`,
      `  protected abstract list<Node>(document: string, variables: object, path: readonly string[], options?: CallOptions): Pages<Node>;`,
      `  protected abstract follow<Event>(document: string, variables: object, path: readonly string[], options?: SubscribeOptions): AsyncIterableIterator<Event>;`,
      ...methods.map(({ source }) => `\n${source}`),
      '}',
    ].join('\n'),
  };
};

interface Method {
  readonly source: string;
  readonly types: readonly string[];
}

function methodOf(schema: GraphQLSchema, operation: OperationDefinitionNode): Method {
  const name = nameOf(operation);
  const { parameter, variables, types } = parametersOf(schema, operation);
  const { described, ...answer } = answerOf(schema, operation);
  const { kind, path, value, valueTypes } = shapeOf(answer, pascal(name) + pascal(operation.operation));
  const place = `[${path.map((step) => `'${step}'`).join(', ')}]`;
  const [options, result, body] = {
    value: ['CallOptions', `Promise<${value}>`, `send(documents.${name}, ${variables}, ${place}, options)`],
    list: ['CallOptions', `Pages<${value}>`, `list(documents.${name}, ${variables}, ${place}, options)`],
    stream: [
      'SubscribeOptions',
      `AsyncIterableIterator<${value}>`,
      `follow(documents.${name}, ${variables}, ${place}, options)`,
    ],
  }[kind];
  const parameters = [...(parameter ? [parameter] : []), `options?: ${options}`].join(', ');
  const source = `  ${name}(${parameters}): ${result} {\n    return this.${body};\n  }`;
  return { source: documentationOf(described) + source, types: [...types, ...valueTypes] };
}

/** How the SDK hands out an answer, and the type of what it hands out. */
function shapeOf({ operation, path, type, field }: Answer, data: string) {
  const at = (steps: readonly string[]) =>
    steps.reduce((value, step, index) => `${index ? `NonNullable<${value}>` : value}['${step}']`, data);
  const named = (type: GraphQLOutputType, field: FieldNode, whole: string) => {
    const [spread, ...others] = field.selectionSet?.selections ?? [];
    const single = getNullableType(type);
    if (isListType(single) || spread?.kind !== Kind.FRAGMENT_SPREAD || others.length > 0)
      return { value: whole, valueTypes: [data] };
    const fragment = `${spread.name.value}Fragment`;
    return { value: isNonNullType(type) ? fragment : `${fragment} | null`, valueTypes: [fragment] };
  };
  const object = getNamedType(type);
  if (operation === 'subscription') return { kind: 'stream', path, value: at(path), valueTypes: [data] } as const;
  if (isObjectType(object) && object.name.endsWith('Connection')) {
    const node = childOf(childOf(field, 'edges'), 'node');
    return {
      kind: 'list',
      path,
      ...named(new GraphQLNonNull(object), node, `NonNullable<${at(path)}>['edges'][number]['node']`),
    } as const;
  }
  if (isObjectType(object) && object.getFields().userErrors) {
    const [only, ...others] = Object.values(object.getFields()).filter(({ name }) => name !== 'userErrors');
    if (!only || others.length > 0)
      return { kind: 'value', path, value: `Filled<${at(path)}>`, valueTypes: [data] } as const;
    const whole = [...path, only.name];
    const type = new GraphQLNonNull(getNullableType(only.type));
    return {
      kind: 'value',
      path: whole,
      ...named(type, childOf(field, only.name), `NonNullable<${at(whole)}>`),
    } as const;
  }
  return { kind: 'value', path, ...named(type, field, at(path)) } as const;
}

function childOf(field: FieldNode, name: string): FieldNode {
  const child = field.selectionSet?.selections.find((each) => each.kind === Kind.FIELD && each.name.value === name);
  if (!child) throw new Error(`Select ${name} of ${field.name.value}`);
  return child as FieldNode;
}

interface Answer {
  readonly operation: OperationTypeNode;
  readonly path: readonly string[];
  readonly type: GraphQLOutputType;
  readonly field: FieldNode;
}

/** Where in the data the answer is: down through fields that are selected alone, but not into a connection. */
function answerOf(
  schema: GraphQLSchema,
  { operation, selectionSet, name }: OperationDefinitionNode,
): Answer & { described: Field } {
  const path: string[] = [];
  let described: Field | undefined;
  let last: { type: GraphQLOutputType; field: FieldNode } | undefined;
  let parent: GraphQLNamedType | null | undefined = schema.getRootType(operation);
  let selections = selectionSet.selections;
  while (isObjectType(parent) && !parent.name.endsWith('Connection')) {
    const [field, ...others] = selections;
    if (field?.kind !== Kind.FIELD || others.length > 0) break;
    const definition: Field | undefined = parent.getFields()[field.name.value];
    if (!definition) throw new Error(`${parent.name} has no field ${field.name.value}`);
    described = definition;
    last = { type: definition.type, field };
    path.push(field.name.value);
    parent = getNamedType(definition.type);
    selections = field.selectionSet?.selections ?? [];
  }
  if (!described || !last) throw new Error(`${name?.value} must select exactly one root field`);
  return { operation, path, described, ...last };
}

function parametersOf(schema: GraphQLSchema, operation: OperationDefinitionNode) {
  const declared = (operation.variableDefinitions ?? []).map(({ variable, type, defaultValue }) => ({
    name: variable.name.value,
    type: typeFromAST(schema, type as never) as GraphQLInputType,
    required: type.kind === Kind.NON_NULL_TYPE && !defaultValue,
  }));
  const [first, ...others] = declared;
  if (!first) return { parameter: '', variables: '{}', types: [] };
  if (first.name === 'input' && others.length === 0 && isNonNullType(first.type)) {
    const input = getNamedType(first.type);
    const keyed = isInputObjectType(input) && KEY in input.getFields();
    return {
      parameter: `input: ${keyed ? `Unkeyed<${input.name}>` : input.name}`,
      variables: keyed ? `{ input: { ...input, ${KEY}: input.${KEY} ?? crypto.randomUUID() } }` : '{ input }',
      types: [input.name],
    };
  }
  const type = `${pascal(nameOf(operation))}${pascal(operation.operation)}Variables`;
  const keyed = declared.some(({ name }) => name === KEY);
  const optional = declared.every(({ name, required }) => !required || name === KEY);
  return {
    parameter: `variables: ${keyed ? `Unkeyed<${type}>` : type}${optional ? ' = {}' : ''}`,
    variables: keyed ? `{ ...variables, ${KEY}: variables.${KEY} ?? crypto.randomUUID() }` : 'variables',
    types: [type],
  };
}

function documentationOf({ description }: Field): string {
  if (!description) return '';
  const lines = description.replaceAll('*/', '*\\/').split('\n');
  return lines.length === 1
    ? `  /** ${lines[0]} */\n`
    : `  /**\n${lines.map((line) => `   * ${line}`).join('\n')}\n   */\n`;
}

function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
