import type { Publisher } from '@paygraph/events';
import { asService, newId, type UserActor } from '@paygraph/identity';
import type { Queryable, Tx } from '@paygraph/postgres';
import { and, eq } from 'drizzle-orm';
import { idempotencyKeys, transactions } from './tables.ts';
import { transactionFact } from './transaction-fact.ts';
import type { TransactionRow } from './transaction-store.ts';

/** What makes two calls the same: the caller, the mutation and the caller's key. */
export interface CallKey {
  readonly callerId: string;
  readonly mutation: 'deposit' | 'transfer';
  readonly key: string;
}

export type KeyRow = typeof idempotencyKeys.$inferSelect;

/** A transaction to be recorded under a caller's key. */
export interface Intent {
  readonly actor: UserActor;
  readonly call: CallKey;
  readonly inputHash: string;
  readonly transaction: TransactionRow;
}

export async function findKey({ db }: Queryable, { callerId, mutation, key }: CallKey): Promise<KeyRow | undefined> {
  const [row] = await db
    .select()
    .from(idempotencyKeys)
    .where(
      and(eq(idempotencyKeys.callerId, callerId), eq(idempotencyKeys.mutation, mutation), eq(idempotencyKeys.key, key)),
    );
  return row;
}

/**
 * Records intents in one database transaction. The answer says, in order, which are new; the others' keys
 * were taken, by an earlier call or a simultaneous one, and nothing was written for them.
 */
export function recordIntents(
  publisher: Publisher,
  intents: readonly Intent[],
  now: Date,
): Promise<readonly boolean[]> {
  const actor = asService('transactions', { requestId: newId('batch') });
  return publisher.commit(actor, async (tx) => {
    // In key order, so that two batches with the same keys wait for each other and never deadlock.
    const ordered = [...intents].sort((a, b) => (keyText(a.call) < keyText(b.call) ? -1 : 1));
    const taken = await insertKeys(tx, ordered, now);
    const fresh = intents.filter(({ transaction }) => taken.has(transaction.id));
    if (fresh.length > 0) await tx.db.insert(transactions).values(fresh.map(({ transaction }) => transaction));
    return {
      result: intents.map(({ transaction }) => taken.has(transaction.id)),
      facts: fresh.map((intent) => ({ ...transactionFact(intent.transaction, null), by: intent.actor })),
    };
  });
}

async function insertKeys(tx: Tx, intents: readonly Intent[], now: Date): Promise<ReadonlySet<string>> {
  const rows = await tx.db
    .insert(idempotencyKeys)
    .values(
      intents.map(({ call, inputHash, transaction }) => ({
        ...call,
        inputHash,
        transactionId: transaction.id,
        createdAt: now,
      })),
    )
    .onConflictDoNothing()
    .returning({ transactionId: idempotencyKeys.transactionId });
  return new Set(rows.map(({ transactionId }) => transactionId));
}

/** Remembers that the first call under these keys has its answer. */
export async function markAnswered({ db }: Queryable, call: CallKey): Promise<void> {
  await db
    .update(idempotencyKeys)
    .set({ answered: true })
    .where(
      and(
        eq(idempotencyKeys.callerId, call.callerId),
        eq(idempotencyKeys.mutation, call.mutation),
        eq(idempotencyKeys.key, call.key),
      ),
    );
}

function keyText({ callerId, mutation, key }: CallKey): string {
  return JSON.stringify([callerId, mutation, key]);
}
