import type { Queryable } from '@paygraph/postgres';
import { EVIDENCE_ATTEMPTS_MAX } from './disputes/dispute-evidence-store.ts';
import { NOTICE_ATTEMPTS_MAX } from './notices/notice-store.ts';

/** Work that waits for a worker. */
export interface WorkerQueue {
  readonly name: string;
  readonly depth: number;
  readonly oldestAgeSeconds: number;
  readonly deadLetters: number;
}

const QUEUES = [
  'SAGAS',
  'PROVIDER_NOTICES',
  'PAYOUTS',
  'SCHEDULES',
  'EVIDENCE',
  'DISPUTE_LISTS',
  'DEBTS',
  'UNCLAIMED',
  'EVENTS',
] as const;

/** What is due for each worker of this service, and what was given up. */
export async function workerQueues({ query }: Pick<Queryable, 'query'>, now: Date): Promise<WorkerQueue[]> {
  const { rows } = await query<WorkerQueue>(
    `with due (name, due_at) as (
       select 'SAGAS', due_at from transactions where step is not null and dead_at is null and due_at <= $1
       union all
       select 'PROVIDER_NOTICES', due_at from provider_notices where handled_at is null and due_at <= $1
       union all
       select 'PAYOUTS', due_at from payout_lines where transaction_id is null and refusal is null and due_at <= $1
       union all
       select 'SCHEDULES', next_run_at from schedules where next_run_at <= $1
       union all
       select 'SCHEDULES', due_at from schedule_runs where transaction_id is null and refusal is null and due_at <= $1
       union all
       select 'EVIDENCE', due_at from dispute_evidence where sent_at is null and due_at <= $1
       union all
       select 'DISPUTE_LISTS', due_at from dispute_lists where due_at <= $1
       union all
       select 'DEBTS', due_at from merchant_debts where collecting_minor is not null and due_at <= $1
       union all
       select 'UNCLAIMED', due_at from unclaimed where status = 'PAYING' and due_at <= $1
     ), dead (name, count) as (
       select 'SAGAS', count(*) from transactions where dead_at is not null
       union all
       select 'PROVIDER_NOTICES', count(*) from provider_notices where handled_at is null and attempts >= $2
       union all
       select 'EVIDENCE', count(*) from dispute_evidence where sent_at is null and attempts >= $3
       union all select 'EVENTS', count(*) from dead_letters
     )
     select queue.name, count(due.due_at)::int depth,
            coalesce(extract(epoch from $1 - min(due.due_at)), 0)::int "oldestAgeSeconds",
            coalesce((select count from dead where dead.name = queue.name), 0)::int "deadLetters"
       from unnest($4::text[]) queue (name) left join due using (name)
      group by queue.name order by queue.name`,
    [now, NOTICE_ATTEMPTS_MAX, EVIDENCE_ATTEMPTS_MAX, QUEUES],
  );
  return rows;
}
