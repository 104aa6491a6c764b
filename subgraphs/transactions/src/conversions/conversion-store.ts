import { groupCommit } from '@paygraph/batch';
import type { Database, Queryable, Tx } from '@paygraph/postgres';
import { and, eq, inArray, isNull, lt } from 'drizzle-orm';
import type { Intent } from '../saga/store.ts';
import { conversionQuotes } from '../tables.ts';

/** How long a quote that nobody used is kept. */
const KEPT_MS = 86_400_000;

export type QuoteRow = typeof conversionQuotes.$inferSelect;

/** What people were offered. A quote never changes; it is used once, by the transaction that is recorded with it. */
export interface QuoteBook {
  byId(id: string): Promise<QuoteRow | undefined>;
  add(quote: QuoteRow): Promise<void>;
}

export function openQuoteBook(database: Database): QuoteBook {
  return {
    byId: groupCommit(async (ids: readonly string[]) => {
      const rows = await quotesById(database, ids);
      return ids.map((id) => rows.get(id));
    }),
    async add(quote) {
      const { ownerId, createdAt } = quote;
      const before = new Date(createdAt.getTime() - KEPT_MS);
      const isOld = lt(conversionQuotes.expiresAt, before);
      await database.db
        .delete(conversionQuotes)
        .where(and(eq(conversionQuotes.ownerId, ownerId), isNull(conversionQuotes.usedBy), isOld));
      await database.db.insert(conversionQuotes).values(quote);
    },
  };
}

export async function quotesById({ db }: Queryable, ids: readonly string[]): Promise<Map<string, QuoteRow>> {
  const rows = await db
    .select()
    .from(conversionQuotes)
    .where(inArray(conversionQuotes.id, [...new Set(ids)]));
  return new Map(rows.map((row) => [row.id, row]));
}

/** Uses the quotes of conversions, which are locked; the answer has those that came too late. */
export async function useQuotes(
  tx: Tx,
  intents: readonly Intent[],
  now: Date,
): Promise<ReadonlyMap<Intent, 'QUOTE_USED' | 'QUOTE_EXPIRED'>> {
  const conversions = intents.filter(({ transaction }) => transaction.type === 'CONVERSION');
  const refused = new Map<Intent, 'QUOTE_USED' | 'QUOTE_EXPIRED'>();
  if (conversions.length === 0) return refused;
  const quotes = await tx.db
    .select()
    .from(conversionQuotes)
    .where(inArray(conversionQuotes.id, [...new Set(conversions.map(({ transaction }) => transaction.parentId ?? ''))]))
    .orderBy(conversionQuotes.id)
    .for('update');
  const open = new Map(quotes.map((quote) => [quote.id, quote]));
  const used = new Map<string, string>();
  for (const intent of conversions) {
    const { parentId, id } = intent.transaction;
    const quote = open.get(parentId ?? '');
    if (!quote || quote.usedBy !== null || used.has(quote.id)) refused.set(intent, 'QUOTE_USED');
    else if (quote.expiresAt <= now) refused.set(intent, 'QUOTE_EXPIRED');
    else used.set(quote.id, id);
  }
  await tx.query(
    `update conversion_quotes q set used_by = u.transaction_id
       from unnest($1::text[], $2::text[]) u (id, transaction_id) where q.id = u.id`,
    [[...used.keys()], [...used.values()]],
  );
  return refused;
}
