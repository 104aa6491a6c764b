import type { Fact, Publisher } from '@paygraph/events';
import { asService, newId } from '@paygraph/identity';
import type { Tx } from '@paygraph/postgres';
import { inArray } from 'drizzle-orm';
import { useQuotes } from '../conversions/conversion-store.ts';
import { disputedPayments, insertDisputes } from '../disputes/dispute-store.ts';
import { idempotencyKeys, transactions } from '../tables.ts';
import { transactionFact } from '../transaction-fact.ts';
import { claimKeys } from './key-store.ts';
import { recordSet } from './record-set.ts';
import { counted } from './refund.ts';
import type { Intent, Recorded } from './store.ts';

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
    const against = await countAgainstPayments(tx, first);
    const refused = new Map([...against.refused, ...(await useQuotes(tx, first, now))]);
    await freeKeys(tx, [...refused.keys()]);
    const fresh = first.filter((intent) => !refused.has(intent));
    if (fresh.length > 0) tx.send(INSERT, [recordSet(fresh.map(({ transaction }) => transaction))]);
    return {
      result: intents.map((intent) => (claimed.has(intent.call) ? (refused.get(intent) ?? 'RECORDED') : 'KEY_TAKEN')),
      facts: [
        ...fresh.map(({ transaction, actor: by }) => ({ ...transactionFact(transaction, null), by })),
        ...against.facts,
        ...(await insertDisputes(tx, fresh)),
      ],
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

/**
 * Counts refunds and chargebacks against their payments, which are locked. The answer has those that do not fit, and
 * what became of the payments.
 */
async function countAgainstPayments(tx: Tx, intents: readonly Intent[]) {
  const parts = intents.filter(({ transaction: { type } }) => type === 'REFUND' || type === 'CHARGEBACK');
  const refused = new Map<Intent, Recorded>();
  const facts: Fact[] = [];
  if (parts.length === 0) return { refused, facts };
  const ids = parts.flatMap(({ transaction }) => transaction.parentId ?? []);
  const rows = await tx.db
    .select()
    .from(transactions)
    .where(inArray(transactions.id, ids))
    .orderBy(transactions.id)
    .for('update');
  const payments = new Map(rows.map((row) => [row.id, row]));
  const disputing = parts.flatMap(({ dispute }) => dispute?.transactionId ?? []);
  const disputed = new Map(await disputedPayments(tx, disputing));
  for (const intent of parts) {
    const { transaction: part, dispute, actor: by } = intent;
    const before = payments.get(part.parentId ?? '');
    // An inquiry that becomes more is the dispute it was.
    const isOther = dispute && (disputed.get(dispute.transactionId) ?? dispute.id) !== dispute.id;
    const after = isOther ? 'ALREADY_DISPUTED' : before ? counted(before, part) : 'EXCEEDS_PAYMENT';
    if (typeof after === 'string') {
      refused.set(intent, after);
      continue;
    }
    payments.set(after.id, after);
    if (dispute) disputed.set(after.id, dispute.id);
    const status = before?.status ?? after.status;
    if (after.status !== status) facts.push({ ...transactionFact(after, status), by });
  }
  for (const { id, refundReservedMinor, status } of payments.values()) {
    await tx.query(
      `update transactions set refund_reserved_minor = $2, status = $3, version = version + 1
        where id = $1 and refund_reserved_minor <> $2`,
      [id, refundReservedMinor, status],
    );
  }
  return { refused, facts };
}
