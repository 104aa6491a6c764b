import { type DomainEvent, readOutbox } from '@paygraph/events';
import { parseMoney } from '@paygraph/money';
import { type Database, inTransaction, type Queryable, type Tx } from '@paygraph/postgres';
import type { TransactionEventData } from '../transaction-event.ts';
import { TRANSACTION_EVENTS } from '../transaction-fact.ts';
import { addUp, type Counted, type StatsDelta } from './stats.ts';

/** The durable name of the projection's consumer. */
export const STATS_CONSUMER = 'transaction-stats';
const REBUILD_PAGE_SIZE = 2_000;
/** Any number will do, as long as nothing else in the database locks it: nobody counts while it is rebuilt. */
const STATS_LOCK = 7_461_401;

export interface StatsFilter {
  readonly from: Date;
  readonly to: Date;
  readonly bucket: 'HOUR' | 'DAY' | 'WEEK' | 'MONTH';
  readonly currency: string | null;
}

/** One bucket of one currency. */
export interface StatsRow {
  readonly start: Date;
  readonly currency: string;
  readonly created: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly canceled: number;
  readonly volumeMinor: bigint;
  /** Settlement times by bin. */
  readonly bins: Readonly<Record<string, number>>;
}

/**
 * Adds what events say to the projection, each event once. The lock comes before the inbox, as it does where the
 * projection is made anew: the other way round the two would wait for each other.
 */
export async function countEvents(tx: Tx, events: readonly DomainEvent[]): Promise<void> {
  await tx.query('select pg_advisory_xact_lock_shared($1)', [STATS_LOCK]);
  const { rows } = await tx.query<{ event_id: string }>(
    'insert into inbox (consumer, event_id) select $1, unnest($2::text[]) on conflict do nothing returning event_id',
    [STATS_CONSUMER, events.map(({ id }) => id)],
  );
  const fresh = new Set(rows.map(({ event_id }) => event_id));
  write(tx, addUp(events.filter(({ id }) => fresh.delete(id)).flatMap(counted)));
}

function counted({ time, data }: DomainEvent): Counted[] {
  const { type, currency, status, previousStatus, amount, createdAt } = data as TransactionEventData;
  const money = parseMoney({ amount, currency });
  // Events of before do not say when their transaction was recorded.
  if (typeof money === 'string' || createdAt === undefined) return [];
  const at = new Date(time);
  return [{ type, currency, status, previousStatus, minor: money.minor, createdAt: new Date(createdAt), at }];
}

function write(tx: Tx, deltas: readonly StatsDelta[]): void {
  if (deltas.length === 0) return;
  // In one order, so that two batches that meet wait for each other and never deadlock.
  const ordered = [...deltas].sort((a, b) => (keyText(a) < keyText(b) ? -1 : 1));
  tx.send(
    {
      text: `insert into transaction_stats as s (hour, type, currency, created, succeeded, failed, canceled, volume_minor)
             select hour, type, currency, created, succeeded, failed, canceled, volume_minor
               from json_to_recordset($1) as d (hour timestamptz, type text, currency text, created int, succeeded int,
                                                failed int, canceled int, volume_minor numeric)
             on conflict (hour, type, currency) do update
                set created = s.created + excluded.created, succeeded = s.succeeded + excluded.succeeded,
                    failed = s.failed + excluded.failed, canceled = s.canceled + excluded.canceled,
                    volume_minor = s.volume_minor + excluded.volume_minor`,
    },
    [
      JSON.stringify(
        ordered.map(({ bins, volumeMinor, ...delta }) => ({ ...delta, volume_minor: volumeMinor.toString() })),
      ),
    ],
  );
  const times = ordered.flatMap(({ hour, type, currency, bins }) =>
    [...bins].sort(([a], [b]) => a - b).map(([bin, count]) => ({ hour, type, currency, bin, count })),
  );
  if (times.length === 0) return;
  tx.send(
    {
      text: `insert into settlement_times as s (hour, type, currency, bin, count)
             select * from json_to_recordset($1) as t (hour timestamptz, type text, currency text, bin int, count int)
             on conflict (hour, type, currency, bin) do update set count = s.count + excluded.count`,
    },
    [JSON.stringify(times)],
  );
}

function keyText({ hour, type, currency }: StatsDelta): string {
  return `${hour.toISOString()} ${type} ${currency}`;
}

/**
 * Makes the projection anew from the outbox, in one transaction; the answer is how many events it read. What was
 * counted so is remembered as handled, so that nothing is counted twice when its consumer comes to it.
 */
export async function rebuildStats(database: Database): Promise<number> {
  return inTransaction(database, async (tx) => {
    await tx.query('set local statement_timeout = 0');
    await tx.query('select pg_advisory_xact_lock($1)', [STATS_LOCK]);
    await tx.query('truncate transaction_stats, settlement_times');
    let read = 0;
    for (let position = { xid: 0n, seq: 0n }; ; ) {
      const page = await readOutbox(tx, 'transactions', position, REBUILD_PAGE_SIZE, TRANSACTION_EVENTS);
      if (page.events.length === 0) return read;
      write(tx, addUp(page.events.flatMap(counted)));
      tx.send({ text: 'insert into inbox (consumer, event_id) select $1, unnest($2::text[]) on conflict do nothing' }, [
        STATS_CONSUMER,
        page.events.map(({ id }) => id),
      ]);
      read += page.events.length;
      position = page.position;
    }
  });
}

/** Buckets of a range in order, each currency on its own. Reads the projection, never the history. */
export async function readStats(
  { query }: Pick<Queryable, 'query'>,
  { from, to, bucket, currency }: StatsFilter,
): Promise<StatsRow[]> {
  const { rows } = await query<Omit<StatsRow, 'volumeMinor'> & { volumeMinor: string }>(
    `with counts as (
       select date_trunc($3, hour, 'UTC') as start, currency, sum(created)::int created, sum(succeeded)::int succeeded,
              sum(failed)::int failed, sum(canceled)::int canceled, sum(volume_minor)::text "volumeMinor"
         from transaction_stats where hour >= $1 and hour < $2 and currency = coalesce($4, currency) group by 1, 2
     ), times as (
       select start, currency, jsonb_object_agg(bin, count) bins from (
         select date_trunc($3, hour, 'UTC') as start, currency, bin, sum(count)::int count
           from settlement_times where hour >= $1 and hour < $2 and currency = coalesce($4, currency) group by 1, 2, 3
       ) each group by 1, 2
     )
     select counts.*, coalesce(times.bins, '{}') bins from counts left join times using (start, currency)
      order by start, currency`,
    [from, to, bucket.toLowerCase(), currency],
  );
  return rows.map((row) => ({ ...row, volumeMinor: BigInt(row.volumeMinor) }));
}
