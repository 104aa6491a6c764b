import { z } from 'zod';

/** What can go wrong with one request. BEFORE: nothing was done. AFTER: it was done, and the answer is lost. */
const FAULTS = [
  'TIMEOUT_BEFORE',
  'TIMEOUT_AFTER',
  /** No answer, and it is done only `late_ms` later: whoever asks meanwhile hears of nothing. */
  'LATE',
  'ERROR_BEFORE',
  'ERROR_AFTER',
  'RESET_BEFORE',
  'RESET_AFTER',
  /** Done, and answered with half a sentence. */
  'GARBLED',
  /** Refused, and said so: 503 and 429. */
  'UNAVAILABLE',
  'RATE_LIMITED',
] as const;
export type Fault = (typeof FAULTS)[number];

const NEXT_MAX = 1_000;
const LATENCY_MAX_MS = 60_000;
const DELAY_MAX_MS = 600_000;
const share = z.number().min(0).max(1);

/** How a simulated provider misbehaves; nothing by default. */
export const faultSettings = z.strictObject({
  /** The share of requests that meet each fault. */
  rates: z.partialRecord(z.enum(FAULTS), share).default({}),
  /** What the next requests meet, one each, before `rates` has a say; OK is none. */
  next: z
    .array(z.enum([...FAULTS, 'OK']))
    .max(NEXT_MAX)
    .default([]),
  latency_ms: z.tuple([z.number().min(0).max(LATENCY_MAX_MS), z.number().min(0).max(LATENCY_MAX_MS)]).default([0, 0]),
  late_ms: z.number().min(0).max(DELAY_MAX_MS).default(10_000),
  /** Shares of webhooks that are sent twice, held back (and so overtaken by later ones), or never sent. */
  webhooks: z
    .strictObject({
      duplicate: share.default(0),
      delayed: share.default(0),
      lost: share.default(0),
      delay_ms: z.number().min(0).max(DELAY_MAX_MS).default(2_000),
    })
    .prefault({}),
});
export type FaultSettings = z.input<typeof faultSettings>;

export interface Faults {
  /** Replaces all settings. */
  set(settings: FaultSettings): void;
  /** What the request that is beginning will meet. */
  next(): Fault | null;
  latency_ms(): number;
  readonly late_ms: number;
  webhook(): { readonly copies: 0 | 1 | 2; readonly delay_ms: number };
}

/** `random` gives numbers from 0 to 1; a seeded one makes every run alike. */
export function createFaults(random: () => number, initial: FaultSettings = {}): Faults {
  let settings = faultSettings.parse(initial);
  let next = [...settings.next];
  return {
    set(changed) {
      settings = faultSettings.parse(changed);
      next = [...settings.next];
    },
    next() {
      const planned = next.shift();
      if (planned) return planned === 'OK' ? null : planned;
      let dice = random();
      for (const fault of FAULTS) {
        dice -= settings.rates[fault] ?? 0;
        if (dice < 0) return fault;
      }
      return null;
    },
    latency_ms() {
      const [least, most] = settings.latency_ms;
      return least + random() * Math.max(0, most - least);
    },
    get late_ms() {
      return settings.late_ms;
    },
    webhook() {
      const { lost, duplicate, delayed, delay_ms } = settings.webhooks;
      const copies = random() < lost ? 0 : random() < duplicate ? 2 : 1;
      return { copies, delay_ms: random() < delayed ? delay_ms : 0 };
    },
  };
}
