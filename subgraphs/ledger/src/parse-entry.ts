import { type MoneyInput, parseAmount } from '@paygraph/money';
import type { EntryRequest, Refusal, Transfer } from './posting.ts';

interface EntryInput {
  readonly id: string;
  readonly transactionId?: string | null;
  readonly description: string;
  readonly transfers: readonly {
    readonly debitAccountId: string;
    readonly creditAccountId: string;
    readonly amount: MoneyInput;
  }[];
}

/** An entry as it came over the wire, with amounts in minor units. */
export function parseEntry(input: EntryInput): EntryRequest | Refusal {
  const transfers: Transfer[] = [];
  for (const { debitAccountId, creditAccountId, amount } of input.transfers) {
    const money = parseAmount(amount);
    if (typeof money === 'string') return 'MALFORMED_AMOUNT';
    transfers.push({ debitAccountId, creditAccountId, ...money });
  }
  return { id: input.id, transactionId: input.transactionId ?? null, description: input.description, transfers };
}
