import type { Queryable, Tx } from '@paygraph/postgres';
import { inArray } from 'drizzle-orm';
import { riskAssessments } from './tables.ts';
import { type Started, VELOCITY_WINDOW_MS } from './velocity.ts';

export type AssessmentRow = typeof riskAssessments.$inferSelect;

/** First key of the advisory locks below; nothing else in this database takes one of two keys. */
const VELOCITY_LOCKS = 7_461_301;
/** A power of two. More would need more of the server's lock table, fewer would make strangers wait for each other. */
const VELOCITY_LOCK_COUNT = 256;

export async function assessmentsByTransaction(
  { db }: Queryable,
  transactionIds: readonly string[],
): Promise<Map<string, AssessmentRow>> {
  const rows = await db
    .select()
    .from(riskAssessments)
    .where(inArray(riskAssessments.transactionId, [...transactionIds]));
  return new Map(rows.map((row) => [row.transactionId, row]));
}

export async function assessmentsById({ db }: Queryable, ids: readonly string[]): Promise<Map<string, AssessmentRow>> {
  const rows = await db
    .select()
    .from(riskAssessments)
    .where(inArray(riskAssessments.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * Lets one batch at a time count and add transactions of the same people, until the end of `tx`: two that
 * counted at once would both miss the other, and many sent together would pass the velocity rule.
 */
export async function lockInitiators(tx: Tx, initiatorIds: readonly string[]): Promise<void> {
  // In order, so that two batches that meet wait for each other and never deadlock.
  await tx.query(
    `select pg_advisory_xact_lock($1::int, bucket)
       from (select distinct hashtext(id) & ($2::int - 1) as bucket from unnest($3::text[]) as id order by bucket) buckets`,
    [VELOCITY_LOCKS, VELOCITY_LOCK_COUNT, initiatorIds],
  );
}

/**
 * For each transaction, how many others of its initiator were started in the 24 hours that end with it,
 * as far as they are assessed. Counts no further than `countMax`, so that a busy merchant costs no more than anybody.
 */
export async function countEarlier(tx: Tx, batch: readonly Started[], countMax: number): Promise<Map<string, number>> {
  const { rows } = await tx.query<{ transactionId: string; earlier: number }>(
    `select started.transaction_id "transactionId", recent.earlier
       from unnest($1::text[], $2::text[], $3::timestamptz[]) as started (transaction_id, initiator_id, at)
      cross join lateral (
        select count(*)::int as earlier
          from (select from risk_assessments r
                 where r.user_id = started.initiator_id
                   and r.transacted_at > started.at - make_interval(secs => $4) and r.transacted_at <= started.at
                 limit $5) as counted
      ) as recent`,
    [
      batch.map(({ transactionId }) => transactionId),
      batch.map(({ initiatorId }) => initiatorId),
      batch.map(({ at }) => at),
      VELOCITY_WINDOW_MS / 1000,
      countMax,
    ],
  );
  return new Map(rows.map(({ transactionId, earlier }) => [transactionId, earlier]));
}

/** Adds assessments; one whose transaction was assessed meanwhile is left out of the answer. */
export async function insertAssessments(tx: Tx, rows: readonly AssessmentRow[]): Promise<AssessmentRow[]> {
  const { rows: inserted } = await tx.query<{ id: string }>(
    `insert into risk_assessments (id, transaction_id, user_id, score, level, decision, reasons, model_version,
                                   rules_version, transacted_at, assessed_at)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[], $6::text[], $7::jsonb[], $8::text[],
                          $9::int[], $10::timestamptz[], $11::timestamptz[])
     on conflict (transaction_id) do nothing returning id`,
    [
      rows.map(({ id }) => id),
      rows.map(({ transactionId }) => transactionId),
      rows.map(({ userId }) => userId),
      rows.map(({ score }) => score),
      rows.map(({ level }) => level),
      rows.map(({ decision }) => decision),
      rows.map(({ reasons }) => JSON.stringify(reasons)),
      rows.map(({ modelVersion }) => modelVersion),
      rows.map(({ rulesVersion }) => rulesVersion),
      rows.map(({ transactedAt }) => transactedAt),
      rows.map(({ assessedAt }) => assessedAt),
    ],
  );
  const ids = new Set(inserted.map(({ id }) => id));
  return rows.filter(({ id }) => ids.has(id));
}
