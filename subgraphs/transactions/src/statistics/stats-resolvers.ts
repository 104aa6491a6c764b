import { formatMoney, isCurrency } from '@paygraph/money';
import { codedError, requireOperator } from '@paygraph/subgraph';
import type { TransactionsDeps } from '../deps.ts';
import type { QueryResolvers } from '../generated/resolvers.ts';
import { percentile } from './stats.ts';
import { readStats, type StatsFilter, type StatsRow } from './stats-store.ts';

const BUCKETS_MAX = 1_000;
const HOUR_MS = 3_600_000;
/** The shortest a bucket gets. */
const BUCKET_MS = { HOUR: HOUR_MS, DAY: 24 * HOUR_MS, WEEK: 7 * 24 * HOUR_MS, MONTH: 28 * 24 * HOUR_MS } as const;

export function statsResolvers({
  database,
}: Pick<TransactionsDeps, 'database'>): Pick<QueryResolvers, 'transactionStats'> {
  return {
    async transactionStats(_, { range: { from, to }, bucket, currency }, { actor }) {
      requireOperator(actor);
      if (currency != null && !isCurrency(currency)) {
        throw codedError('BAD_USER_INPUT', `${currency} is not an active ISO 4217 currency`, { argument: 'currency' });
      }
      if (!(from < to)) throw codedError('BAD_USER_INPUT', 'range.from must be before range.to', { argument: 'range' });
      if ((to.getTime() - from.getTime()) / BUCKET_MS[bucket] > BUCKETS_MAX) {
        throw codedError('BAD_USER_INPUT', `range has at most ${BUCKETS_MAX} buckets`, { argument: 'range' });
      }
      const rows = await readStats(database, widened({ from, to, bucket, currency: currency ?? null }));
      const byCurrency = Map.groupBy(rows, (row) => row.currency);
      return { totals: [...byCurrency.values()].map((each) => present(total(each))), buckets: rows.map(present) };
    },
  };
}

/** To whole buckets: half of one would tell half of the truth. */
function widened({ from, to, bucket, currency }: StatsFilter): StatsFilter {
  const start = bucketStart(from, bucket);
  let end = bucketStart(to, bucket);
  if (end < to) end = bucketStart(new Date(end.getTime() + BUCKET_MS[bucket] * 1.2), bucket);
  return { from: start, to: end > start ? end : new Date(start.getTime() + BUCKET_MS[bucket]), bucket, currency };
}

function bucketStart(time: Date, bucket: StatsFilter['bucket']): Date {
  const [year, month, day] = [time.getUTCFullYear(), time.getUTCMonth(), time.getUTCDate()];
  switch (bucket) {
    case 'HOUR':
      return new Date(Math.floor(time.getTime() / HOUR_MS) * HOUR_MS);
    case 'DAY':
      return new Date(Date.UTC(year, month, day));
    case 'WEEK':
      return new Date(Date.UTC(year, month, day - ((time.getUTCDay() + 6) % 7)));
    case 'MONTH':
      return new Date(Date.UTC(year, month));
  }
}

function total(rows: readonly StatsRow[]): StatsRow {
  return rows.reduce((sum, row) => {
    const bins: Record<string, number> = { ...sum.bins };
    for (const [bin, count] of Object.entries(row.bins)) bins[bin] = (bins[bin] ?? 0) + count;
    return {
      start: sum.start,
      currency: sum.currency,
      created: sum.created + row.created,
      succeeded: sum.succeeded + row.succeeded,
      failed: sum.failed + row.failed,
      canceled: sum.canceled + row.canceled,
      volumeMinor: sum.volumeMinor + row.volumeMinor,
      bins,
    };
  });
}

function present({ start, currency, created, succeeded, failed, canceled, volumeMinor: minor, bins }: StatsRow) {
  const times = new Map(Object.entries(bins).map(([bin, count]) => [Number(bin), count]));
  const ended = succeeded + failed + canceled;
  return {
    ...{ start, currency, count: created, succeeded, failed, canceled },
    successRate: ended === 0 ? null : succeeded / ended,
    volume: formatMoney({ minor, currency }),
    settlementP50Ms: percentile(times, 0.5),
    settlementP95Ms: percentile(times, 0.95),
    settlementP99Ms: percentile(times, 0.99),
  };
}
