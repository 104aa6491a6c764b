import type { Queryable } from '@paygraph/postgres';
import type { ProviderName } from '../providers/connector.ts';

/** Evidence that could not be passed on this often waits for an operator: about two hours. */
export const EVIDENCE_ATTEMPTS_MAX = 30;

/** What a merchant said and a provider has not heard yet. */
export interface DueEvidence {
  readonly disputeId: string;
  readonly number: number;
  readonly text: string;
  readonly provider: ProviderName;
  /** What the provider calls the payment. */
  readonly reference: string;
}

/** See `DisputeBook.leaseEvidence`. */
export async function leaseEvidence(
  { query }: Pick<Queryable, 'query'>,
  now: Date,
  limit: number,
): Promise<readonly DueEvidence[]> {
  const { rows } = await query<DueEvidence>(
    `update dispute_evidence e
        set attempts = attempts + 1, due_at = $1::timestamptz + interval '10 seconds' * power(2, least(attempts, 5))
       from disputes d
      where d.id = e.dispute_id and (e.dispute_id, e.number) in (
              select dispute_id, number from dispute_evidence
               where sent_at is null and due_at <= $1 and attempts < $2
               order by due_at limit $3 for update skip locked)
     returning e.dispute_id "disputeId", e.number, e.text, d.provider, d.transaction_id reference`,
    [now, EVIDENCE_ATTEMPTS_MAX, limit],
  );
  return rows;
}

export async function endEvidence(
  { query }: Pick<Queryable, 'query'>,
  { disputeId, number }: DueEvidence,
  now: Date,
): Promise<void> {
  await query('update dispute_evidence set sent_at = $3, last_error = null where dispute_id = $1 and number = $2', [
    disputeId,
    number,
    now,
  ]);
}

export async function noteEvidenceFailure(
  { query }: Pick<Queryable, 'query'>,
  { disputeId, number }: DueEvidence,
  error: string,
): Promise<void> {
  await query('update dispute_evidence set last_error = left($3, 500) where dispute_id = $1 and number = $2', [
    disputeId,
    number,
    error,
  ]);
}

/** How often disputes are looked into that nobody has decided. */
export const POLL_EVERY_S = 21_600;

/** See `DisputeBook.poll`. */
export async function pollDisputes({ query }: Pick<Queryable, 'query'>, now: Date): Promise<void> {
  await query(
    `insert into provider_notices (provider, id, reference, received_at, due_at)
     select provider, id || ':' || floor(extract(epoch from $1::timestamptz) / $2)::text, transaction_id, $1, $1
       from disputes
      where provider is not null and status in ('INQUIRY', 'OPEN', 'UNDER_REVIEW')
        and opened_at < $1::timestamptz - make_interval(secs => $2)
     on conflict do nothing`,
    [now, POLL_EVERY_S],
  );
}
