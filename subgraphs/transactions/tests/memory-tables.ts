import type { Fact } from '@paygraph/events';
import type { QuoteRow } from '../src/conversions/conversion-store.ts';
import type { DebtRow } from '../src/debts/debt.ts';
import type { DisputeRow } from '../src/disputes/dispute.ts';
import type { EvidenceRow } from '../src/disputes/dispute-store.ts';
import type { PayoutBatchRow } from '../src/payouts/payout-batch.ts';
import type { ProviderName, ProviderNotice } from '../src/providers/connector.ts';
import type { CallKey, KnownKey } from '../src/saga/store.ts';
import type { ScheduleRow } from '../src/schedules/schedule.ts';
import { mayBecome, type TransactionStatus } from '../src/status.ts';
import type { disputeLists, payoutLines, providerNotices, scheduleRuns } from '../src/tables.ts';
import type { TransactionRow } from '../src/transaction.ts';
import { newUnclaimed, type Unclaimed, type UnclaimedRow, unclaimedFact } from '../src/unclaimed/unclaimed.ts';

type DisputeListRow = typeof disputeLists.$inferSelect;
export type NoticeRow = typeof providerNotices.$inferSelect;
export type LineRow = typeof payoutLines.$inferSelect;
export type RunRow = typeof scheduleRuns.$inferSelect;

/** A change of status, as the outbox has it. */
interface StatusEvent {
  readonly id: string;
  readonly from: TransactionStatus | null;
  readonly to: TransactionStatus;
}

/** What stands in the database, in memory. Each call of a store is all or nothing: it checks everything before it writes. */
export interface MemoryTables {
  readonly transactions: Map<string, TransactionRow>;
  readonly keys: Map<string, KnownKey>;
  readonly notices: Map<string, NoticeRow>;
  readonly disputes: Map<string, DisputeRow>;
  readonly evidence: Map<string, EvidenceRow>;
  readonly lists: Map<ProviderName, DisputeListRow>;
  readonly quotes: Map<string, QuoteRow>;
  /** What is owed, by wallet. */
  readonly debts: Map<string, DebtRow>;
  /** By entry of the ledger. */
  readonly unclaimed: Map<string, UnclaimedRow>;
  readonly batches: Map<string, PayoutBatchRow>;
  readonly lines: Map<string, LineRow>;
  readonly schedules: Map<string, ScheduleRow>;
  readonly runs: Map<string, RunRow>;
  /** What became of transactions, oldest first. */
  readonly events: StatusEvent[];
  /** What was told of everything else, oldest first. */
  readonly facts: Fact[];
}

export function memoryTables(): MemoryTables {
  return {
    ...{ transactions: new Map(), keys: new Map(), notices: new Map() },
    ...{ disputes: new Map(), evidence: new Map(), lists: new Map(), quotes: new Map() },
    ...{ debts: new Map(), unclaimed: new Map() },
    ...{ batches: new Map(), lines: new Map(), schedules: new Map(), runs: new Map() },
    ...{ events: [], facts: [] },
  };
}

export const keyText = ({ callerId, mutation, key }: CallKey) => JSON.stringify([callerId, mutation, key]);

/** Writes transactions, or none of them where PostgreSQL would refuse one by a constraint or by the trigger. */
export function writeTransactions({ transactions, events }: MemoryTables, rows: readonly TransactionRow[]): void {
  for (const row of rows) check(transactions.get(row.id), row);
  for (const row of rows) {
    const before = transactions.get(row.id);
    transactions.set(row.id, row);
    if (before?.status !== row.status) events.push({ id: row.id, from: before?.status ?? null, to: row.status });
  }
}

/** Takes a key for something; false when it was taken before. */
export function takeKey({ keys }: MemoryTables, call: CallKey, inputHash: string, transactionId: string): boolean {
  if (keys.has(keyText(call))) return false;
  keys.set(keyText(call), { inputHash, transactionId, answered: false });
  return true;
}

/** Takes the key of what was refused; the answer is the transaction of what somebody has done already. */
export function closeKey(tables: MemoryTables, call: CallKey, belongsTo: string): string | undefined {
  if (takeKey(tables, call, call.key, belongsTo)) return undefined;
  const id = tables.keys.get(keyText(call))?.transactionId;
  return id === belongsTo ? undefined : id;
}

/** What is due of a table, longest due first. */
export function dueOf<Row extends { readonly dueAt: Date }>(rows: Iterable<Row>, now: Date, limit: number): Row[] {
  const due = [...rows].filter(({ dueAt }) => dueAt <= now);
  return due.sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime()).slice(0, limit);
}

/** When what was tried so often is due again. */
export function putOff(now: Date, first_ms: number, attempts: number, doublings_max: number): Date {
  return new Date(now.getTime() + first_ms * 2 ** Math.min(attempts, doublings_max));
}

/** The same notice again changes nothing. */
export function keepNotice(
  { notices }: MemoryTables,
  { provider, id, reference }: ProviderNotice & { readonly provider: ProviderName },
  receivedAt: Date,
  dueAt: Date,
): void {
  const key = `${provider} ${id}`;
  if (notices.has(key)) return;
  const rest = { attempts: 0, handledAt: null, lastError: null };
  notices.set(key, { provider, id, reference, receivedAt, dueAt, ...rest });
}

/** What a move left with us; what is known by its entry stays as it is. */
export function keepUnclaimed(
  { unclaimed, facts }: MemoryTables,
  transactionId: string,
  kept: Unclaimed,
  now: Date,
): void {
  if (unclaimed.has(kept.entryId)) return;
  const row = newUnclaimed(transactionId, kept, now);
  unclaimed.set(kept.entryId, row);
  facts.push(unclaimedFact('unclaimed.recorded', row));
}

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
