const CALLS_MAX = 200;
const AGE_MAX_MS = 5 * 60_000;

export interface RecentCalls {
  record(call: { readonly answered: boolean; readonly took_ms: number }): void;
  /** Null when there were none of late. */
  successRate(): number | null;
  /** How long answers took, at this share of them from the quickest on; null when there were none. */
  latency_ms(quantile: number): number | null;
}

/** What became of the last calls: at most 200, and of the last five minutes. */
export function recentCalls(now: () => Date): RecentCalls {
  let calls: { readonly at_ms: number; readonly answered: boolean; readonly took_ms: number }[] = [];
  const fresh = () => {
    const oldest_ms = now().getTime() - AGE_MAX_MS;
    calls = calls.filter(({ at_ms }) => at_ms >= oldest_ms);
    return calls;
  };
  return {
    record(call) {
      calls.push({ ...call, at_ms: now().getTime() });
      if (calls.length > CALLS_MAX) calls.shift();
    },
    successRate() {
      const recent = fresh();
      return recent.length === 0 ? null : recent.filter(({ answered }) => answered).length / recent.length;
    },
    latency_ms(quantile) {
      const times = fresh()
        .filter(({ answered }) => answered)
        .map(({ took_ms }) => took_ms)
        .sort((one, other) => one - other);
      return times[Math.max(0, Math.ceil(times.length * quantile) - 1)] ?? null;
    },
  };
}
