import type { Queryable } from '@paygraph/postgres';

/** What an account held, in minor units, on its normal side. */
export interface Held {
  readonly posted: bigint;
  readonly pending: bigint;
}

const NOTHING: Held = { posted: 0n, pending: 0n };

/**
 * What an account held at a moment: what its last posting up to then left, found by index and without adding
 * anything up. Versions are in the order of time, so the later of the two sides is the last.
 */
export async function heldAt(database: Queryable, accountNumber: bigint, time: Date): Promise<Held> {
  const side = (name: 'debit' | 'credit') =>
    `(select ${name}_posted posted, ${name}_pending pending, ${name}_version as version from postings
       where ${name}_account = $1 and recorded_at <= $2 order by ${name}_version desc limit 1)`;
  const { rows } = await database.query<Held & Record<string, unknown>>(
    `select posted, pending from (${side('debit')} union all ${side('credit')}) sides order by version desc limit 1`,
    [accountNumber, time],
  );
  return rows[0] ?? NOTHING;
}
