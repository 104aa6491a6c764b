import type { Publisher } from '@paygraph/events';
import { asService, newId } from '@paygraph/identity';
import type { Tx } from '@paygraph/postgres';
import { inArray } from 'drizzle-orm';
import { claimKeys } from './key-store.ts';
import { recordSet } from './record-set.ts';
import type { Intent, Recorded } from './store.ts';
import { idempotencyKeys, transactions } from './tables.ts';
import { transactionFact } from './transaction-fact.ts';

/** Records intents in one database transaction. Of those that are not RECORDED, in order, nothing was written. */
export function recordIntents(
  publisher: Publisher,
  intents: readonly Intent[],
  now: Date,
): Promise<readonly Recorded[]> {
  const actor = asService('transactions', { requestId: newId('batch') });
  return publisher.commit(actor, async (tx) => {
    const claims = intents.map(({ call, inputHash, transaction }) => ({
      call,
      inputHash,
      transactionId: transaction.id,
    }));
    const claimed = await claimKeys(tx, claims, now);
    const refused = await reserveRefunds(
      tx,
      intents.filter(({ call }) => claimed.has(call)),
    );
    const fresh = intents.filter((intent) => claimed.has(intent.call) && !refused.has(intent));
    if (fresh.length > 0) await insert(tx, fresh);
    return {
      result: intents.map((intent) =>
        refused.has(intent) ? 'EXCEEDS_PAYMENT' : claimed.has(intent.call) ? 'RECORDED' : 'KEY_TAKEN',
      ),
      facts: fresh.map(({ transaction, actor: by }) => ({ ...transactionFact(transaction, null), by })),
    };
  });
}

async function insert(tx: Tx, intents: readonly Intent[]): Promise<void> {
  await tx.query('insert into transactions select * from json_populate_recordset(null::transactions, $1)', [
    recordSet(intents.map(({ transaction }) => transaction)),
  ]);
}

/** Counts refunds against their payments, which are locked. Those that do not fit are answered, and their keys are free again. */
async function reserveRefunds(tx: Tx, intents: readonly Intent[]): Promise<ReadonlySet<Intent>> {
  const refunds = intents.filter(({ transaction }) => transaction.type === 'REFUND');
  const refused = new Set<Intent>();
  if (refunds.length === 0) return refused;
  const ids = refunds.flatMap(({ transaction }) => transaction.parentId ?? []);
  const payments = await tx.db
    .select()
    .from(transactions)
    .where(inArray(transactions.id, ids))
    .orderBy(transactions.id)
    .for('update');
  const left = new Map(payments.map((row) => [row.id, row.capturedMinor - row.refundReservedMinor]));
  for (const intent of refunds) {
    const { parentId, minor } = intent.transaction;
    const rest = (left.get(parentId ?? '') ?? 0n) - minor;
    if (rest < 0n) refused.add(intent);
    else left.set(parentId ?? '', rest);
  }
  for (const { capturedMinor, id } of payments) {
    await tx.query(
      'update transactions set refund_reserved_minor = $2, version = version + 1 where id = $1 and refund_reserved_minor <> $2',
      [id, capturedMinor - (left.get(id) ?? capturedMinor)],
    );
  }
  if (refused.size > 0) {
    const refusedIds = [...refused].map(({ transaction }) => transaction.id);
    await tx.db.delete(idempotencyKeys).where(inArray(idempotencyKeys.transactionId, refusedIds));
  }
  return refused;
}
