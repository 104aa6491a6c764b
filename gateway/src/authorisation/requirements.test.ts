import { expect, test } from 'vitest';
import { readRequirements } from './requirements.ts';

const supergraph = (types: string, links = '') => `
  schema @link(url: "https://specs.apollo.dev/link/v1.0") ${links} { query: Query }
  ${types}`;
const asks = (sdl: string, typeName: string, fieldName: string) =>
  readRequirements(sdl)
    .of(typeName, fieldName)
    .map(({ kind, anyOf }) => (kind === 'authenticated' ? kind : `${kind} ${JSON.stringify(anyOf)}`));

test('a field asks for what it requires of other subgraphs, however deep, and of any type', () => {
  const sdl = supergraph(`
    type Query { parcel: Parcel }
    type Parcel {
      weight: Int @requiresScopes(scopes: [["a"]])
      size: Size @join__field(graph: A)
      owner: Owner
      price: Int @join__field(graph: B, requires: "weight size { depth }") @join__field(graph: C)
      total: Int @join__field(graph: D, requires: "price owner { ... on Person { name } ... { id } }")
      free: Int
    }
    type Size { depth: Int @policy(policies: [["p"]]) width: Int @requiresScopes(scopes: [["unused"]]) }
    interface Owner { id: ID }
    type Person implements Owner @requiresScopes(scopes: [["b"]]) { id: ID name: String @requiresScopes(scopes: [["c"]]) }`);
  expect(asks(sdl, 'Parcel', 'price')).toEqual(['authenticated', 'scopes [["a"]]', 'policies [["p"]]']);
  expect(asks(sdl, 'Parcel', 'total')).toEqual([
    'authenticated',
    'scopes [["a"]]',
    'policies [["p"]]',
    'scopes [["b"]]',
    'scopes [["c"]]',
  ]);
  expect(asks(sdl, 'Parcel', 'free')).toEqual([]);
  expect(asks(sdl, 'Query', 'parcel')).toEqual([]);
});

test('fields that require each other ask for what both do', () => {
  const sdl = supergraph(`
    type Query { a: A }
    type A {
      x: Int @join__field(graph: A, requires: "y")
      y: Int @join__field(graph: B, requires: "x z")
      z: Int @authenticated
    }`);
  expect(asks(sdl, 'A', 'x')).toEqual(['authenticated']);
});

test('a field of an interface asks for what any object behind it does', () => {
  const sdl = supergraph(`
    type Query { node: Node thing: Thing }
    interface Node { id: ID }
    interface Thing implements Node { id: ID }
    type A implements Node & Thing { id: ID @requiresScopes(scopes: [["a"]]) }
    type B implements Node @policy(policies: [["p"]]) { id: ID }`);
  expect(asks(sdl, 'Node', 'id')).toEqual(['policies [["p"]]', 'scopes [["a"]]', 'authenticated'].toSorted());
  expect(asks(sdl, 'Thing', 'id')).toEqual(['authenticated', 'scopes [["a"]]']);
  expect(asks(sdl, 'Query', 'node')).toEqual(['authenticated', 'policies [["p"]]']);
  expect(asks(sdl, 'Query', 'thing')).toEqual([]);
});

test('directives are known by what they are, under whatever name', () => {
  const sdl = supergraph(
    `type Query { a: Int @login b: Int @scoped(scopes: [["s"]]) c: Int @mayPass(policies: [["p"]]) d: Int @authenticated }`,
    `@link(url: "https://specs.apollo.dev/authenticated/v0.1", as: "login", for: SECURITY)
     @link(url: "https://specs.apollo.dev/requiresScopes/v0.1", import: [{ name: "@requiresScopes", as: "@scoped" }])
     @link(url: "https://specs.apollo.dev/policy/v0.1", import: [{ name: "@policy", as: "@mayPass" }])`,
  );
  expect(asks(sdl, 'Query', 'a')).toEqual(['authenticated']);
  expect(asks(sdl, 'Query', 'b')).toEqual(['authenticated', 'scopes [["s"]]']);
  expect(asks(sdl, 'Query', 'c')).toEqual(['authenticated', 'policies [["p"]]']);
  expect(asks(sdl, 'Query', 'd')).toEqual([]);
});

test('what nobody need show is nothing to ask for but who they are', () => {
  const sdl = supergraph('type Query { a: Int @requiresScopes(scopes: []) b: Int @policy(policies: [["p"], []]) }');
  expect(asks(sdl, 'Query', 'a')).toEqual(['authenticated']);
  expect(asks(sdl, 'Query', 'b')).toEqual(['authenticated']);
  expect(asks(sdl, 'Query', 'unknown')).toEqual([]);
  expect(readRequirements(sdl).conditions).toHaveLength(1);
});
