import { readdirSync, readFileSync } from 'node:fs';
import { buildSchema, Kind, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { Paygraph } from '../src/index.ts';

const schema = buildSchema(readFileSync(new URL('../../../schema/api.graphql', import.meta.url), 'utf8'));
const folder = new URL('../operations/', import.meta.url);
const document = parse(
  readdirSync(folder)
    .map((file) => readFileSync(new URL(file, folder), 'utf8'))
    .join('\n'),
);
const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);

test('the committed operations are valid', () => {
  expect(validate(schema, document)).toEqual([]);
});

test('every root field of the API has an operation', () => {
  const covered = operations.flatMap(({ selectionSet }) =>
    selectionSet.selections.map((selection) => (selection.kind === Kind.FIELD ? selection.name.value : '')),
  );
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const fields = roots.flatMap((root) => Object.keys(root?.getFields() ?? {}));
  expect(fields.filter((field) => !covered.includes(field))).toEqual([]);
});

test('every operation is a method', () => {
  const paygraph = new Paygraph({ url: 'http://localhost' }) as unknown as Record<string, unknown>;
  for (const { name } of operations) expect(paygraph[name?.value ?? '']).toBeTypeOf('function');
});
