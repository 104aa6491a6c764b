import { readFile } from 'node:fs/promises';
import { SUBGRAPH_NAMES, type SubgraphName } from '@paygraph/config';
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Composition, composeSupergraph } from '../src/compose.ts';

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
let typeDefs: Record<SubgraphName, string>;
let composed: Composition;
beforeAll(async () => {
  const entries = SUBGRAPH_NAMES.map(async (name) => [name, await read(`subgraphs/${name}/schema.graphql`)] as const);
  typeDefs = Object.fromEntries(await Promise.all(entries)) as Record<SubgraphName, string>;
  composed = composeSupergraph(typeDefs);
});

/** The platform with something added to one of its subgraphs. */
const composeWith = (name: SubgraphName, more: string) =>
  composeSupergraph({ ...typeDefs, [name]: `${typeDefs[name]}\n${more}` });

/** Everything clients can see by name: types, fields, arguments and enum values. */
const visible = () => {
  const types = Object.values(buildSchema(composed.apiSdl).getTypeMap());
  return types
    .filter((type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type))
    .flatMap((type) => {
      const members = [];
      if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) {
        for (const field of Object.values(type.getFields())) {
          members.push({ path: `${type.name}.${field.name}`, ...field });
          for (const arg of 'args' in field ? field.args : [])
            members.push({ path: `${type.name}.${field.name}(${arg.name}:)`, ...arg });
        }
      }
      if (isEnumType(type))
        for (const value of type.getValues()) members.push({ path: `${type.name}.${value.name}`, ...value });
      return [{ path: type.name, name: type.name, description: type.description }, ...members];
    });
};

describe('the composed schema', () => {
  test.each(['supergraph', 'api'] as const)('is committed as schema/%s.graphql, up to date', async (kind) => {
    expect(composed[`${kind}Sdl`]).toBe(await read(`schema/${kind}.graphql`));
  });

  test('shows clients nothing internal', () => {
    expect(
      visible()
        .filter(({ name }) => name.startsWith('_'))
        .map(({ path }) => path),
    ).toEqual([]);
    expect(composed.apiSdl).not.toMatch(/join__|link__|@inaccessible|@key/);
  });

  test('describes every type, field, argument and enum value, except the plumbing of connections', () => {
    const undescribed = visible().filter(({ path, description }) => !description && !/(Connection|Edge)\b/.test(path));
    expect(undescribed.map(({ path }) => path)).toEqual([]);
  });
});

describe('composing is refused', () => {
  test('where @requires takes a field with arguments, which the planner answers wrongly', () => {
    const wrong = `extend type Wallet @key(fields: "id") {
      id: ID! balances(currency: String): String @external
      worth: String @requires(fields: "balances(currency: \\"EUR\\")")
    }`;
    expect(() => composeWith('fraud', wrong)).toThrow('@requires must not take a field with arguments');
  });

  test('where an interface object is declared, which may be planned without its type', () => {
    expect(() => composeWith('fraud', 'type Odd @interfaceObject { id: ID! }')).toThrow('not supported');
  });

  test('where two subgraphs describe one thing differently', () => {
    const odd = `"""Another thing entirely.""" type Odd @shareable { id: ID! }`;
    const even = `"""One thing.""" type Odd @shareable { id: ID! }`;
    const both = { ...typeDefs, users: `${typeDefs.users}\n${odd}`, fraud: `${typeDefs.fraud}\n${even}` };
    expect(() => composeSupergraph(both)).toThrow('Odd');
  });

  test('with every problem at once', () => {
    const wrong = 'type Wrong @key(fields: "nothing") @key(fields: "nowhere") { id: ID! }';
    expect(() => composeWith('fraud', wrong)).toThrow(/"nothing"[\s\S]*"nowhere"/);
  });
});
