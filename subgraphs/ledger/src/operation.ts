import { hash } from 'node:crypto';

/** Moves `minor` of `currency`: debits one account, credits the other. */
export interface Transfer {
  readonly debitAccountId: string;
  readonly creditAccountId: string;
  readonly currency: string;
  readonly minor: bigint;
}

interface Requested {
  /** The key of idempotency, chosen by the caller: decided once, for ever. */
  readonly id: string;
  readonly transactionId: string | null;
  readonly description: string;
  /** Any JSON object; kept as it is. */
  readonly metadata: unknown;
}

/** Transfers that are posted together or not at all. */
export interface PostOperation extends Requested {
  readonly kind: 'POST';
  /** When it counts for the books; null means when it is recorded. */
  readonly effectiveAt: Date | null;
  readonly transfers: readonly Transfer[];
}

/** Sets an amount aside. The id names the hold from then on. */
export interface HoldOperation extends Requested {
  readonly kind: 'HOLD';
  readonly transfer: Transfer;
  /** From then on it is let go of; null means never. */
  readonly expiresAt: Date | null;
}

/** Moves what is held, or part of it, for good. */
export interface CaptureOperation extends Requested {
  readonly kind: 'CAPTURE';
  readonly holdId: string;
  /** Null means all that is left. */
  readonly amount: { readonly minor: bigint; readonly currency: string } | null;
  /** Whether the rest is let go of; otherwise it may be captured later. */
  readonly final: boolean;
}

/** Lets go of what is held. */
interface VoidOperation extends Requested {
  readonly kind: 'VOID';
  readonly holdId: string;
}

/** Lets go of a hold whose time is over. The ledger asks this of itself. */
export interface ExpireOperation extends Requested {
  readonly kind: 'EXPIRE';
  readonly holdId: string;
}

/** Posts the opposite of an entry: how a mistake is corrected. An entry is reversed once. */
interface ReverseOperation extends Requested {
  readonly kind: 'REVERSE';
  readonly entryId: string;
}

export type Operation =
  | PostOperation
  | HoldOperation
  | CaptureOperation
  | VoidOperation
  | ExpireOperation
  | ReverseOperation;

/** What is hashed of an operation, by field. Hashes are kept for ever, so this never changes. */
function hashedContent(operation: Operation): Readonly<Record<string, string>> {
  const { kind, transactionId, description, metadata } = operation;
  const requested = { kind, transactionId: transactionId ?? '', description, metadata: canonicalJson(metadata) };
  switch (operation.kind) {
    case 'POST':
      return {
        ...requested,
        effectiveAt: operation.effectiveAt?.toISOString() ?? '',
        transfers: operation.transfers.map(transferText).join(';'),
      };
    case 'HOLD':
      return {
        ...requested,
        transfers: transferText(operation.transfer),
        expiresAt: operation.expiresAt?.toISOString() ?? '',
      };
    case 'CAPTURE':
      return {
        ...requested,
        holdId: operation.holdId,
        amount: operation.amount ? `${operation.amount.minor}${operation.amount.currency}` : 'all',
        final: String(operation.final),
      };
    case 'VOID':
    case 'EXPIRE':
      return { ...requested, holdId: operation.holdId };
    case 'REVERSE':
      return { ...requested, entryId: operation.entryId };
  }
}

/** 128 bits that say whether two operations have the same content, written as a UUID. */
export function contentHash(operation: Operation): string {
  const digest = hash('sha256', JSON.stringify(hashedContent(operation)));
  return digest.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function transferText({ debitAccountId, creditAccountId, currency, minor }: Transfer): string {
  return `${debitAccountId}>${creditAccountId}:${minor}${currency}`;
}

/** JSON with object keys in order. */
export function canonicalJson(value: unknown): string {
  if (value === null || value === undefined) return '';
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
