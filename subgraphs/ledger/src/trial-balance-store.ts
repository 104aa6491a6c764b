import type { Database } from '@paygraph/postgres';

export interface CurrencyTotals {
  readonly currency: string;
  readonly debits: bigint;
  readonly credits: bigint;
}

/**
 * What all accounts of each currency were debited and credited: from the accounts' own totals, or, for a
 * moment in the past, from the transfers posted before it.
 */
export async function currencyTotals({ pool }: Pick<Database, 'pool'>, before: Date | null): Promise<CurrencyTotals[]> {
  const { rows } = before
    ? await pool.query<CurrencyTotals>(
        `select currency, sum(debits)::bigint debits, sum(credits)::bigint credits
           from (select a.currency, t.minor debits, 0 credits from transfers t join accounts a on a.id = t.debit_account_id
                  where t.posted_at < $1
                 union all
                 select a.currency, 0, t.minor from transfers t join accounts a on a.id = t.credit_account_id
                  where t.posted_at < $1) sides
          group by currency order by currency`,
        [before],
      )
    : await pool.query<CurrencyTotals>(
        `select currency, sum(debits_posted)::bigint debits, sum(credits_posted)::bigint credits
           from accounts group by currency order by currency`,
      );
  return rows;
}
