import type { QuoteBook } from '../src/conversions/conversion-store.ts';
import type { TransactionRow } from '../src/transaction.ts';
import type { MemoryTables } from './memory-tables.ts';

const KEPT_MS = 86_400_000;

/** Quotes in memory. The contract suite holds it to what PostgreSQL does. */
export function memoryQuotes({ quotes }: MemoryTables): QuoteBook {
  return {
    byId: async (id) => quotes.get(id),
    async add(quote) {
      const before_ms = quote.createdAt.getTime() - KEPT_MS;
      for (const { id, ownerId, usedBy, expiresAt } of quotes.values()) {
        if (ownerId === quote.ownerId && usedBy === null && expiresAt.getTime() < before_ms) quotes.delete(id);
      }
      quotes.set(quote.id, quote);
    },
  };
}

/** Why a conversion comes too late for its quote; null when it does not. */
export function quoteRefusal(
  { quotes }: MemoryTables,
  { parentId }: TransactionRow,
  now: Date,
): 'QUOTE_USED' | 'QUOTE_EXPIRED' | null {
  const quote = quotes.get(parentId ?? '');
  if (!quote || quote.usedBy !== null) return 'QUOTE_USED';
  return quote.expiresAt <= now ? 'QUOTE_EXPIRED' : null;
}

export function useQuote({ quotes }: MemoryTables, { id, parentId }: TransactionRow): void {
  const quote = quotes.get(parentId ?? '');
  if (quote) quotes.set(quote.id, { ...quote, usedBy: id });
}
