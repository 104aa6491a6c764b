import type { Actor } from '@paygraph/identity';
import type { SubgraphRequest, SubgraphResponse, SubgraphTransport } from '@paygraph/subgraph';
import { Counter } from '@paygraph/telemetry';
import type { GraphQLFormattedError } from 'graphql';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { identityOf } from '../subscriptions/identity.ts';
import { type CacheHints, type KeepTimes, keepTimes } from './cache-hints.ts';
import type { EntityCache } from './entity-cache.ts';

const lookups = new Counter({
  name: 'paygraph_entity_cache_lookups_total',
  help: 'Entities that may be kept and were looked for: hit or miss.',
  labelNames: ['subgraph', 'outcome'],
});

/** Fetches whose keep times are remembered; planners write a few for each operation. */
const QUERIES_MAX = 5_000;

/**
 * A subgraph whose entities are kept where it says they may be: for whom they were fetched, and for nobody else. A
 * mutation forgets all that its caller was shown, so that they read what they wrote. `hintsOf` answers those of the
 * schema as it is now.
 */
export function cachedTransport(
  name: string,
  transport: SubgraphTransport,
  cache: EntityCache,
  hintsOf: () => CacheHints,
): SubgraphTransport {
  const timesByQuery = new Map<string, KeepTimes>();
  let hints = hintsOf();
  const timesOf = (query: string): KeepTimes => {
    if (hints !== hintsOf()) timesByQuery.clear();
    hints = hintsOf();
    const known = timesByQuery.get(query);
    if (known) return known;
    const times = keepTimes(hints, query);
    if (timesByQuery.size >= QUERIES_MAX) timesByQuery.clear();
    timesByQuery.set(query, times);
    return times;
  };
  return {
    ...transport,
    async execute(request) {
      const { query, actor, variables } = request;
      if (actor.kind !== 'user') return transport.execute(request);
      if (query.startsWith('mutation')) {
        const response = await transport.execute(request);
        cache.evict(actor.userId);
        return response;
      }
      const representations = variables?.representations as readonly JsonObject[] | undefined;
      if (!representations) return transport.execute(request);
      const times = timesOf(query);
      if (times.size === 0) return transport.execute(request);
      return executeCached({ name, transport, cache, times }, request, representations);
    },
  };
}

interface Cached {
  readonly name: string;
  readonly transport: SubgraphTransport;
  readonly cache: EntityCache;
  readonly times: KeepTimes;
}

async function executeCached(
  { name, transport, cache, times }: Cached,
  request: SubgraphRequest,
  representations: readonly JsonObject[],
): Promise<SubgraphResponse> {
  const { query, actor, variables = {} } = request;
  const { representations: _, ...others } = variables;
  const common = `${identityKey(actor)}\n${query}\n${JSON.stringify(others)}\n`;
  const wanted = representations.map((representation) => {
    const seconds = times.get(String(representation.__typename));
    const key = seconds === undefined ? undefined : common + JSON.stringify(representation);
    return { representation, seconds, key, entity: key === undefined ? undefined : cache.get(key) };
  });
  const missing = wanted.flatMap(({ entity }, index) => (entity ? [] : [index]));
  lookups.inc({ subgraph: name, outcome: 'hit' }, wanted.length - missing.length);
  if (missing.length === 0) return { data: { _entities: wanted.map(({ entity }) => entity) } };
  lookups.inc({ subgraph: name, outcome: 'miss' }, missing.length);

  const position = cache.position();
  const isWhole = missing.length === wanted.length;
  const response = await transport.execute(isWhole ? request : only(request, missing, representations));
  const found = response.data?._entities as Json[] | undefined;
  if (Array.isArray(found) && !response.errors) {
    for (const [at, index] of missing.entries()) {
      const { key, seconds, representation } = wanted[index] as (typeof wanted)[number];
      const entity = found[at];
      if (key === undefined || seconds === undefined || !isJsonObject(entity)) continue;
      cache.keep(key, entity, { tags: tagsOf(actor, representation), seconds, position });
    }
  }
  if (isWhole) return response;
  const entities = wanted.map(({ entity }) => entity ?? null) as Json[];
  for (const [at, index] of missing.entries()) entities[index] = found?.[at] ?? null;
  return {
    ...response,
    data: { _entities: entities },
    ...(response.errors && { errors: moved(response.errors, missing) }),
  };
}

/** The same request for some of its entities. */
function only(
  { json: _, ...request }: SubgraphRequest,
  indices: readonly number[],
  representations: readonly JsonObject[],
): SubgraphRequest {
  return {
    ...request,
    variables: { ...request.variables, representations: indices.map((index) => representations[index]) },
  };
}

/** Errors about some entities, at the places these have among all. */
function moved(errors: readonly GraphQLFormattedError[], indices: readonly number[]): readonly GraphQLFormattedError[] {
  return errors.map((error) => {
    const [field, at, ...rest] = error.path ?? [];
    if (field !== '_entities' || typeof at !== 'number') return error;
    return { ...error, path: [field, indices[at] ?? at, ...rest] };
  });
}

/** What evicts it: a fact about the entity, or a change by whoever was shown it. */
function tagsOf(actor: Actor, { id }: JsonObject): readonly string[] {
  const tags = typeof id === 'string' ? [id] : [];
  return actor.kind === 'user' ? [...tags, actor.userId] : tags;
}

const identityKeys = new WeakMap<Actor, string>();

function identityKey(actor: Actor): string {
  const known = identityKeys.get(actor) ?? identityOf(actor);
  identityKeys.set(actor, known);
  return known;
}
