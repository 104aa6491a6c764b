import { setTimeout as sleep } from 'node:timers/promises';
import { CONSUMED_MAX, type EventBus, type EventHandler, REDELIVERY_DELAY_MS } from './bus.ts';
import type { DomainEvent } from './event.ts';

interface Member {
  readonly handler: EventHandler;
  /** Settles when the batch in hand is done; `stop` waits for it. */
  work: Promise<void>;
}

/**
 * The bus of a platform in one process. It remembers nothing: `publish` resolves only when every durable
 * consumer has handled the batch, so the relay does not move on and the outbox stays the memory.
 */
export function memoryBus(): EventBus {
  const groups = new Map<string, { sources: ReadonlySet<string>; members: Member[]; turn: Promise<void> }>();
  const tails = new Map<string, Set<(event: DomainEvent) => void>>();
  const closed = new AbortController();

  async function deliver(groupName: string, events: readonly DomainEvent[]): Promise<void> {
    while (!closed.signal.aborted) {
      const member = groups.get(groupName)?.members[0];
      // Nobody left to handle them: rejecting keeps the relay where it is, and the events come again.
      if (!member) throw new Error(`consumer ${groupName} stopped`);
      const handled = member.handler(events).then(
        () => true,
        () => false,
      );
      member.work = handled.then(() => undefined);
      if (await handled) return;
      await sleep(REDELIVERY_DELAY_MS, undefined, { signal: closed.signal }).catch(() => undefined);
    }
    throw new Error('the bus is closed');
  }

  return {
    async publish(source, events) {
      for (const event of events) for (const listener of tails.get(source) ?? []) listener(event);
      await Promise.all(
        [...groups]
          .filter(([, group]) => group.sources.has(source))
          .map(([name, group]) => {
            // One batch at a time per group, also when two sources publish at once.
            const batch = group.turn.then(async () => {
              for (let from = 0; from < events.length; from += CONSUMED_MAX) {
                await deliver(name, events.slice(from, from + CONSUMED_MAX));
              }
            });
            group.turn = batch.catch(() => undefined);
            return batch;
          }),
      );
    },
    async consume(groupName, sources, handler) {
      const group = groups.get(groupName) ?? { sources: new Set(sources), members: [], turn: Promise.resolve() };
      groups.set(groupName, group);
      const member: Member = { handler, work: Promise.resolve() };
      group.members.push(member);
      return {
        async stop() {
          group.members = group.members.filter((other) => other !== member);
          if (group.members.length === 0 && groups.get(groupName) === group) groups.delete(groupName);
          await member.work;
        },
      };
    },
    async tail(source, listener) {
      const listeners = tails.get(source) ?? new Set();
      tails.set(source, listeners.add(listener));
      return {
        async stop() {
          listeners.delete(listener);
        },
      };
    },
    async close() {
      closed.abort();
      groups.clear();
      tails.clear();
    },
  };
}
