import { codedError } from '@paygraph/subgraph';
import fc from 'fast-check';
import { isInterfaceType, isNonNullType, isObjectType, Kind, parse, print, visit } from 'graphql';
import { expect, test } from 'vitest';
import { createExecutor } from '../../src/execute.ts';
import { loadSupergraph, type SchemaGeneration } from '../../src/supergraph.ts';
import { randomOperation } from '../random-operation.ts';
import { ANONYMOUS } from '../small-supergraph.ts';
import { explainedOtherwise } from './explained-nulls.ts';
import { library } from './library.ts';
import { market } from './market.ts';
import { executeByMonolith, federate, type World } from './world.ts';

const SETS_OF_GUARDS = 8;
const OPERATIONS = 12;
/** The same each time, unless others are looked for: `DIFFERENTIAL_SEED=7 vitest run differential`. */
const SEED = Number(process.env.DIFFERENTIAL_SEED ?? 1);

const DIRECTIVE = `
  extend schema @link(url: "https://specs.apollo.dev/authenticated/v0.1", for: SECURITY)
  directive @authenticated on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM`;
const plain = (value: unknown) => JSON.parse(JSON.stringify(value ?? null));
const asks = ({ requirements }: SchemaGeneration, typeName: string, fieldName: string) =>
  requirements.of(typeName, fieldName).length > 0;

/** The supergraph where every field of these names is for people who are known. */
function guard(supergraphSdl: string, names: readonly string[]): SchemaGeneration {
  const authenticated = { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: 'authenticated' } } as const;
  const guarded = visit(parse(supergraphSdl), {
    FieldDefinition: (field) =>
      names.includes(field.name.value)
        ? { ...field, directives: [...(field.directives ?? []), authenticated] }
        : undefined,
  });
  return loadSupergraph(print(guarded) + DIRECTIVE);
}

/** Names whose fields may all be null, and so may all that need them: an operation with one of them still runs. */
function guardableNames(supergraphSdl: string): string[] {
  const { apiSchema } = loadSupergraph(supergraphSdl);
  const fields = (schema: typeof apiSchema) =>
    Object.values(schema.getTypeMap())
      .filter((type) => (isObjectType(type) || isInterfaceType(type)) && !type.name.startsWith('__'))
      .flatMap((type) =>
        Object.values((type as typeof type & { getFields(): object }).getFields()).map((field) => ({ type, field })),
      );
  const names = new Set(fields(apiSchema).map(({ field }) => field.name as string));
  return [...names].filter((name) => {
    const generation = guard(supergraphSdl, [name]);
    return fields(generation.apiSchema).every(
      ({ type, field }) => !isNonNullType(field.type) || !asks(generation, type.name, field.name),
    );
  });
}

test.each<[string, World]>([
  ['market', market],
  ['library', library],
])(
  'in a %s of which a part may not be seen, any operation is answered as by a monolith that refuses it',
  async (_name, world) => {
    const { supergraphSdl, transports, requests } = federate(world);
    const names = guardableNames(supergraphSdl);
    expect(names.length).toBeGreaterThan(5);
    const faults: unknown[] = [];
    const check = async (refused: readonly string[], numbers: readonly number[], given: Record<string, boolean>) => {
      const generation = guard(supergraphSdl, refused);
      const { apiSchema } = generation;
      const executor = createExecutor({
        transports,
        now: () => new Date(),
        reconnects_max: 0,
        describeError: () => ({}),
        report: (error) => faults.push(error),
      });
      for (const number of numbers) {
        const source = randomOperation(apiSchema, number);
        world.reset?.();
        const truth = await executeByMonolith(apiSchema, world, source, given, (typeName, fieldName) => {
          if (asks(generation, typeName, fieldName)) throw codedError('UNAUTHENTICATED', 'Sign in first');
        });
        world.reset?.();
        requests.length = 0;
        const ours = await executor.execute({
          schema: apiSchema,
          document: parse(source),
          variableValues: given,
          contextValue: { actor: ANONYMOUS },
        });
        const what = `without ${refused.join(', ')}: ${source}`;
        expect(plain(ours.data), what).toEqual(plain(truth.data));
        expect(explainedOtherwise(ours, truth), what).toEqual([]);
        const roots = requests.flatMap(({ query }) => parse(query).definitions);
        const asked = new Set<string>();
        for (const definition of roots) visit(definition, { Field: ({ name }) => void asked.add(name.value) });
        const keys = refused.filter((name) => supergraphSdl.includes(`key: "${name}`));
        expect(
          refused.filter((name) => asked.has(name) && !keys.includes(name)),
          what,
        ).toEqual([]);
      }
      expect(faults).toEqual([]);
    };
    const guards = fc.subarray(names, { minLength: 1, maxLength: Math.ceil(names.length / 3) });
    const operations = fc.array(fc.integer({ min: 0, max: 2 ** 31 - 1 }), {
      minLength: OPERATIONS,
      maxLength: OPERATIONS,
    });
    const property = fc.asyncProperty(
      fc.noShrink(guards),
      fc.noShrink(operations),
      fc.record({ yes: fc.boolean(), no: fc.boolean() }),
      check,
    );
    await fc.assert(property, { numRuns: SETS_OF_GUARDS, seed: SEED });
  },
);
