import { debtAfter } from '../src/debts/debt.ts';
import { looksAfter } from '../src/saga/look-again.ts';
import { counted, isCapturedInParts, refundChange, statusAfterCapture } from '../src/saga/refund.ts';
import {
  ATTEMPTS_MAX,
  applied,
  type Intent,
  type Move,
  POLLS_MAX,
  type Recorded,
  type TransactionStore,
} from '../src/saga/store.ts';
import type { TransactionRow } from '../src/transaction.ts';
import { changeDebt } from './memory-debts.ts';
import { changeOfDispute, disputeOf, isDisputed, writeDisputes } from './memory-disputes.ts';
import { hastenBatch } from './memory-payouts.ts';
import { quoteRefusal, useQuote } from './memory-quotes.ts';
import { keepNotice, keepUnclaimed, keyText, type MemoryTables, writeTransactions } from './memory-tables.ts';

const ERROR_CHARACTERS_MAX = 500;
const BACKOFF_FIRST_MS = 10_000;
const BACKOFF_DOUBLINGS_MAX = 5;
/** Steps in which somebody outside is asked: see `hasten`. */
const ASKED_OUTSIDE = ['AWAIT_PROVIDER', 'AUTHORIZE', 'CAPTURE', 'RETURN'];

/** Transactions in memory, for simulations in virtual time. The contract suite holds it to what PostgreSQL does. */
export interface MemoryStore extends TransactionStore {
  /** Gives a dead letter all its attempts again, at once; false when it is none. */
  revive(id: string): Promise<boolean>;
}

interface MemoryStoreOptions {
  readonly now: () => Date;
  /** Spreads the delays between attempts: numbers from 0 to 1. */
  readonly random: () => number;
}

export function memoryStore(tables: MemoryTables, { now, random }: MemoryStoreOptions): MemoryStore {
  const { transactions, keys } = tables;
  const patch = (id: string, change: Partial<TransactionRow>) => {
    const row = transactions.get(id);
    if (row) transactions.set(id, { ...row, ...change });
  };
  const isDue = ({ step, deadAt, dueAt }: TransactionRow) => step !== null && deadAt === null && dueAt <= now();

  const record = ({ call, inputHash, transaction, dispute }: Intent): Recorded => {
    if (keys.has(keyText(call))) return 'KEY_TAKEN';
    const rows = [transaction];
    if (transaction.type === 'REFUND' || transaction.type === 'CHARGEBACK') {
      const payment = transactions.get(transaction.parentId ?? '');
      if (dispute && isDisputed(tables, dispute)) return 'ALREADY_DISPUTED';
      const after = payment ? counted(payment, transaction) : 'EXCEEDS_PAYMENT';
      if (typeof after === 'string') return after;
      rows.push({ ...after, version: after.version + 1 });
    }
    const refused = transaction.type === 'CONVERSION' ? quoteRefusal(tables, transaction, now()) : null;
    if (refused) return refused;
    const disputes = dispute ? disputeOf(tables, dispute, transaction) : [];
    writeTransactions(tables, rows);
    if (transaction.type === 'CONVERSION') useQuote(tables, transaction);
    writeDisputes(tables, disputes);
    keys.set(keyText(call), { inputHash, transactionId: transaction.id, answered: false });
    return 'RECORDED';
  };

  const move = (each: Move): TransactionRow | undefined => {
    const after = applied(each, now());
    const { before, key, parent, alone } = each;
    const current = transactions.get(before.id);
    if (current?.version !== before.version || (alone && current.attempts !== before.attempts)) return undefined;
    if (key && keys.has(keyText(key.call))) return undefined;
    const payment = parent && before.parentId !== null ? transactions.get(before.parentId) : undefined;
    const paid = parent && payment && { ...payment, ...refundChange(payment, parent), version: payment.version + 1 };
    const disputes = each.dispute ? changeOfDispute(tables, before, each.dispute) : [];
    const followed = isCapturedInParts(before, after)
      ? statusAfterCapture(after, isDisputed(tables, { id: '', transactionId: after.id }))
      : null;
    writeTransactions(tables, paid ? [after, paid] : [after]);
    if (followed) writeTransactions(tables, [{ ...after, status: followed, version: after.version + 1 }]);
    writeDisputes(tables, disputes);
    const debt = debtAfter(before, after);
    if (debt) changeDebt(tables, debt, now());
    if (each.unclaimed) keepUnclaimed(tables, before.id, each.unclaimed, now());
    if (key) keys.set(keyText(key.call), { inputHash: key.inputHash, transactionId: before.id, answered: false });
    if (before.type === 'PAYOUT' && before.status !== 'CREATED') hastenBatch(tables, before.parentId, now());
    for (const look of looksAfter(before, after, now())) keepNotice(tables, look, now(), look.dueAt);
    return transactions.get(after.id);
  };

  const lease = (row: TransactionRow): boolean => {
    const dead = row.attempts >= (row.step === 'AWAIT_PROVIDER' ? POLLS_MAX : ATTEMPTS_MAX);
    const delay_ms = BACKOFF_FIRST_MS * 2 ** Math.min(row.attempts, BACKOFF_DOUBLINGS_MAX) * (0.75 + random() / 2);
    patch(row.id, {
      attempts: row.attempts + 1,
      deadAt: dead ? now() : null,
      dueAt: new Date(now().getTime() + delay_ms),
    });
    return !dead;
  };

  return {
    byId: async (id) => transactions.get(id),
    refundsOf: async (paymentId) =>
      [...transactions.values()].filter(({ type, parentId }) => type === 'REFUND' && parentId === paymentId),
    findKey: async (call) => keys.get(keyText(call)),
    async markAnswered(call) {
      const known = keys.get(keyText(call));
      if (known) keys.set(keyText(call), { ...known, answered: true });
    },
    record: async (intent) => record(intent),
    move: async (each) => move(each),
    async leaseDue(limit) {
      const due = [...transactions.values()]
        .filter(isDue)
        .sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime());
      const taken = due.slice(0, limit).filter(lease);
      return taken.map(({ id }) => transactions.get(id) as TransactionRow);
    },
    noteFailure: async (id, error) => patch(id, { lastError: error.slice(0, ERROR_CHARACTERS_MAX) }),
    async hasten(ids) {
      for (const id of ids) {
        const row = transactions.get(id);
        if (!row || row.deadAt !== null || !ASKED_OUTSIDE.includes(row.step ?? '') || row.dueAt <= now()) continue;
        patch(id, { dueAt: now() });
      }
    },
    async revive(id) {
      const row = transactions.get(id);
      if (!row?.deadAt) return false;
      patch(id, { deadAt: null, attempts: 0, dueAt: now(), version: row.version + 1 });
      return true;
    },
  };
}
