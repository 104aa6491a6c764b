/** Keys by the time they are due; a key has one time at most. */
export interface DueQueue {
  /** Null takes the key out. */
  set(key: string, at_ms: number | null): void;
  nextAt_ms(): number | null;
  /** Takes out what is due by then, the earliest first. */
  take(now_ms: number): string[];
}

export function dueQueue(): DueQueue {
  const times = new Map<string, number>();
  /** In order of time. Entries whose key has another time by now are left behind, and skipped. */
  const entries: { readonly key: string; readonly at_ms: number }[] = [];
  const dropStale = () => {
    for (let first = entries[0]; first && times.get(first.key) !== first.at_ms; first = entries[0]) entries.shift();
    return entries[0];
  };
  return {
    set(key, at_ms) {
      if (times.get(key) === at_ms) return;
      if (at_ms === null) {
        times.delete(key);
        return;
      }
      times.set(key, at_ms);
      let [low, high] = [0, entries.length];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((entries[middle]?.at_ms ?? 0) <= at_ms) low = middle + 1;
        else high = middle;
      }
      entries.splice(low, 0, { key, at_ms });
    },
    nextAt_ms: () => dropStale()?.at_ms ?? null,
    take(now_ms) {
      const taken: string[] = [];
      for (let first = dropStale(); first && first.at_ms <= now_ms; first = dropStale()) {
        times.delete(first.key);
        taken.push(first.key);
      }
      return taken;
    },
  };
}
