import { SUBGRAPH_NAMES } from '@paygraph/config';
import type { EventBus } from '@paygraph/events';
import type { SubgraphTransport } from '@paygraph/subgraph';
import type { CacheHints } from './cache-hints.ts';
import { cachedTransport } from './cached-transport.ts';
import { createEntityCache } from './entity-cache.ts';
import { evictOnEvents } from './evict-on-events.ts';

interface CachingOptions {
  /** What all entities that are kept may take together; 0 keeps none. */
  readonly bytesMax: number;
  readonly bus: Pick<EventBus, 'tail'>;
  /** Those of the schema as it is now. */
  readonly hintsOf: () => CacheHints;
  readonly now: () => Date;
}

export interface Caching {
  /** A subgraph whose entities are kept where it says they may be. */
  cached(name: string, transport: SubgraphTransport): SubgraphTransport;
  stop(): Promise<void>;
}

export async function startCaching({ bytesMax, bus, hintsOf, now }: CachingOptions): Promise<Caching> {
  if (bytesMax === 0) return { cached: (_name, transport) => transport, stop: async () => {} };
  const cache = createEntityCache(bytesMax, now);
  const evicting = await evictOnEvents(bus, SUBGRAPH_NAMES, cache);
  return {
    cached: (name, transport) => cachedTransport(name, transport, cache, hintsOf),
    stop: evicting.stop,
  };
}
