import { copyOf, type JsonObject } from '../json.ts';

/** What an entry takes besides its texts; an estimate. */
const BYTES_PER_ENTRY = 400;
/** Evictions that are remembered, so that a fetch that began before one is not kept after it. */
const EVICTIONS_MAX = 10_000;

interface Entry {
  readonly value: JsonObject;
  readonly tags: readonly string[];
  readonly expiresAt_ms: number;
  readonly bytes: number;
}

/** Entities as they were fetched, for a while. The least recently used goes first. */
export interface EntityCache {
  /** A copy of its own for whoever asks. */
  get(key: string): JsonObject | undefined;
  /** Where evictions are now; to be asked before something is fetched that is to be kept. */
  position(): number;
  /** Keeps a value that was fetched since `position`, unless one of its tags was evicted meanwhile. */
  keep(key: string, value: JsonObject, entry: { tags: readonly string[]; seconds: number; position: number }): void;
  /** Forgets everything with this tag: an entity, or all that a user was shown. */
  evict(tag: string): void;
}

export function createEntityCache(bytesMax: number, now: () => Date): EntityCache {
  const entries = new Map<string, Entry>();
  const keysByTag = new Map<string, Set<string>>();
  const evictions = new Map<string, number>();
  let position = 0;
  /** What was evicted up to here may have been forgotten. */
  let forgottenUntil = 0;
  let bytes = 0;

  const remove = (key: string, entry: Entry) => {
    entries.delete(key);
    bytes -= entry.bytes;
    for (const tag of entry.tags) {
      const keys = keysByTag.get(tag);
      keys?.delete(key);
      if (keys?.size === 0) keysByTag.delete(tag);
    }
  };
  const makeRoom = () => {
    for (const [key, entry] of entries) {
      if (bytes <= bytesMax) return;
      remove(key, entry);
    }
  };
  return {
    get(key) {
      const entry = entries.get(key);
      if (!entry) return undefined;
      if (entry.expiresAt_ms <= now().getTime()) {
        remove(key, entry);
        return undefined;
      }
      entries.delete(key);
      entries.set(key, entry);
      return copyOf(entry.value);
    },
    position: () => position,
    keep(key, value, { tags, seconds, position: fetchedAt }) {
      if (fetchedAt < forgottenUntil || tags.some((tag) => (evictions.get(tag) ?? -1) > fetchedAt)) return;
      const known = entries.get(key);
      if (known) remove(key, known);
      const size = BYTES_PER_ENTRY + 2 * (key.length + JSON.stringify(value).length);
      entries.set(key, {
        value: copyOf(value),
        tags,
        expiresAt_ms: now().getTime() + seconds * 1000,
        bytes: size,
      });
      bytes += size;
      for (const tag of tags) {
        const keys = keysByTag.get(tag) ?? new Set();
        keysByTag.set(tag, keys.add(key));
      }
      makeRoom();
    },
    evict(tag) {
      position += 1;
      evictions.delete(tag);
      evictions.set(tag, position);
      const [oldest] = evictions;
      if (oldest && evictions.size > EVICTIONS_MAX) {
        evictions.delete(oldest[0]);
        forgottenUntil = oldest[1];
      }
      for (const key of [...(keysByTag.get(tag) ?? [])]) remove(key, entries.get(key) as Entry);
    },
  };
}
