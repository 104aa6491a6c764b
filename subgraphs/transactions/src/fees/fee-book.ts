import type { Database } from '@paygraph/postgres';
import { fees } from '../tables.ts';
import type { TransactionType } from '../transaction.ts';
import type { FeeTerms } from './fee.ts';

/** How long a change by another process may go unnoticed here. */
const MAX_AGE_MS = 5_000;
const FREE: FeeTerms = { feeFixedMinor: 0n, feeBasisPoints: 0 };

export type FeeRow = typeof fees.$inferSelect;

/** What movements cost, as operators said. */
export interface FeeBook {
  /** The terms of the wallet the money goes to, or else everybody's, or else `otherwise`: nothing when left out. */
  terms(type: TransactionType, walletId: string | null, currency: string, otherwise?: FeeTerms): Promise<FeeTerms>;
  list(): Promise<readonly FeeRow[]>;
  /** Within a database transaction, when one is given. */
  set(fee: FeeRow, within?: Pick<Database, 'db'>): Promise<void>;
}

export function openFeeBook({ db }: Pick<Database, 'db'>): FeeBook {
  let known: { readonly rows: Promise<ReadonlyMap<string, FeeRow>>; readonly until_ms: number } | undefined;
  const keyOf = (type: string, walletId: string, currency: string) => `${type} ${walletId} ${currency}`;
  const read = async () => {
    const rows = await db.select().from(fees).orderBy(fees.type, fees.walletId, fees.currency);
    return new Map(rows.map((row) => [keyOf(row.type, row.walletId, row.currency), row]));
  };
  const current = () => {
    if (!known || known.until_ms < performance.now()) {
      const rows = read();
      known = { rows, until_ms: performance.now() + MAX_AGE_MS };
      rows.catch(() => {
        known = undefined;
      });
    }
    return known.rows;
  };
  return {
    async terms(type, walletId, currency, otherwise = FREE) {
      const rows = await current();
      const fee = rows.get(keyOf(type, walletId ?? '', currency)) ?? rows.get(keyOf(type, '', currency));
      return fee ? { feeFixedMinor: fee.fixedMinor, feeBasisPoints: fee.basisPoints } : otherwise;
    },
    list: async () => [...(await current()).values()],
    async set(fee, within = { db }) {
      const { fixedMinor, basisPoints, changedBy, changedAt } = fee;
      await within.db
        .insert(fees)
        .values(fee)
        .onConflictDoUpdate({
          target: [fees.type, fees.walletId, fees.currency],
          set: { fixedMinor, basisPoints, changedBy, changedAt },
        });
      known = undefined;
    },
  };
}
