import type { Queryable } from '@paygraph/postgres';
import { versionAt } from './account-version.ts';

export interface CurrencyTotals {
  readonly currency: string;
  readonly debits: bigint;
  readonly credits: bigint;
}

/**
 * Debit and credit balances of all accounts by currency: from the accounts' own totals, or, for a moment in
 * the past, from what each account's last posting up to then left.
 */
export async function currencyTotals(database: Queryable, at: Date | null): Promise<CurrencyTotals[]> {
  const { rows } = at
    ? await database.query<CurrencyTotals & Record<string, unknown>>(
        `select currency,
                coalesce(sum(posted) filter (where normal_side = 'DEBIT'), 0)::bigint debits,
                coalesce(sum(posted) filter (where normal_side = 'CREDIT'), 0)::bigint credits
           from (select a.currency, a.normal_side, last.posted
                   from (select b.*, ${versionAt('b.number', '$1::timestamptz')} last_version from accounts b) a
                  cross join lateral (
                    select debit_posted posted from postings where debit_account = a.number and debit_version = last_version
                    union all
                    select credit_posted from postings where credit_account = a.number and credit_version = last_version) last) held
          group by currency order by currency`,
        [at],
      )
    : await database.query<CurrencyTotals & Record<string, unknown>>(
        `select currency,
                coalesce(sum(debits_posted - credits_posted) filter (where normal_side = 'DEBIT'), 0)::bigint debits,
                coalesce(sum(credits_posted - debits_posted) filter (where normal_side = 'CREDIT'), 0)::bigint credits
           from accounts group by currency order by currency`,
      );
  return rows;
}
