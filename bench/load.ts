import { rounded } from './benchmark.ts';

export interface Measured {
  readonly rate_per_s: number;
  readonly p50_ms: number;
  readonly p95_ms: number;
  readonly p99_ms: number;
}

export interface Load {
  /** How many callers there are; each calls again as soon as it was answered. */
  readonly callers: number;
  readonly duration_s: number;
  /** One call; `caller` counts from 0. Rejects when what it did is not what was to be measured. */
  readonly call: (caller: number) => Promise<void>;
}

const WARM_UP_S = 1;

/** Lets callers call for a while, and tells how many calls were answered and how long they took. */
export async function measure(load: Load): Promise<Measured> {
  await run({ ...load, duration_s: Math.min(WARM_UP_S, load.duration_s) });
  const { latencies_ms, elapsed_s } = await run(load);
  const sorted = Float64Array.from(latencies_ms).sort();
  const percentile = (share: number) => rounded(sorted[Math.floor(sorted.length * share)] ?? Number.NaN);
  return {
    rate_per_s: Math.round(sorted.length / elapsed_s),
    p50_ms: percentile(0.5),
    p95_ms: percentile(0.95),
    p99_ms: percentile(0.99),
  };
}

async function run({ callers, duration_s, call }: Load): Promise<{ latencies_ms: number[]; elapsed_s: number }> {
  const latencies_ms: number[] = [];
  const start_ms = performance.now();
  const end_ms = start_ms + duration_s * 1000;
  const caller = async (index: number) => {
    for (let now_ms = performance.now(); now_ms < end_ms; ) {
      await call(index);
      const answered_ms = performance.now();
      latencies_ms.push(answered_ms - now_ms);
      now_ms = answered_ms;
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, index) => caller(index)));
  return { latencies_ms, elapsed_s: (performance.now() - start_ms) / 1000 };
}
