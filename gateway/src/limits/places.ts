/** Frees a place that was taken; a second time it does nothing. */
export type Leave = () => void;

/** Counts how many are there at the same time, by key. */
export interface Places {
  readonly max: number;
  /** Takes a place; undefined when all of this key are taken. */
  take(key: string): Leave | undefined;
}

export function places(max: number): Places {
  const counts = new Map<string, number>();
  return {
    max,
    take(key) {
      const count = counts.get(key) ?? 0;
      if (count >= max) return undefined;
      counts.set(key, count + 1);
      let left = false;
      return () => {
        if (left) return;
        left = true;
        const now = (counts.get(key) ?? 1) - 1;
        if (now > 0) counts.set(key, now);
        else counts.delete(key);
      };
    },
  };
}
