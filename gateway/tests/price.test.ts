import { readFile } from 'node:fs/promises';
import { buildSchema, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { readCosts } from '../src/limits/cost-table.ts';
import { actualCost, estimate, pricedFields } from '../src/limits/price.ts';
import { readSupergraph } from '../src/read-supergraph.ts';

const schema = buildSchema(await readFile(new URL('../../schema/api.graphql', import.meta.url), 'utf8'));
const costs = readCosts(await readSupergraph());
const fieldsOf = (text: string) => pricedFields(schema, costs, parse(text), undefined);
const costOf = (text: string, variables: Record<string, unknown> = {}) => estimate(fieldsOf(text), variables);

describe('what an operation costs by the composed schema', () => {
  test.each([
    ['one for an object, nothing for what is in it', '{ me { id name email } }', 1],
    ['one for each item of a page', '{ wallets(first: 7) { edges { node { id } } } }', 7],
    ['a page of twenty where it does not say', '{ wallets { edges { node { id } } } }', 20],
    ['nothing for amounts', '{ wallets(first: 5) { edges { node { balance { posted { amount } } } } } }', 10],
    [
      'pages times pages',
      '{ wallets(first: 5) { edges { node { transactions(first: 4) { edges { node { id } } } } } } }',
      25,
    ],
    ['the same with an alias', '{ wallets(first: 7) { some: edges { node { id } } } }', 7],
    [
      'the same in a fragment',
      '{ wallets(first: 7) { ...W } } fragment W on WalletConnection { edges { node { id } } }',
      7,
    ],
    ['ten for a mutation', 'mutation { logOut }', 10],
    ['what a field says of itself', '{ trialBalance { balanced } }', 50],
    ['nothing for introspection', '{ __schema { types { name } } __typename }', 0],
  ])('%s', (_, text, cost) => {
    expect(costOf(text).cost).toBe(cost);
  });

  test('a page size in a variable counts as it is sent', () => {
    const text = 'query ($n: Int = 3) { wallets(first: $n) { edges { node { id } } } }';
    expect(costOf(text, { n: 50 })).toMatchObject({ cost: 50, pageSize: 50 });
  });

  test('each item of a batch costs one, and its payload nothing more', () => {
    const text = 'mutation ($inputs: [TransferInput!]!) { transferBatch(inputs: $inputs) { transaction { id } } }';
    expect(costOf(text, { inputs: Array(1_000).fill({}) }).cost).toBe(1_000);
  });

  test('nodes are the product of the pages along a path, not their sum', () => {
    const text = `{ a: wallets(first: 100) { edges { node { id } } }
      b: wallets(first: 100) { edges { node { transactions(first: 50) { edges { node { id } } } } } } }`;
    expect(costOf(text).nodes).toBe(5_000);
  });

  test('what was answered costs what there was', () => {
    const fields = fieldsOf('{ wallets(first: 50) { edges { node { id } } } }');
    expect(actualCost(fields, {}, { wallets: { edges: [{ node: { id: '1' } }, { node: null }] } })).toBe(2);
    expect(actualCost(fields, {}, null)).toBe(0);
  });
});
