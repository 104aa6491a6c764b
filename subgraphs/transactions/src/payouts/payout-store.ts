import type { Queryable, Tx } from '@paygraph/postgres';
import type { Page } from '@paygraph/subgraph';
import { and, eq, inArray } from 'drizzle-orm';
import type { Problem } from '../problems.ts';
import { payoutBatches } from '../tables.ts';
import type { CountedBatch, PayoutBatchRow, PayoutLineRow, PayoutLineStatus, PayoutProgress } from './payout-batch.ts';
import type { NewPayoutLine } from './payout-lines.ts';

/** Whoever takes lines has them to themselves for this long; after each attempt that failed, twice as long. */
const LEASE = `interval '20 seconds'`;

/** A line to be paid, with what its batch knows. */
export interface DueLine {
  readonly batchId: string;
  readonly number: number;
  readonly toWalletId: string;
  readonly minor: bigint;
  readonly description: string | null;
  readonly reference: string | null;
  readonly sourceWalletId: string;
  readonly currency: string;
  readonly submittedBy: string;
  readonly requestId: string;
  readonly ip: string | null;
}

/** What became of the attempt to begin a line: a transaction, a refusal, or an error after which it is tried again. */
export interface LineOutcome {
  readonly line: Pick<DueLine, 'batchId' | 'number' | 'submittedBy'>;
  readonly transactionId?: string;
  readonly refusal?: Problem;
  readonly error?: string;
}

export async function insertBatch(tx: Tx, batch: PayoutBatchRow, lines: readonly NewPayoutLine[]): Promise<void> {
  await tx.db.insert(payoutBatches).values(batch);
  await tx.query(
    `insert into payout_lines (batch_id, number, to_wallet_id, minor, description, reference, due_at)
     select $1, *, $7::timestamptz from unnest($2::int[], $3::text[], $4::bigint[], $5::text[], $6::text[])`,
    [
      batch.id,
      lines.map(({ number }) => number),
      lines.map(({ toWalletId }) => toWalletId),
      lines.map(({ minor }) => minor),
      lines.map(({ description }) => description),
      lines.map(({ reference }) => reference),
      batch.createdAt,
    ],
  );
}

/** Batches with how far each of them is. */
export async function batchesById(database: Queryable, ids: readonly string[]): Promise<Map<string, CountedBatch>> {
  const rows = await database.db
    .select()
    .from(payoutBatches)
    .where(inArray(payoutBatches.id, [...ids]));
  const progress = await progressOf(
    database,
    rows.map(({ id }) => id),
  );
  return new Map(rows.map((row) => [row.id, { ...row, ...progress(row.id) }]));
}

/** See `PayoutBook.leaseLines`. */
export async function leaseLines({ query }: Pick<Queryable, 'query'>, now: Date, limit: number): Promise<DueLine[]> {
  const { rows } = await query<DueLine & { [column: string]: unknown }>(
    `with due as materialized (
       select batch_id, number from payout_lines
        where transaction_id is null and refusal is null and due_at <= $1
        order by due_at, batch_id, number limit $2 for update skip locked)
     update payout_lines l
        set attempts = attempts + 1, due_at = $1::timestamptz + ${LEASE} * power(2, least(attempts, 4))
       from due join payout_batches b on b.id = due.batch_id
      where l.batch_id = due.batch_id and l.number = due.number
     returning l.batch_id "batchId", l.number, l.to_wallet_id "toWalletId", l.minor, l.description, l.reference,
               b.source_wallet_id "sourceWalletId", b.currency, b.submitted_by "submittedBy",
               b.request_id "requestId", b.ip`,
    [now, limit],
  );
  return rows;
}

/**
 * Writes what became of lines whose batches are locked. What was paid stays so, also when somebody slower than a lease
 * paid it after it was refused.
 */
export async function writeOutcomes(tx: Tx, outcomes: readonly LineOutcome[]): Promise<void> {
  await tx.query(
    `update payout_lines l
        set transaction_id = coalesce(l.transaction_id, o.transaction_id),
            refusal = case when coalesce(l.transaction_id, o.transaction_id) is null then coalesce(l.refusal, o.refusal) end,
            last_error = left(o.error, 500)
       from unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[])
            o (batch_id, number, transaction_id, refusal, error)
      where l.batch_id = o.batch_id and l.number = o.number`,
    [
      outcomes.map(({ line }) => line.batchId),
      outcomes.map(({ line }) => line.number),
      outcomes.map(({ transactionId }) => transactionId ?? null),
      outcomes.map(({ refusal }) => refusal ?? null),
      outcomes.map(({ error }) => error ?? null),
    ],
  );
}

