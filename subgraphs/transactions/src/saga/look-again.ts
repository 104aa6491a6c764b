import type { ProviderName } from '../providers/connector.ts';
import type { TransactionRow } from '../transaction.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A bank or an issuer may send money back for days, and what tells of it may be lost: then we look by ourselves. */
const LOOK_AFTER_MS = [HOUR_MS, DAY_MS, 3 * DAY_MS, 7 * DAY_MS] as const;

/** A notice to ourselves, to look at how a reference stands at its provider. */
export interface Look {
  readonly provider: ProviderName;
  readonly id: string;
  readonly reference: string;
  readonly dueAt: Date;
}

/** When to look again at what a change has just sent out by a provider. */
export function looksAfter(before: TransactionRow, after: TransactionRow, now: Date): readonly Look[] {
  const { id, type, provider, parentId } = after;
  if (provider === null || !(isSentOut(before, after) || isGivenBack(before, after))) return [];
  const reference = type === 'REFUND' ? (parentId ?? id) : id;
  return LOOK_AFTER_MS.map((after_ms, index) => ({
    provider,
    id: `look:${id}:${index + 1}`,
    reference,
    dueAt: new Date(now.getTime() + after_ms),
  }));
}

function isSentOut(before: TransactionRow, { type, status }: TransactionRow): boolean {
  return (type === 'WITHDRAWAL' || type === 'REFUND') && status === 'SUCCEEDED' && before.status !== 'SUCCEEDED';
}

/** What a card was charged and could not be booked went back to it, as far as the card takes it. */
function isGivenBack({ type, step, captureMinor }: TransactionRow, after: TransactionRow): boolean {
  return (type === 'DEPOSIT' || type === 'PAYMENT') && step === 'UNDO' && after.step === null && captureMinor > 0n;
}
