import type { Queryable } from '@paygraph/postgres';
import { ATTEMPTS_MAX, POLLS_MAX } from './store.ts';

const ERROR_CHARACTERS_MAX = 500;

/** See `TransactionStore.leaseDue`; the answer has ids. */
export async function leaseDue({ query }: Pick<Queryable, 'query'>, now: Date, limit: number): Promise<string[]> {
  // Doubling delays, from 10 s to about 5 minutes, with jitter: a provider that is down is not helped by being asked more.
  const { rows } = await query<{ id: string; dead_at: Date | null }>(
    `update transactions
        set attempts = attempts + 1,
            dead_at = case when attempts >= case step when 'AWAIT_PROVIDER' then $3::int else $2::int end then $1::timestamptz end,
            due_at = $1::timestamptz + interval '10 seconds' * power(2, least(attempts, 5)) * (0.75 + random() / 2)
      where id in (select id from transactions where step is not null and dead_at is null and due_at <= $1
                    order by due_at limit $4 for update skip locked)
     returning id, dead_at`,
    [now, ATTEMPTS_MAX, POLLS_MAX, limit],
  );
  return rows.flatMap(({ id, dead_at }) => (dead_at === null ? [id] : []));
}

export async function noteFailure({ query }: Pick<Queryable, 'query'>, id: string, error: string): Promise<void> {
  await query('update transactions set last_error = $2 where id = $1', [id, error.slice(0, ERROR_CHARACTERS_MAX)]);
}

/** Gives a dead letter all its attempts again, at once; false when it is none. */
export async function revive({ query }: Pick<Queryable, 'query'>, id: string, now: Date): Promise<boolean> {
  const { rowCount } = await query(
    `update transactions set dead_at = null, attempts = 0, due_at = $2, version = version + 1
      where id = $1 and dead_at is not null`,
    [id, now],
  );
  return rowCount === 1;
}

export async function hasten({ query }: Pick<Queryable, 'query'>, ids: readonly string[], now: Date): Promise<void> {
  await query(
    `update transactions set due_at = least(due_at, $2)
      where id = any($1) and step in ('AWAIT_PROVIDER', 'AUTHORIZE', 'CAPTURE', 'RETURN') and dead_at is null`,
    [ids, now],
  );
}