/** Where a line stands is where its transaction stands. */
const LINE_STATUS = `case
  when l.refusal is not null then 'FAILED'
  when l.transaction_id is null then 'PENDING'
  when t.status in ('FAILED', 'CANCELED') then 'FAILED'
  when t.status = 'IN_REVIEW' then 'IN_REVIEW'
  when t.settled_at is not null then 'SUCCEEDED'
  else 'PROCESSING' end`;

const NO_PROGRESS: PayoutProgress = { succeeded: 0, failed: 0, inReview: 0, succeededMinor: 0n, failedMinor: 0n };

/** How far each batch is. Counted whenever it is asked for: a count that is kept could be wrong after a crash. */
export async function progressOf(
  { query }: Pick<Queryable, 'query'>,
  ids: readonly string[],
): Promise<(id: string) => PayoutProgress> {
  const { rows } = await query<PayoutProgress & { id: string }>(
    `select id, count(*) filter (where status = 'SUCCEEDED')::int succeeded,
            count(*) filter (where status = 'FAILED')::int failed,
            count(*) filter (where status = 'IN_REVIEW')::int "inReview",
            coalesce(sum(minor) filter (where status = 'SUCCEEDED'), 0)::bigint "succeededMinor",
            coalesce(sum(minor) filter (where status = 'FAILED'), 0)::bigint "failedMinor"
       from (select l.batch_id id, l.minor, ${LINE_STATUS} status
               from payout_lines l left join transactions t on t.id = l.transaction_id
              where l.batch_id = any($1)) line
      group by id`,
    [ids],
  );
  const known = new Map(rows.map(({ id, ...progress }) => [id, progress]));
  return (id) => known.get(id) ?? NO_PROGRESS;
}

/** Batches of which something is still open, locked in the order of their ids. */
export function lockOpenBatches(tx: Tx, ids: readonly string[]): Promise<PayoutBatchRow[]> {
  return tx.db
    .select()
    .from(payoutBatches)
    .where(and(inArray(payoutBatches.id, [...ids]), eq(payoutBatches.status, 'PROCESSING')))
    .orderBy(payoutBatches.id)
    .for('update');
}

export async function writeBatch(
  tx: Tx,
  { id, status, told, changedAt, completedAt, dueAt }: PayoutBatchRow,
): Promise<void> {
  await tx.db
    .update(payoutBatches)
    .set({ status, told, changedAt, completedAt, dueAt })
    .where(eq(payoutBatches.id, id));
}

/** See `PayoutBook.leaseBatches`. */
export async function leaseBatches({ query }: Pick<Queryable, 'query'>, now: Date, limit: number): Promise<string[]> {
  const { rows } = await query<{ id: string }>(
    `update payout_batches set due_at = $1::timestamptz + ${LEASE}
      where id in (select id from payout_batches where status = 'PROCESSING' and due_at <= $1
                    order by due_at limit $2 for update skip locked)
     returning id`,
    [now, limit],
  );
  return rows.map(({ id }) => id);
}

/** Lines of a batch in order; one more than the page, when there is one. */
export async function listLines(
  { query }: Pick<Queryable, 'query'>,
  { limit, after }: Page,
  { id, currency }: Pick<PayoutBatchRow, 'id' | 'currency'>,
  statuses: readonly PayoutLineStatus[] | null,
): Promise<PayoutLineRow[]> {
  const { rows } = await query<PayoutLineRow & { [column: string]: unknown }>(
    `select * from (
       select l.batch_id "batchId", l.number, l.to_wallet_id "toWalletId", l.minor, $2 currency, l.description,
              l.reference, l.transaction_id "transactionId", l.refusal, t.failure_code "failureCode", ${LINE_STATUS} status
         from payout_lines l left join transactions t on t.id = l.transaction_id
        where l.batch_id = $1 and l.number > $3) line
      where $4::text[] is null or status = any($4) order by number limit $5`,
    [id, currency, Number(after ?? 0), statuses, limit + 1],
  );
  return rows;
}
