import { type Look, looksAfter } from '../src/saga/look-again.ts';
import { refundChange } from '../src/saga/refund.ts';
import {
  ATTEMPTS_MAX,
  applied,
  type CallKey,
  type Intent,
  type KnownKey,
  type Move,
  POLLS_MAX,
  type Recorded,
  type TransactionStore,
} from '../src/saga/store.ts';
import { mayBecome, type TransactionStatus } from '../src/status.ts';
import type { TransactionRow } from '../src/transaction.ts';

const ERROR_CHARACTERS_MAX = 500;
const BACKOFF_FIRST_MS = 10_000;
const BACKOFF_DOUBLINGS_MAX = 5;
/** Steps in which somebody outside is asked: see `hasten`. */
const ASKED_OUTSIDE = ['AWAIT_PROVIDER', 'AUTHORIZE', 'CAPTURE', 'RETURN'];

/** A change of status, as the outbox has it. */
interface StatusEvent {
  readonly id: string;
  readonly from: TransactionStatus | null;
  readonly to: TransactionStatus;
}

/** Transactions in memory, for simulations in virtual time. The contract suite holds it to what PostgreSQL does. */
export interface MemoryStore extends TransactionStore {
  /** Gives a dead letter all its attempts again, at once; false when it is none. */
  revive(id: string): Promise<boolean>;
  rows(): readonly TransactionRow[];
  events(): readonly StatusEvent[];
  /** What is to be looked at again. */
  looks(): readonly Look[];
  keys(): ReadonlyMap<string, KnownKey>;
  /** When a worker has something to do next. */
  nextDueAt_ms(): number | null;
}

export const keyText = ({ callerId, mutation, key }: CallKey) => JSON.stringify([callerId, mutation, key]);

/** `random` spreads the delays between attempts: numbers from 0 to 1. */
export function memoryStore({ now, random }: { now: () => Date; random: () => number }): MemoryStore {
  const rows = new Map<string, TransactionRow>();
  const keys = new Map<string, KnownKey>();
  const events: StatusEvent[] = [];
  const looks: Look[] = [];
  const write = (after: TransactionRow) => {
    const before = rows.get(after.id);
    check(before, after);
    rows.set(after.id, after);
    if (before?.status !== after.status) events.push({ id: after.id, from: before?.status ?? null, to: after.status });
  };
  const patch = (id: string, change: Partial<TransactionRow>) => {
    const row = rows.get(id);
    if (row) rows.set(id, { ...row, ...change });
  };
  const isDue = ({ step, deadAt, dueAt }: TransactionRow) => step !== null && deadAt === null && dueAt <= now();

  const record = ({ call, inputHash, transaction }: Intent): Recorded => {
    if (keys.has(keyText(call))) return 'KEY_TAKEN';
    const payment = transaction.type === 'REFUND' ? rows.get(transaction.parentId ?? '') : undefined;
    if (transaction.type === 'REFUND') {
      const left = payment ? payment.capturedMinor - payment.refundReservedMinor : 0n;
      if (!payment || transaction.minor > left) return 'EXCEEDS_PAYMENT';
      const refundReservedMinor = payment.refundReservedMinor + transaction.minor;
      write({ ...payment, refundReservedMinor, version: payment.version + 1 });
    }
    keys.set(keyText(call), { inputHash, transactionId: transaction.id, answered: false });
    write(transaction);
    return 'RECORDED';
  };

  const move = (each: Move): TransactionRow | undefined => {
    const after = applied(each, now());
    const { before, key, parent, alone } = each;
    const current = rows.get(before.id);
    if (current?.version !== before.version || (alone && current.attempts !== before.attempts)) return undefined;
    if (key && keys.has(keyText(key.call))) return undefined;
    const payment = parent && before.parentId !== null ? rows.get(before.parentId) : undefined;
    const paid = parent && payment && { ...payment, ...refundChange(payment, parent), version: payment.version + 1 };
    // All or nothing: both are checked before either is written.
    check(rows.get(after.id), after);
    if (paid) check(payment, paid);
    if (key) keys.set(keyText(key.call), { inputHash: key.inputHash, transactionId: before.id, answered: false });
    write(after);
    looks.push(...looksAfter(before, after, now()));
    if (paid) write(paid);
    return after;
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
    byId: async (id) => rows.get(id),
    refundsOf: async (paymentId) =>
      [...rows.values()].filter(({ type, parentId }) => type === 'REFUND' && parentId === paymentId),
    findKey: async (call) => keys.get(keyText(call)),
    async markAnswered(call) {
      const known = keys.get(keyText(call));
      if (known) keys.set(keyText(call), { ...known, answered: true });
    },
    record: async (intent) => record(intent),
    move: async (each) => move(each),
    async leaseDue(limit) {
      const due = [...rows.values()].filter(isDue).sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime());
      const taken = due.slice(0, limit).filter(lease);
      return taken.map(({ id }) => rows.get(id) as TransactionRow);
    },
    noteFailure: async (id, error) => patch(id, { lastError: error.slice(0, ERROR_CHARACTERS_MAX) }),
    async hasten(ids) {
      for (const id of ids) {
        const row = rows.get(id);
        if (!row || row.deadAt !== null || !ASKED_OUTSIDE.includes(row.step ?? '') || row.dueAt <= now()) continue;
        patch(id, { dueAt: now() });
      }
    },
    async revive(id) {
      const row = rows.get(id);
      if (!row?.deadAt) return false;
      patch(id, { deadAt: null, attempts: 0, dueAt: now(), version: row.version + 1 });
      return true;
    },
    rows: () => [...rows.values()],
    events: () => events,
    looks: () => looks,
    keys: () => keys,
    nextDueAt_ms() {
      const open = [...rows.values()].filter(({ step, deadAt }) => step !== null && deadAt === null);
      return open.length === 0 ? null : Math.min(...open.map(({ dueAt }) => dueAt.getTime()));
    },
  };
}

/** What PostgreSQL refuses, by a constraint or by the trigger. */
function check(before: TransactionRow | undefined, after: TransactionRow): void {
  const { minor, status, failureCode, captureMinor, capturedMinor, refundedMinor, refundReservedMinor } = after;
  const broken = [
    before && before.status !== status && !mayBecome(before.status, status) && `cannot become ${status}`,
    minor <= 0n && 'transactions_amount_positive',
    status === 'FAILED' && failureCode === null && 'transactions_failure_named',
    (capturedMinor < 0n || capturedMinor > minor) && 'transactions_captured_within_amount',
    (captureMinor < 0n || captureMinor > minor - capturedMinor) && 'transactions_captured_within_amount',
    (refundedMinor < 0n || refundedMinor > refundReservedMinor || refundReservedMinor > capturedMinor) &&
      'transactions_refunded_within_captured',
  ].filter((each) => each);
  if (broken.length > 0) throw new Error(`transaction ${after.id}: ${broken.join(', ')}`);
}
