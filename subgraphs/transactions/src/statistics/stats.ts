import { hasMoved } from '../status.ts';
import type { TransactionType } from '../transaction.ts';
import type { TransactionEventData } from '../transaction-event.ts';

/** Bins of settlement times: eight for each doubling, so that a percentile is right to within about 9 %. */
const BINS_PER_DOUBLING = 8;
const BIN_MAX = 32 * BINS_PER_DOUBLING;

const HOUR_MS = 3_600_000;

/** Which row of the projection something counts in: that of the hour in which the transaction was recorded. */
interface StatsKey {
  readonly hour: Date;
  readonly type: TransactionType;
  readonly currency: string;
}

/** What events add to one row of the projection. */
export interface StatsDelta extends StatsKey {
  created: number;
  succeeded: number;
  failed: number;
  canceled: number;
  volumeMinor: bigint;
  /** How many settled in about how long, by bin. */
  readonly bins: Map<number, number>;
}

/** An event about one transaction, as far as statistics go. */
export interface Counted extends Pick<TransactionEventData, 'type' | 'currency' | 'status' | 'previousStatus'> {
  readonly createdAt: Date;
  readonly at: Date;
  readonly minor: bigint;
}

/** Adds up events. What a transaction became first counts, and what it became of that later is taken off again. */
export function addUp(events: readonly Counted[]): StatsDelta[] {
  const deltas = new Map<string, StatsDelta>();
  for (const event of events) {
    const { type, currency, status, previousStatus, minor } = event;
    const hour = new Date(Math.floor(event.createdAt.getTime() / HOUR_MS) * HOUR_MS);
    const key = `${hour.getTime()} ${type} ${currency}`;
    const delta = deltas.get(key) ?? emptyDelta({ hour, type, currency });
    deltas.set(key, delta);
    const moved = previousStatus !== null && hasMoved(previousStatus);
    if (status === 'CREATED') delta.created += 1;
    else if (status === 'SUCCEEDED' && !moved) {
      delta.succeeded += 1;
      delta.volumeMinor += minor;
      const bin = binOf(event.at.getTime() - event.createdAt.getTime());
      delta.bins.set(bin, (delta.bins.get(bin) ?? 0) + 1);
    } else if (status === 'FAILED') {
      delta.failed += 1;
      if (moved) {
        delta.succeeded -= 1;
        delta.volumeMinor -= minor;
      }
    } else if (status === 'CANCELED') delta.canceled += 1;
  }
  return [...deltas.values()];
}

function emptyDelta(key: StatsKey): StatsDelta {
  return { ...key, created: 0, succeeded: 0, failed: 0, canceled: 0, volumeMinor: 0n, bins: new Map() };
}

export function binOf(ms: number): number {
  return Math.min(BIN_MAX, Math.floor(Math.log2(Math.max(0, ms) + 1) * BINS_PER_DOUBLING));
}

/** The middle of a bin, in milliseconds. */
export function millisecondsOf(bin: number): number {
  return Math.round(2 ** ((bin + 0.5) / BINS_PER_DOUBLING) - 1);
}

/** The time within which `share` of all settled; null when none did. */
export function percentile(bins: ReadonlyMap<number, number>, share: number): number | null {
  const sorted = [...bins].sort(([a], [b]) => a - b);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  let seen = 0;
  for (const [bin, count] of sorted) {
    seen += count;
    if (seen >= total * share) return millisecondsOf(bin);
  }
  return null;
}
