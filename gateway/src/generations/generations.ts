import { setImmediate as breathe } from 'node:timers/promises';
import { Counter, type Logger } from '@paygraph/telemetry';
import { assertValidSchema, type DocumentNode, type GraphQLError } from 'graphql';
import type { CacheHints } from '../caching/cache-hints.ts';
import type { ArgsOf } from '../graphql-args.ts';
import type { Renew, Subscriptions } from '../subscriptions/subscriptions.ts';
import { retire, type SchemaGeneration } from '../supergraph.ts';

/** Operations that are made ready before a schema is used. */
const WARMED_MAX = 200;

/** Requests in flight and subscriptions on their way to another schema are over by then. */
const RETIRE_AFTER_MS = 60_000;

const reloads = new Counter({
  name: 'paygraph_schema_reloads_total',
  help: 'Supergraphs that were offered: swapped in, refused, or unchanged.',
  labelNames: ['outcome'],
});

/** One version of the whole schema at work, with everything that depends on it. */
export interface Served {
  readonly generation: SchemaGeneration;
  readonly argsOf: ArgsOf;
  readonly hints: CacheHints;
  /** What a request that sends this text is taken for. */
  readonly documentOf: (text: string) => DocumentNode | readonly GraphQLError[];
}

export interface GenerationsDeps extends Pick<Subscriptions, 'moveTo'> {
  /** Throws when it is no supergraph. */
  readonly load: (supergraphSdl: string) => Served;
  /** Subgraphs that can be reached. */
  readonly subgraphs: readonly string[];
  readonly now: () => Date;
  readonly logger: Logger;
}

type Reload = 'swapped' | 'refused' | 'unchanged';

export interface Generations {
  current(): Served;
  /**
   * Takes another supergraph, if it is a good one: operations that are used most are made ready, then all requests from
   * now on see it. Those in flight end on the one before; subscriptions follow. A bad one is told to the log. Never
   * rejects, and takes one at a time.
   */
  reload(supergraphSdl: string): Promise<Reload>;
}

/** Throws when the first supergraph is none, or has subgraphs that are not there. */
export function createGenerations(deps: GenerationsDeps, supergraphSdl: string): Generations {
  let current = loadGood(deps, supergraphSdl);
  let currentSdl = supergraphSdl;
  let turn: Promise<unknown> = Promise.resolve();

  const swap = async (sdl: string): Promise<Reload> => {
    if (sdl === currentSdl) return 'unchanged';
    try {
      const next = loadGood(deps, sdl);
      const warmed = await warm(deps, current, next);
      const before = current.generation;
      current = next;
      currentSdl = sdl;
      setTimeout(() => retire(before), RETIRE_AFTER_MS).unref();
      deps.moveTo(next.generation.apiSchema, renewAs(next));
      deps.logger.info(warmed, 'schema replaced');
      return 'swapped';
    } catch (error) {
      deps.logger.error({ err: error }, 'schema refused: the one before stays');
      return 'refused';
    }
  };
  return {
    current: () => current,
    reload(sdl) {
      const reloaded = turn.then(() => swap(sdl));
      turn = reloaded;
      return reloaded.then((outcome) => {
        reloads.inc({ outcome });
        return outcome;
      });
    },
  };
}

function loadGood({ load, subgraphs }: GenerationsDeps, sdl: string): Served {
  const served = load(sdl);
  assertValidSchema(served.generation.apiSchema);
  const missing = served.generation.subgraphs.filter((name) => !subgraphs.includes(name));
  if (missing.length > 0) throw new Error(`The supergraph has subgraphs that cannot be reached: ${missing.join(', ')}`);
  return served;
}

/** Compiles for the next one what the present one is asked for most; requests are answered in between. */
async function warm({ now }: GenerationsDeps, present: Served, next: Served) {
  let [warmed, invalid] = [0, 0];
  for (const { document, operationName, variables, actor } of present.generation.uses.hottest(WARMED_MAX)) {
    await breathe();
    const text = document.loc?.source.body;
    const renewed = text === undefined ? document : next.documentOf(text);
    try {
      if (!('kind' in renewed)) throw renewed[0];
      next.generation.operations(renewed, operationName)?.variant(variables, actor, now());
      warmed += 1;
    } catch {
      // Clients ask for what cannot run, too. That says nothing about the schema.
      invalid += 1;
    }
  }
  return { warmed, invalid };
}

function renewAs({ generation, documentOf }: Served): Renew {
  return (args) => {
    const text = args.document.loc?.source.body;
    const document = text === undefined ? args.document : documentOf(text);
    return 'kind' in document ? { ...args, document, schema: generation.apiSchema } : document;
  };
}
