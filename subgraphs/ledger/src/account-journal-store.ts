import type { Queryable } from '@paygraph/postgres';
import type { Page } from '@paygraph/subgraph';
import { versionBefore } from './account-version.ts';
import type { TimeRange } from './journal-store.ts';

/**
 * Numbers of the entries that touched one account, newest first; one more than the page, when there is one.
 * Hops backwards from entry to entry by the account's versions, so a page costs the same at any depth and size
 * of the history. An entry may have touched the account more than once, always in a row.
 */
export async function entryNumbersOfAccount(
  database: Queryable,
  { limit, after }: Page,
  accountId: string,
  range?: TimeRange | null,
): Promise<bigint[]> {
  const firstVersion = (entry: string) =>
    `(select min(case when debit_account = account.number then debit_version else credit_version end)
        from postings where entry_number = ${entry} and account.number in (debit_account, credit_account))`;
  const side = (name: 'debit' | 'credit') =>
    `(select entry_number, ${name}_version as version from postings
       where ${name}_account = account.number and ${name}_version < hops.version and ${name}_version > account.oldest
       order by ${name}_version desc limit 1)`;
  const { rows } = await database.query<{ number: bigint }>(
    `with recursive account as materialized (
       select number, ${versionBefore('account.number', '$4::timestamptz')} oldest,
              least(${firstVersion('$3::bigint')}, ${versionBefore('account.number', '$5::timestamptz')} + 1) newer
         from accounts account where id = $1
     ), hops (entry_number, version, hop) as (
       select null::bigint, newer, 0 from account
       union all
       select last.entry_number, ${firstVersion('last.entry_number')}, hop + 1
         from hops cross join account cross join lateral (
           select entry_number from (${side('debit')} union all ${side('credit')}) sides order by version desc limit 1
         ) last
        where hop < $2
     )
     select entry_number number from hops where hop > 0 order by hop`,
    [accountId, limit + 1, after ?? null, range?.from ?? '-infinity', range?.to ?? 'infinity'],
  );
  return rows.map(({ number }) => number);
}
