import type { Publisher } from '@paygraph/events';
import type { Actor } from '@paygraph/identity';
import type { Queryable, Tx } from '@paygraph/postgres';
import type { Page } from '@paygraph/subgraph';
import { and, eq, gt, inArray, isNull, ne, sql } from 'drizzle-orm';
import { walletOf } from '../saga/booking.ts';
import { merchantDebts } from '../tables.ts';
import { newUnclaimed, unclaimedFact } from '../unclaimed/unclaimed.ts';
import { insertUnclaimed } from '../unclaimed/unclaimed-store.ts';
import { type DebtChange, type DebtRow, debtCollected } from './debt.ts';
import type { Collected } from './debt-book.ts';

/** Whoever collects a debt has it to themselves for this long; so often it is looked at what the wallet has. */
const LEASE = `interval '15 seconds'`;

/** Counts what chargebacks added and took away, in the order of wallets, so that two batches that meet never deadlock. */
export async function changeDebts(tx: Tx, changes: readonly DebtChange[], now: Date): Promise<void> {
  const merchants = changes.map((change) => ({ ...change, walletId: walletOf(change.chargeback.sourceWalletId) }));
  for (const { chargeback, minor, walletId } of merchants.toSorted((a, b) => (a.walletId < b.walletId ? -1 : 1))) {
    await tx.query(
      `insert into merchant_debts as d (wallet_id, owner_id, currency, owed_minor, chargeback_id, due_at, changed_at)
       values ($1, $2, $3, $4, $5, $6, $6)
       on conflict (wallet_id) do update
         set owed_minor = d.owed_minor + excluded.owed_minor, chargeback_id = excluded.chargeback_id,
             due_at = least(d.due_at, excluded.due_at), changed_at = excluded.changed_at`,
      [walletId, chargeback.sourceOwnerId, chargeback.currency, minor, chargeback.id, now],
    );
  }
}

export async function debtsByWallet({ db }: Queryable, ids: readonly string[]): Promise<Map<string, DebtRow>> {
  const rows = await db
    .select()
    .from(merchantDebts)
    .where(inArray(merchantDebts.walletId, [...ids]));
  return new Map(rows.map((row) => [row.walletId, row]));
}

/** What is owed now, by wallet; one more than the page, when there is one. */
export function listDebts({ db }: Queryable, { limit, after }: Page): Promise<DebtRow[]> {
  const isAfter = after === undefined ? undefined : gt(merchantDebts.walletId, after);
  return db
    .select()
    .from(merchantDebts)
    .where(and(gt(merchantDebts.owedMinor, 0n), isAfter))
    .orderBy(merchantDebts.walletId)
    .limit(limit + 1);
}

/** See `DebtBook.lease`. */
export async function leaseDebts(database: Queryable, now: Date, limit: number): Promise<readonly DebtRow[]> {
  const { rows } = await database.query<{ id: string }>(
    `update merchant_debts set due_at = $1::timestamptz + ${LEASE}
      where wallet_id in (select wallet_id from merchant_debts
                           where (owed_minor <> 0 or collecting_minor is not null) and due_at <= $1
                           order by due_at limit $2 for update skip locked)
     returning wallet_id id`,
    [now, limit],
  );
  const ids = rows.map(({ id }) => id);
  return ids.length === 0 ? [] : [...(await debtsByWallet(database, ids)).values()];
}

/** See `DebtBook.begin`. */
export async function beginCollection(
  { db }: Queryable,
  { walletId, collections }: DebtRow,
  minor: bigint,
): Promise<DebtRow | undefined> {
  const isFree = and(
    eq(merchantDebts.walletId, walletId),
    eq(merchantDebts.collections, collections),
    isNull(merchantDebts.collectingMinor),
  );
  const change = { collectingMinor: minor, collections: collections + 1 };
  const [row] = await db.update(merchantDebts).set(change).where(isFree).returning();
  return row;
}

/** See `DebtBook.end`. */
export function endCollection(
  publisher: Publisher,
  by: Actor,
  { walletId, collections, collectingMinor }: DebtRow,
  collected: Collected,
  now: Date,
): Promise<void> {
  return publisher.commit(by, async (tx) => {
    const isUnderWay = and(
      eq(merchantDebts.walletId, walletId),
      eq(merchantDebts.collections, collections),
      ne(merchantDebts.collectingMinor, 0n),
    );
    const minor = collectingMinor ?? 0n;
    const change =
      'refusal' in collected
        ? { lastError: collected.refusal }
        : {
            owedMinor: sql`${merchantDebts.owedMinor} - ${minor}`,
            collectedMinor: sql`${merchantDebts.collectedMinor} + ${minor}`,
            changedAt: now,
            lastError: null,
          };
    const [row] = await tx.db
      .update(merchantDebts)
      .set({ ...change, collectingMinor: null })
      .where(isUnderWay)
      .returning();
    if (!row || 'refusal' in collected) return { result: undefined, facts: [] };
    const kept = collected.unclaimed
      ? await insertUnclaimed(tx, [newUnclaimed(row.chargebackId, collected.unclaimed, now)])
      : [];
    const facts = [debtCollected(row, minor), ...kept.map((each) => unclaimedFact('unclaimed.recorded', each))];
    return { result: undefined, facts };
  });
}
