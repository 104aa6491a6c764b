/**
 * SQL that finds which version an account had at a moment; 0 before its first. Versions are gapless and their
 * times never run backwards, so halving finds it: about 50 looks into the unique indexes of versions for ten
 * million postings, and no index of times. The arguments are SQL: an account's number and a timestamptz.
 */
export const versionBefore = (account: string, time: string): string => lastVersion(account, '<', time);

/** The same, counting what was recorded at that very moment. */
export const versionAt = (account: string, time: string): string => lastVersion(account, '<=', time);

function lastVersion(account: string, comparison: '<' | '<=', time: string): string {
  const recordedAt = (side: 'debit' | 'credit') =>
    `(select recorded_at from postings where ${side}_account = ${account} and ${side}_version = middle)`;
  return `(with recursive search (low, high) as (
      select 0::bigint, whole.version from accounts whole where whole.number = ${account}
      union all
      select case when is_in then middle else low end, case when is_in then high else middle - 1 end
        from search
        cross join lateral (select (low + high + 1) / 2 middle) half
        cross join lateral (
          select coalesce(coalesce(${recordedAt('debit')}, ${recordedAt('credit')}) ${comparison} ${time}, false) is_in) found
       where low < high)
    select low from search where low = high)`;
}
