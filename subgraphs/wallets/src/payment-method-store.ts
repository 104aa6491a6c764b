import type { Queryable, Tx } from '@paygraph/postgres';
import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import { paymentMethods } from './tables.ts';

export type PaymentMethodRow = typeof paymentMethods.$inferSelect;

export async function paymentMethodsById(
  { db }: Queryable,
  ids: readonly string[],
): Promise<Map<string, PaymentMethodRow>> {
  const rows = await db
    .select()
    .from(paymentMethods)
    .where(inArray(paymentMethods.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row]));
}

/** Methods in use, newest first, by owner. */
export async function paymentMethodsByOwner(
  { db }: Queryable,
  ownerIds: readonly string[],
): Promise<Map<string, PaymentMethodRow[]>> {
  const rows = await db
    .select()
    .from(paymentMethods)
    .where(and(inArray(paymentMethods.ownerId, [...ownerIds]), isNull(paymentMethods.removedAt)))
    .orderBy(desc(paymentMethods.id));
  return Map.groupBy(rows, (row) => row.ownerId);
}

/** Methods in use of an owner, counted under a lock that makes others who add one for the same owner wait. */
export async function countPaymentMethods(tx: Tx, ownerId: string): Promise<number> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 1))', [ownerId]);
  return tx.db.$count(paymentMethods, and(eq(paymentMethods.ownerId, ownerId), isNull(paymentMethods.removedAt)));
}

export async function insertPaymentMethod(tx: Tx, row: PaymentMethodRow): Promise<void> {
  await tx.db.insert(paymentMethods).values(row);
}

/** Takes a method out of use and destroys its sealed number; undefined when it is not there (any more). */
export async function removePaymentMethod(
  tx: Tx,
  id: string,
  ownerId: string,
  now: Date,
): Promise<PaymentMethodRow | undefined> {
  const [row] = await tx.db
    .update(paymentMethods)
    .set({ sealed: null, removedAt: now })
    .where(and(eq(paymentMethods.id, id), eq(paymentMethods.ownerId, ownerId), isNull(paymentMethods.removedAt)))
    .returning();
  return row;
}
