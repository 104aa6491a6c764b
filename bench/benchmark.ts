/** What a benchmark promises, and whether this run kept it. */
export interface Bar {
  readonly name: string;
  readonly value: number;
  /** In words: `>= 10`. */
  readonly bar: string;
  readonly ok: boolean;
}

export interface Report {
  readonly name: string;
  readonly bars: readonly Bar[];
  /** Every measured row. */
  readonly detail: readonly Readonly<Record<string, string | number>>[];
}

export interface BenchmarkOptions {
  /** How long each row is measured. */
  readonly duration_s: number;
  /** Whether to take the time for the largest sizes as well. */
  readonly full: boolean;
  /** Tells a person what is going on. */
  readonly progress: (line: string) => void;
}

export type Benchmark = (options: BenchmarkOptions) => Promise<Report>;

export const atLeast = (name: string, value: number, bar: number): Bar => ({
  ...{ name, value: rounded(value), bar: `>= ${bar}`, ok: value >= bar },
});

export const atMost = (name: string, value: number, bar: number): Bar => ({
  ...{ name, value: rounded(value), bar: `<= ${bar}`, ok: value <= bar },
});

export const rounded = (value: number) => Math.round(value * 100) / 100;
