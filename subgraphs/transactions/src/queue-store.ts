import type { Queryable } from '@paygraph/postgres';

/** Work that waits for a worker. */
export interface WorkerQueue {
  readonly name: string;
  readonly depth: number;
  readonly oldestAgeSeconds: number;
  readonly deadLetters: number;
}

/** What is due for each worker of this service, and what was given up. */
export async function workerQueues({ query }: Pick<Queryable, 'query'>, now: Date): Promise<WorkerQueue[]> {
  const { rows } = await query<WorkerQueue>(
    `with due (name, due_at) as (
       select 'SAGAS', due_at from transactions where step is not null and dead_at is null and due_at <= $1
       union all
       select 'PROVIDER_NOTICES', due_at from provider_notices where handled_at is null and due_at <= $1
       union all
       select 'PAYOUTS', due_at from payout_lines where transaction_id is null and refusal is null and due_at <= $1
     ), dead (name, count) as (
       select 'SAGAS', count(*) from transactions where dead_at is not null
       union all select 'EVENTS', count(*) from dead_letters
     )
     select queue.name, count(due.due_at)::int depth,
            coalesce(extract(epoch from $1 - min(due.due_at)), 0)::int "oldestAgeSeconds",
            coalesce((select count from dead where dead.name = queue.name), 0)::int "deadLetters"
       from unnest(array['SAGAS', 'PROVIDER_NOTICES', 'PAYOUTS', 'EVENTS']) queue (name) left join due using (name)
      group by queue.name order by queue.name`,
    [now],
  );
  return rows;
}
