import type { Fact, Publisher } from '@paygraph/events';
import type { Actor, UserActor } from '@paygraph/identity';
import type { Queryable, Tx } from '@paygraph/postgres';
import type { Page } from '@paygraph/subgraph';
import { and, desc, eq, inArray, lt } from 'drizzle-orm';
import { claimKeys } from '../saga/key-store.ts';
import type { CallKey, Move } from '../saga/store.ts';
import { unclaimed } from '../tables.ts';
import { newUnclaimed, type UnclaimedRow, type UnclaimedStatus, unclaimedFact } from './unclaimed.ts';

/** Whoever pays out has it to themselves for this long. */
const LEASE = `interval '15 seconds'`;

/** Writes what moves left with us; what is known by its entry stays as it is. */
export async function recordUnclaimed(tx: Tx, moves: readonly Move[], now: Date): Promise<readonly Fact[]> {
  const rows = moves.flatMap((move) => (move.unclaimed ? [newUnclaimed(move.before.id, move.unclaimed, now)] : []));
  if (rows.length === 0) return [];
  return (await insertUnclaimed(tx, rows)).map((row) => unclaimedFact('unclaimed.recorded', row));
}

/** The answer is those whose entry was not known. */
export function insertUnclaimed(tx: Tx, rows: readonly UnclaimedRow[]): Promise<UnclaimedRow[]> {
  return tx.db
    .insert(unclaimed)
    .values([...rows])
    .onConflictDoNothing()
    .returning();
}

export async function unclaimedById({ db }: Queryable, ids: readonly string[]): Promise<Map<string, UnclaimedRow>> {
  const rows = await db
    .select()
    .from(unclaimed)
    .where(inArray(unclaimed.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row]));
}

/** Newest first; one more than the page, when there is one. */
export function listUnclaimed(
  { db }: Queryable,
  { limit, after }: Page,
  status: UnclaimedStatus | null,
): Promise<UnclaimedRow[]> {
  return db
    .select()
    .from(unclaimed)
    .where(
      and(
        after === undefined ? undefined : lt(unclaimed.id, after),
        status === null ? undefined : eq(unclaimed.status, status),
      ),
    )
    .orderBy(desc(unclaimed.id))
    .limit(limit + 1);
}

/** An operator's wish that money is paid out to a wallet. */
interface PayoutIntent {
  readonly call: CallKey;
  readonly inputHash: string;
  readonly id: string;
  readonly walletId: string;
}

/** Begins to pay out what is OPEN, under the caller's key. NOT_OPEN and KEY_TAKEN have written nothing. */
export function beginPayout(
  publisher: Publisher,
  by: UserActor,
  { call, inputHash, id, walletId }: PayoutIntent,
  now: Date,
): Promise<UnclaimedRow | 'NOT_OPEN' | 'KEY_TAKEN'> {
  return publisher.commit<UnclaimedRow | 'NOT_OPEN' | 'KEY_TAKEN'>(by, async (tx) => {
    const [before] = await tx.db.select().from(unclaimed).where(eq(unclaimed.id, id)).for('update');
    if (before?.status !== 'OPEN') return { result: 'NOT_OPEN', facts: [] };
    const claimed = await claimKeys(tx, [{ call, inputHash, transactionId: id }], now);
    if (!claimed.has(call)) return { result: 'KEY_TAKEN', facts: [] };
    const row: UnclaimedRow = {
      ...before,
      ...{ status: 'PAYING', walletId, paidOutBy: by.userId, payouts: before.payouts + 1, lastError: null },
    };
    await tx.db.update(unclaimed).set(row).where(eq(unclaimed.id, id));
    await tx.query(`update unclaimed set due_at = $2::timestamptz + ${LEASE} where id = $1`, [id, now]);
    return { result: row, facts: [unclaimedFact('unclaimed.payout_started', row)] };
  });
}

/** Writes what became of a payout; undefined when somebody else has. */
export function endPayout(
  publisher: Publisher,
  by: Actor,
  { id, payouts }: Pick<UnclaimedRow, 'id' | 'payouts'>,
  refusal: string | null,
  now: Date,
): Promise<UnclaimedRow | undefined> {
  return publisher.commit(by, async (tx) => {
    const isUnderWay = and(eq(unclaimed.id, id), eq(unclaimed.payouts, payouts), eq(unclaimed.status, 'PAYING'));
    const change =
      refusal === null
        ? ({ status: 'PAID', paidOutAt: now } as const)
        : ({ status: 'OPEN', walletId: null, paidOutBy: null, lastError: refusal } as const);
    const [row] = await tx.db.update(unclaimed).set(change).where(isUnderWay).returning();
    const type = refusal === null ? 'unclaimed.paid_out' : 'unclaimed.payout_refused';
    return { result: row, facts: row ? [unclaimedFact(type, row)] : [] };
  });
}

/** Takes payouts that nobody has finished, and puts them off so that no other worker takes them too. */
export async function leasePayouts({ query }: Pick<Queryable, 'query'>, now: Date, limit: number): Promise<string[]> {
  const { rows } = await query<{ id: string }>(
    `update unclaimed set due_at = $1::timestamptz + ${LEASE}
      where id in (select id from unclaimed where status = 'PAYING' and due_at <= $1
                    order by due_at limit $2 for update skip locked)
     returning id`,
    [now, limit],
  );
  return rows.map(({ id }) => id);
}
