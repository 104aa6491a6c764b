import type { MemoryProvider } from '../../../subgraphs/transactions/simulators/provider/memory-provider.ts';
import { isActive } from '../../../subgraphs/transactions/src/disputes/dispute.ts';
import {
  EVIDENCE_ATTEMPTS_MAX,
  POLL_EVERY_S,
} from '../../../subgraphs/transactions/src/disputes/dispute-evidence-store.ts';
import { NOTICE_ATTEMPTS_MAX } from '../../../subgraphs/transactions/src/notices/notice-store.ts';
import type { MemoryTables } from '../../../subgraphs/transactions/tests/memory-tables.ts';

const POLL_EVERY_MS = POLL_EVERY_S * 1_000;

type Due = () => number | null;

/** When each worker, or a provider, has something to do next; null when it has nothing. */
export interface DueTimes {
  readonly steps: Due;
  readonly notices: Due;
  readonly disputes: Due;
  /** Merchants may owe for ever. */
  readonly debts: Due;
  /** Lists of disputes are read for ever. */
  readonly lists: Due;
  readonly payouts: Due;
  readonly schedules: Due;
  readonly providers: Due;
}

export function dueTimes(tables: MemoryTables, providers: readonly MemoryProvider[], now: () => Date): DueTimes {
  const { transactions, notices, disputes, evidence, debts, lists, batches, lines, schedules, runs } = tables;
  return {
    steps: () => earliest(transactions, ({ step, deadAt, dueAt }) => (step === null || deadAt ? null : dueAt)),
    notices: () =>
      earliest(notices, ({ handledAt, attempts, dueAt }) =>
        handledAt || attempts >= NOTICE_ATTEMPTS_MAX ? null : dueAt,
      ),
    disputes: () =>
      least(
        earliest(evidence, ({ sentAt, attempts, dueAt }) =>
          sentAt || attempts >= EVIDENCE_ATTEMPTS_MAX ? null : dueAt,
        ),
        earliest(disputes, (row) => (row.provider && isActive(row) ? nextPoll(tables, row, now()) : null)),
      ),
    debts: () =>
      earliest(debts, ({ owedMinor, collectingMinor, dueAt }) => (owedMinor || collectingMinor ? dueAt : null)),
    lists: () => (lists.size === 0 ? 0 : earliest(lists, ({ dueAt }) => dueAt)),
    payouts: () =>
      least(
        earliest(lines, ({ transactionId, refusal, dueAt }) => (transactionId === null && !refusal ? dueAt : null)),
        earliest(batches, ({ status, dueAt }) => (status === 'PROCESSING' ? dueAt : null)),
      ),
    schedules: () =>
      least(
        earliest(runs, ({ transactionId, refusal, dueAt }) => (transactionId === null && !refusal ? dueAt : null)),
        earliest(schedules, ({ nextRunAt }) => nextRunAt),
      ),
    providers: () => providers.map((each) => each.nextDueAt_ms()).reduce(least, null),
  };
}

/** When a dispute is looked into next: at once, unless it was in this round. */
function nextPoll(
  { notices }: MemoryTables,
  { id, provider, openedAt }: { readonly id: string; readonly provider: string | null; readonly openedAt: Date },
  now: Date,
): Date {
  const from_ms = openedAt.getTime() + POLL_EVERY_MS + 1_000;
  const round = Math.floor(Math.max(from_ms, now.getTime()) / POLL_EVERY_MS);
  const next = notices.has(`${provider} ${id}:${round}`) ? round + 1 : round;
  return new Date(Math.max(from_ms, next * POLL_EVERY_MS));
}

function earliest<Row>(rows: ReadonlyMap<string, Row>, dueAt: (row: Row) => Date | null): number | null {
  let first: number | null = null;
  for (const row of rows.values()) first = least(first, dueAt(row)?.getTime() ?? null);
  return first;
}

function least(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}
