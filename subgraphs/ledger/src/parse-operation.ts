import { type Money, type MoneyInput, parseAmount } from '@paygraph/money';
import type { CaptureOperation, HoldOperation, PostOperation, Transfer } from './operation.ts';

interface TransferInput {
  readonly debitAccountId: string;
  readonly creditAccountId: string;
  readonly amount: MoneyInput;
}

interface RequestedInput {
  readonly id: string;
  readonly transactionId?: string | null;
  readonly description: string;
  readonly metadata?: unknown;
}

interface EntryInput extends RequestedInput {
  readonly effectiveAt?: Date | null;
  readonly transfers: readonly TransferInput[];
}

interface HoldInput extends RequestedInput {
  readonly transfer: TransferInput;
  readonly expiresAt?: Date | null;
}

interface CaptureInput extends RequestedInput {
  readonly holdId: string;
  readonly amount?: MoneyInput | null;
  readonly final?: boolean | null;
}

type Malformed = 'MALFORMED_AMOUNT';

/** Operations as they came over the wire, with amounts in minor units. */
export function parsePost(input: EntryInput): PostOperation | Malformed {
  const transfers: Transfer[] = [];
  for (const each of input.transfers) {
    const transfer = parseTransfer(each);
    if (typeof transfer === 'string') return transfer;
    transfers.push(transfer);
  }
  return { kind: 'POST', ...requested(input), effectiveAt: input.effectiveAt ?? null, transfers };
}

export function parseHold(input: HoldInput): HoldOperation | Malformed {
  const transfer = parseTransfer(input.transfer);
  if (typeof transfer === 'string') return transfer;
  return { kind: 'HOLD', ...requested(input), transfer, expiresAt: input.expiresAt ?? null };
}

export function parseCapture(input: CaptureInput): CaptureOperation | Malformed {
  const amount: Money | string | null = input.amount ? parseAmount(input.amount) : null;
  if (typeof amount === 'string') return 'MALFORMED_AMOUNT';
  return { kind: 'CAPTURE', ...requested(input), holdId: input.holdId, amount, final: input.final ?? true };
}

export function requested({ id, transactionId = null, description, metadata = null }: RequestedInput) {
  return { id, transactionId, description, metadata };
}

function parseTransfer({ debitAccountId, creditAccountId, amount }: TransferInput): Transfer | Malformed {
  const money = parseAmount(amount);
  return typeof money === 'string' ? 'MALFORMED_AMOUNT' : { debitAccountId, creditAccountId, ...money };
}
