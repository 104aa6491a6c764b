/** Where a transaction stands in time. */
export interface Started {
  readonly transactionId: string;
  readonly initiatorId: string;
  readonly at: Date;
}

export const VELOCITY_WINDOW_MS = 24 * 60 * 60 * 1000;

/**
 * For each transaction of a batch, how many others of its initiator in the same batch came before it within
 * the window: what the database cannot count yet. Of two at the same moment the first in the batch was first.
 */
export function earlierInBatch(batch: readonly Started[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const ofInitiator of Map.groupBy(batch, ({ initiatorId }) => initiatorId).values()) {
    const ordered = ofInitiator.toSorted((a, b) => a.at.getTime() - b.at.getTime());
    let oldest = 0;
    for (const [index, { transactionId, at }] of ordered.entries()) {
      while ((ordered[oldest]?.at.getTime() ?? 0) <= at.getTime() - VELOCITY_WINDOW_MS) oldest++;
      counts.set(transactionId, index - oldest);
    }
  }
  return counts;
}
