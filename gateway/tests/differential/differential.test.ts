import { SUBGRAPH_NAMES } from '@paygraph/config';
import fc from 'fast-check';
import { parse, print, validate } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { specialize } from '../../src/specialize.ts';
import { executeByApollo } from '../apollo-executor.ts';
import { randomOperation } from '../random-operation.ts';
import type { SmallSupergraph } from '../small-supergraph.ts';
import { explainedOtherwise } from './explained-nulls.ts';
import { library } from './library.ts';
import { market } from './market.ts';
import { executeByPlatform, platform } from './platform.ts';
import { executeByMonolith, federate, type World } from './world.ts';

const RUNS = 60;
/** Of the platform's root fields, of which there are many. */
const SHARE_OF_ROOT = 0.06;
/** The same operations each time, unless others are looked for: `DIFFERENTIAL_SEED=7 vitest run differential`. */
const SEED = Number(process.env.DIFFERENTIAL_SEED ?? 1);
const plain = (value: unknown) => JSON.parse(JSON.stringify(value ?? null));
const variables = fc.record({ yes: fc.boolean(), no: fc.boolean() });

/** fast-check prints the seed of a run that fails, and the number the operation was made of. */
const anyOperation = fc.noShrink(fc.integer({ min: 0, max: 2 ** 31 - 1 }));

describe.each<[string, World]>([
  ['market', market],
  ['library', library],
])('in a %s, any operation', (_name, world) => {
  let graph: SmallSupergraph;
  beforeAll(() => {
    graph = federate(world);
  });
  const check = async (source: string, given: Record<string, boolean>) => {
    const { apiSchema } = graph.generation;
    expect(validate(apiSchema, parse(source)), source).toEqual([]);
    world.reset?.();
    const truth = await executeByMonolith(apiSchema, world, source, given);
    world.reset?.();
    const ours = await graph.execute(source, given);
    expect(plain(ours.data), source).toEqual(plain(truth.data));
    expect(explainedOtherwise(ours, truth), source).toEqual([]);
    if (world.beyondApollo) return;
    world.reset?.();
    // Its planner errs where it sees conditions.
    const apollos = await executeByApollo(graph, print(specialize(parse(source), given)));
    expect(plain(apollos.data), source).toEqual(plain(truth.data));
  };

  test('that reads is answered as by a monolith, and as by the executor of @apollo/gateway where that is right', async () => {
    const property = fc.asyncProperty(anyOperation, variables, (number, given) =>
      check(randomOperation(graph.generation.apiSchema, number), given),
    );
    await fc.assert(property, { numRuns: RUNS, seed: SEED });
  });

  test.runIf(world.roots.Mutation)('that writes does so in order', async () => {
    const property = fc.asyncProperty(anyOperation, variables, (number, given) =>
      check(randomOperation(graph.generation.apiSchema, number, 'mutation'), given),
    );
    await fc.assert(property, { numRuns: RUNS / 3, seed: SEED });
  });
});

describe('on the platform itself, any operation', () => {
  let graph: SmallSupergraph;
  beforeAll(() => {
    graph = platform();
  });
  const check = async (source: string, given: Record<string, boolean>) => {
    expect(validate(graph.generation.apiSchema, parse(source)), source).toEqual([]);
    const truth = await executeByPlatform(graph, source, given);
    const ours = await graph.execute(source, given);
    expect(plain(ours.data), source).toEqual(plain(truth.data));
    expect(explainedOtherwise(ours, truth), source).toEqual([]);
    const apollos = await executeByApollo(graph, print(specialize(parse(source), given)));
    expect(plain(apollos.data), source).toEqual(plain(truth.data));
  };

  test.each([
    ['that reads', 'query'],
    ['that writes', 'mutation'],
  ] as const)(
    '%s is answered as by a monolith and as by the executor of @apollo/gateway',
    { timeout: 60_000 },
    async (_what, kind) => {
      const property = fc.asyncProperty(anyOperation, variables, (number, given) =>
        check(randomOperation(graph.generation.apiSchema, number, kind, SHARE_OF_ROOT), given),
      );
      await fc.assert(property, { numRuns: RUNS / 2, seed: SEED });
      expect(new Set(graph.requests.map(({ subgraph }) => subgraph))).toEqual(new Set(SUBGRAPH_NAMES));
      expect(graph.requests.some(({ variables }) => variables?.representations)).toBe(true);
    },
  );
});
