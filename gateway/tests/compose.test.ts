import { readFile } from 'node:fs/promises';
import type { SubgraphName } from '@paygraph/config';
import { buildSchema } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Composition, composeSupergraph } from '../src/compose.ts';
import { readContracts } from '../src/read-contracts.ts';
import { brokenPromises, schemaMembers, undescribed } from '../src/schema-check.ts';

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
let typeDefs: Record<SubgraphName, string>;
let composed: Composition;
beforeAll(async () => {
  typeDefs = await readContracts();
  composed = composeSupergraph(typeDefs);
});

/** The platform with something added to one of its subgraphs. */
const composeWith = (name: SubgraphName, more: string) =>
  composeSupergraph({ ...typeDefs, [name]: `${typeDefs[name]}\n${more}` });

describe('the composed schema', () => {
  test.each(['supergraph', 'api'] as const)('is committed as schema/%s.graphql, up to date', async (kind) => {
    expect(composed[`${kind}Sdl`]).toBe(await read(`schema/${kind}.graphql`));
  });

  test('shows clients nothing internal', () => {
    expect(
      schemaMembers(buildSchema(composed.apiSdl))
        .filter(({ name }) => name.startsWith('_'))
        .map(({ path }) => path),
    ).toEqual([]);
    expect(composed.apiSdl).not.toMatch(/join__|link__|@inaccessible|@key/);
  });

  test('describes every type, field, argument and enum value, except the plumbing of connections', () => {
    expect(undescribed(composed.apiSdl)).toEqual([]);
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

  test('where a scope or a policy is asked for that nobody has', () => {
    const odd = 'extend type Query { odd: Int @requiresScopes(scopes: [["wallets:read", "wallet:read"]]) }';
    expect(() => composeWith('fraud', odd)).toThrow('fraud: @requiresScopes names wallet:read, which nobody knows');
    const even = 'extend type Query { even: Int @policy(policies: [["session"], ["toString"]]) }';
    expect(() => composeWith('fraud', even)).toThrow('fraud: @policy names toString, which nobody knows');
  });

  test('where a field needs what it does not ask for itself', () => {
    const odd = `extend type User { name: String! @external odd: Int @requires(fields: "name") }`;
    const guarded = { ...typeDefs, users: typeDefs.users.replace('  name: String!', '  name: String! @authenticated') };
    const composed = () => composeSupergraph({ ...guarded, notifications: `${guarded.notifications}\n${odd}` });
    expect(composed).toThrow('User.odd');
  });

  test('with every problem at once', () => {
    const wrong = 'type Wrong @key(fields: "nothing") @key(fields: "nowhere") { id: ID! }';
    expect(() => composeWith('fraud', wrong)).toThrow(/"nothing"[\s\S]*"nowhere"/);
  });
});

describe('a change of the schema', () => {
  const before = 'type Query { "Old." old: Int @deprecated "Kept." kept(id: ID!): Int }';

  test('is told what it breaks for clients', async () => {
    const after = 'type Query { old: Int kept(id: ID!, more: Int!): String }';
    const breaks = await brokenPromises(before, after);
    expect(breaks).toHaveLength(2);
    expect(breaks.join('\n')).toMatch(/type[\s\S]*more|more[\s\S]*type/);
  });

  test('may add, and may remove what was deprecated', async () => {
    expect(await brokenPromises(before, 'type Query { kept(id: ID!, more: Int): Int another: ID }')).toEqual([]);
  });

  test('has to say what it means: types, fields, arguments and enum values', () => {
    const sdl = 'enum Colour { RED } type Query { colour(of: ID!): Colour }';
    expect(undescribed(sdl)).toEqual(
      ['Colour', 'Colour.RED', 'Query', 'Query.colour', 'Query.colour(of:)'].map(
        (path) => `${path} has no description`,
      ),
    );
  });
});
