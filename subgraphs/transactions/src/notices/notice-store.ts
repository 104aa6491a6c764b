import type { Queryable } from '@paygraph/postgres';
import type { ProviderName, ProviderNotice } from '../providers/connector.ts';
import type { Look } from '../saga/look-again.ts';
import type { DueNotice } from './notice-book.ts';

/** A notice that could not be looked into this often waits for an operator: about an hour and a half. */
export const NOTICE_ATTEMPTS_MAX = 20;

/** See `NoticeBook.record`. */
export async function recordNotice(
  { query }: Pick<Queryable, 'query'>,
  provider: ProviderName,
  { id, reference }: ProviderNotice,
  now: Date,
): Promise<void> {
  await query(
    `insert into provider_notices (provider, id, reference, received_at, due_at) values ($1, $2, $3, $4, $4)
     on conflict do nothing`,
    [provider, id, reference, now],
  );
}

/** Remembers to look at something later, as if a notice of it came then. */
export async function recordLooks(
  { query }: Pick<Queryable, 'query'>,
  looks: readonly Look[],
  now: Date,
): Promise<void> {
  if (looks.length === 0) return;
  await query(
    `insert into provider_notices (provider, id, reference, received_at, due_at)
     select provider, id, reference, $5::timestamptz, due_at
       from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[]) l (provider, id, reference, due_at)
     on conflict do nothing`,
    [
      looks.map(({ provider }) => provider),
      looks.map(({ id }) => id),
      looks.map(({ reference }) => reference),
      looks.map(({ dueAt }) => dueAt),
      now,
    ],
  );
}

/** See `NoticeBook.lease`. */
export async function leaseNotices(
  { query }: Pick<Queryable, 'query'>,
  now: Date,
  limit: number,
): Promise<DueNotice[]> {
  const { rows } = await query<DueNotice>(
    `update provider_notices
        set attempts = attempts + 1, due_at = $1::timestamptz + interval '10 seconds' * power(2, least(attempts, 5))
      where (provider, id) in (select provider, id from provider_notices
                                where handled_at is null and due_at <= $1 and attempts < $2
                                order by due_at limit $3 for update skip locked)
     returning provider, id, reference`,
    [now, NOTICE_ATTEMPTS_MAX, limit],
  );
  return rows;
}

export async function endNotice(
  { query }: Pick<Queryable, 'query'>,
  { provider, id }: DueNotice,
  now: Date,
): Promise<void> {
  await query('update provider_notices set handled_at = $3, last_error = null where provider = $1 and id = $2', [
    provider,
    id,
    now,
  ]);
}

export async function noteNoticeFailure(
  { query }: Pick<Queryable, 'query'>,
  { provider, id }: DueNotice,
  error: string,
): Promise<void> {
  await query('update provider_notices set last_error = left($3, 500) where provider = $1 and id = $2', [
    provider,
    id,
    error,
  ]);
}
