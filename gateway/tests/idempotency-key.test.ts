import { buildSchema, parse, print, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { declareKey, withKey } from '../src/idempotency-key.ts';

const schema = buildSchema(`
  type Query { wallet: ID }
  type Mutation {
    transfer(input: TransferInput!): ID
    confirm(transactionId: ID!, idempotencyKey: String!): ID
    note(input: NoteInput!): ID
    logOut: Boolean
  }
  input TransferInput { idempotencyKey: String! amount: String }
  input NoteInput { text: String }
`);

const fill = (source: string, variables: Record<string, unknown> = {}, operationName?: string) => {
  const document = declareKey(schema, parse(source));
  return {
    document,
    source: print(document).replaceAll(/\s+/g, ' '),
    variables: withKey(document, operationName, variables, 'from-header'),
  };
};
const unchanged = (source: string, variables: Record<string, unknown> = {}) => ({
  source: print(parse(source)).replaceAll(/\s+/g, ' '),
  variables,
});

describe('the key of the header goes into a single mutation', () => {
  test.each([
    ['as the argument of its field', 'confirm(transactionId: "1")', '(transactionId: "1", idempotencyKey: $__idem'],
    ['into the input that is spelt out', 'transfer(input: { amount: "1" })', '{amount: "1", idempotencyKey: $__idem'],
  ])('%s, as a variable', (_what, field, filledIn) => {
    const { document, source, variables } = fill(`mutation ($x: Boolean!) { ${field} @include(if: $x) }`, { x: true });
    expect(source).toContain('($x: Boolean!, $__idempotencyKey: String!)');
    expect(source).toContain(filledIn);
    expect(variables).toEqual({ x: true, __idempotencyKey: 'from-header' });
    expect(validate(schema, document)).toEqual([]);
  });

  test('into the variable that is its input, and leaves what the caller passed as it was', () => {
    const variables = { input: { amount: '1' } };
    const { variables: filled } = fill('mutation ($input: TransferInput!) { transfer(input: $input) }', variables);
    expect(filled).toEqual({ input: { amount: '1', idempotencyKey: 'from-header' } });
    expect(variables).toEqual({ input: { amount: '1' } });
  });

  test('of the operation that is named', () => {
    const source = 'query Q { wallet } mutation M { confirm(transactionId: "1") }';
    expect(fill(source, {}, 'M').variables).toEqual({ __idempotencyKey: 'from-header' });
    expect(fill(source, {}, 'Q').variables).toEqual({});
  });

  test('of a document that has its place already', () => {
    const { document } = fill('mutation { confirm(transactionId: "1") }');
    expect(declareKey(schema, document)).toBe(document);
  });
});

describe('the key of the header is left out', () => {
  test.each([
    ['where the operation has a key of its own', 'mutation { confirm(transactionId: "1", idempotencyKey: "own") }', {}],
    ['where its input has one', 'mutation { transfer(input: { idempotencyKey: "own" }) }', {}],
    [
      'where the key is a variable',
      'mutation ($k: String!) { confirm(transactionId: "1", idempotencyKey: $k) }',
      { k: 'own' },
    ],
    [
      'where the variable that is its input has one',
      'mutation ($input: TransferInput!) { transfer(input: $input) }',
      { input: { idempotencyKey: 'own' } },
    ],
    [
      'of several mutations, which would share it',
      'mutation { a: confirm(transactionId: "1") b: confirm(transactionId: "2") }',
      {},
    ],
    ['of mutations behind a fragment', 'mutation { ...F } fragment F on Mutation { confirm(transactionId: "1") }', {}],
    ['of a query', '{ wallet }', {}],
    ['of an input that takes none', 'mutation { note(input: { text: "1" }) }', {}],
    ['of a mutation that takes none', 'mutation { logOut }', {}],
    ['of a mutation that does not exist', 'mutation { nonsense }', {}],
    [
      'when the variable that is its input is missing',
      'mutation ($input: TransferInput!) { transfer(input: $input) }',
      {},
    ],
    [
      'when the variable that is its input is no object',
      'mutation ($input: TransferInput!) { transfer(input: $input) }',
      { input: 7 },
    ],
  ])('%s', (_what, source, variables) => {
    expect(fill(source, variables)).toMatchObject(unchanged(source, variables));
  });
});
