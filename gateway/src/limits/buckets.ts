/** Leaks at a steady rate and takes no more than it holds: what somebody may spend. */
export interface Bucket {
  readonly capacity: number;
  readonly restore_per_s: number;
}

export interface Taken {
  readonly allowed: boolean;
  /** Left after this. */
  readonly available: number;
  /** When there will be enough; 0 when it was allowed. */
  readonly retryAfter_ms: number;
}

/** How full everybody's buckets are. What is full again is forgotten. */
export interface Buckets {
  /** Takes `amount` out of the bucket of `key`, or nothing at all when there is not enough in it. */
  take(key: string, bucket: Bucket, amount: number): Promise<Taken>;
  /** Puts back what was taken and not used. */
  give(key: string, bucket: Bucket, amount: number): Promise<void>;
  close(): Promise<void>;
}

/** Whoever has not been here longest is forgotten first. */
const KEYS_MAX = 100_000;

interface Level {
  available: number;
  at_ms: number;
  /** How many had been put in their place by then. */
  readonly placed: number;
}

/** Buckets of one process. `now` in milliseconds. */
export function memoryBuckets(now: () => number = Date.now, keys_max = KEYS_MAX): Buckets {
  const levels = new Map<string, Level>();
  let placed = 0;
  const restored = (key: string, { capacity, restore_per_s }: Bucket) => {
    const level = levels.get(key);
    if (!level) return capacity;
    const elapsed_s = Math.max(0, now() - level.at_ms) / 1000;
    return Math.min(capacity, level.available + elapsed_s * restore_per_s);
  };
  const store = (key: string, available: number) => {
    const known = levels.get(key);
    // It stays where it is among the later half: V8 makes new tables of a Map that changes all the time.
    if (known && placed - known.placed < keys_max / 2) {
      known.available = available;
      known.at_ms = now();
      return;
    }
    levels.delete(key);
    levels.set(key, { available, at_ms: now(), placed: ++placed });
    if (levels.size > keys_max) levels.delete(levels.keys().next().value as string);
  };
  return {
    async take(key, bucket, amount) {
      const before = restored(key, bucket);
      const allowed = before >= amount;
      const available = allowed ? before - amount : before;
      store(key, available);
      return takenOf(bucket, allowed, available, amount);
    },
    async give(key, bucket, amount) {
      store(key, Math.min(bucket.capacity, restored(key, bucket) + amount));
    },
    async close() {
      levels.clear();
    },
  };
}

export function takenOf(bucket: Bucket, allowed: boolean, available: number, amount: number): Taken {
  const missing = Math.min(amount, bucket.capacity) - available;
  return { allowed, available, retryAfter_ms: allowed ? 0 : Math.ceil((missing / bucket.restore_per_s) * 1000) };
}
