import type { Queryable } from '@paygraph/postgres';
import type { ProviderName } from '../providers/connector.ts';
import { PROFILES } from '../providers/profiles.ts';

const DAY_S = 86_400;
/** How often a provider is asked for its list, and how soon again when it did not answer. */
export const LIST_EVERY_S = 3_600;
export const LIST_AGAIN_S = 300;
/** The first time it is asked for everything that may still be disputed. */
export const LIST_FIRST_S = 180 * DAY_S;
/** What was listed late: each time is asked for a day more than should be needed. */
export const LIST_OVERLAP_S = DAY_S;

/** A provider to be asked which disputes were opened since then. */
export interface DueList {
  readonly provider: ProviderName;
  readonly since: Date;
}

/** See `DisputeBook.leaseLists`. */
export async function leaseLists({ query }: Pick<Queryable, 'query'>, now: Date): Promise<readonly DueList[]> {
  await query(
    `insert into dispute_lists (provider, read_until, due_at)
     select name, $2::timestamptz - make_interval(secs => $3), $2 from unnest($1::text[]) name
     on conflict do nothing`,
    [Object.keys(PROFILES), now, LIST_FIRST_S - LIST_OVERLAP_S],
  );
  const { rows } = await query<DueList>(
    `update dispute_lists set due_at = $1::timestamptz + make_interval(secs => $2)
      where provider in (select provider from dispute_lists where due_at <= $1 for update skip locked)
     returning provider, read_until - make_interval(secs => $3) since`,
    [now, LIST_AGAIN_S, LIST_OVERLAP_S],
  );
  return rows;
}

/** See `DisputeBook.endList`. */
export async function endList(
  { query }: Pick<Queryable, 'query'>,
  provider: ProviderName,
  readUntil: Date,
  now: Date,
): Promise<void> {
  await query(
    `update dispute_lists
        set read_until = greatest(read_until, $2), due_at = $3::timestamptz + make_interval(secs => $4)
      where provider = $1`,
    [provider, readUntil, now, LIST_EVERY_S],
  );
}
