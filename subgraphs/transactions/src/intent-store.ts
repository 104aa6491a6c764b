import type { Publisher } from '@paygraph/events';
import { asService, newId } from '@paygraph/identity';
import type { Tx } from '@paygraph/postgres';
import { inArray } from 'drizzle-orm';
import { useQuotes } from './conversion-store.ts';
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
    const first = intents.filter(({ call }) => claimed.has(call));
    const refused = new Map([...(await reserveRefunds(tx, first)), ...(await useQuotes(tx, first, now))]);
    await freeKeys(tx, [...refused.keys()]);
    const fresh = first.filter((intent) => !refused.has(intent));
    if (fresh.length > 0) tx.send(INSERT, [recordSet(fresh.map(({ transaction }) => transaction))]);
    return {
      result: intents.map((intent) => (claimed.has(intent.call) ? (refused.get(intent) ?? 'RECORDED') : 'KEY_TAKEN')),
      facts: fresh.map(({ transaction, actor: by }) => ({ ...transactionFact(transaction, null), by })),
    };
  });
}

const INSERT = {
  name: 'insert_transactions',
  text: 'insert into transactions select * from json_populate_recordset(null::transactions, $1)',
};

/** Of what was refused nothing was written: the same key may be tried again. */
async function freeKeys(tx: Tx, refused: readonly Intent[]): Promise<void> {
  if (refused.length === 0) return;
  const ids = refused.map(({ transaction }) => transaction.id);
  await tx.db.delete(idempotencyKeys).where(inArray(idempotencyKeys.transactionId, ids));
}

/** Counts refunds against their payments, which are locked. The answer has those that do not fit. */
async function reserveRefunds(tx: Tx, intents: readonly Intent[]): Promise<ReadonlyMap<Intent, Recorded>> {
  const refunds = intents.filter(({ transaction }) => transaction.type === 'REFUND');
  const refused = new Map<Intent, Recorded>();
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
    if (rest < 0n) refused.set(intent, 'EXCEEDS_PAYMENT');
    else left.set(parentId ?? '', rest);
  }
  for (const { capturedMinor, id } of payments) {
    await tx.query(
      'update transactions set refund_reserved_minor = $2, version = version + 1 where id = $1 and refund_reserved_minor <> $2',
      [id, capturedMinor - (left.get(id) ?? capturedMinor)],
    );
  }
  return refused;
}
