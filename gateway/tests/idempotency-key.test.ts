import { buildSchema, parse, print } from 'graphql';
import { describe, expect, test } from 'vitest';
import { fillIdempotencyKey } from '../src/idempotency-key.ts';

const schema = buildSchema(`
  type Query { wallet: ID }
  type Mutation {
    transfer(input: TransferInput!): ID
    confirm(transactionId: ID!, idempotencyKey: String!): ID
    logOut: Boolean
  }
  input TransferInput { idempotencyKey: String! amount: String }
`);

const fill = (source: string, variables: Record<string, unknown> = {}, operationName?: string) => {
  const { document, variables: filled } = fillIdempotencyKey(
    schema,
    { document: parse(source), variables, operationName },
    'from-header',
  );
  return { source: print(document).replaceAll(/\s+/g, ' '), variables: filled };
};
const unchanged = (source: string, variables: Record<string, unknown> = {}) => ({
  source: print(parse(source)).replaceAll(/\s+/g, ' '),
  variables,
});

describe('the key of the header goes into a single mutation', () => {
  test('as the argument of its field', () => {
    expect(fill('mutation { confirm(transactionId: "1") }').source).toContain('idempotencyKey: "from-header"');
  });

  test('into the input that is written in the operation', () => {
    expect(fill('mutation { transfer(input: { amount: "1" }) }').source).toContain(
      'transfer(input: {amount: "1", idempotencyKey: "from-header"})',
    );
  });

  test('into the variable that is its input, and leaves what the caller passed as it was', () => {
    const variables = { input: { amount: '1' } };
    const { variables: filled } = fill('mutation ($input: TransferInput!) { transfer(input: $input) }', variables);
    expect(filled).toEqual({ input: { amount: '1', idempotencyKey: 'from-header' } });
    expect(variables).toEqual({ input: { amount: '1' } });
  });

  test('of the operation that is named', () => {
    const source = 'query Q { wallet } mutation M { confirm(transactionId: "1") }';
    expect(fill(source, {}, 'M').source).toContain('from-header');
    expect(fill(source, {}, 'Q').source).not.toContain('from-header');
  });

  test('with quotes and all', () => {
    const { document } = fillIdempotencyKey(
      schema,
      { document: parse('mutation { confirm(transactionId: "1") }'), variables: {} },
      'a"b\\c',
    );
    expect(print(document)).toContain(String.raw`"a\"b\\c"`);
    expect(() => parse(print(document))).not.toThrow();
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
    expect(fill(source, variables)).toEqual(unchanged(source, variables));
  });
});
