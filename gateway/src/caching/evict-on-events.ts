import type { DomainEvent, EventBus, Subscription } from '@paygraph/events';
import type { EntityCache } from './entity-cache.ts';

/** A TypeID. */
const ID = /^[a-z]+_[0-9a-z]{26}$/;

/** Whatever an event names has changed, or may have: a transaction evicts its wallets, a renamed wallet itself. */
export async function evictOnEvents(
  bus: Pick<EventBus, 'tail'>,
  sources: readonly string[],
  cache: Pick<EntityCache, 'evict'>,
): Promise<Subscription> {
  const evict = ({ subject, data }: DomainEvent) => {
    cache.evict(subject);
    for (const id of idsIn(data)) cache.evict(id);
  };
  const tails = await Promise.all(sources.map((source) => bus.tail(source, evict)));
  return {
    async stop() {
      await Promise.all(tails.map((tail) => tail.stop()));
    },
  };
}

function idsIn(data: unknown): string[] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.values(data).filter((value) => typeof value === 'string' && ID.test(value));
}
