import type { Queryable } from '@paygraph/postgres';
import { versionAt } from './account-version.ts';

/** What an account held, in minor units, on its normal side. */
export interface Held {
  readonly posted: bigint;
  readonly pending: bigint;
}

const NOTHING: Held = { posted: 0n, pending: 0n };

/** What an account held at a moment: what its last posting up to then left, found by index and without adding anything up. */
export async function heldAt(database: Queryable, accountNumber: bigint, time: Date): Promise<Held> {
  const side = (name: 'debit' | 'credit') =>
    `select ${name}_posted posted, ${name}_pending pending from postings, last
      where ${name}_account = $1 and ${name}_version = last.version`;
  const { rows } = await database.query<Held & Record<string, unknown>>(
    `with last as materialized (select ${versionAt('$1::bigint', '$2::timestamptz')} as version)
     ${side('debit')} union all ${side('credit')}`,
    [accountNumber, time],
  );
  return rows[0] ?? NOTHING;
}
