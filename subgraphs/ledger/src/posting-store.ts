import { type Database, inTransaction, type Queryable } from '@paygraph/postgres';
import { readBooks, readOutcomes } from './books-store.ts';
import { evolve, forget, type Memory, newMemory, settle, withMemory } from './memory.ts';
import type { ExpireOperation, Operation } from './operation.ts';
import { post, type Result, type ReversibleEntry } from './posting.ts';
import { bookmark, takeTurn } from './turn.ts';
import { writeBatch } from './write-batch.ts';

/** A batch is written in two parts: a few, so that PostgreSQL is at work while the others are decided. */
const FIRST_PART_SIZE = 32;

/**
 * Runs a batch of operations in one database transaction. Results are in the order of `operations`; null
 * means done. Holds whose time is over are let go of first, so that nobody waits for a sweeper.
 * What `memory` knows is not read again.
 */
export function postBatch(
  database: Database,
  operations: readonly Operation[],
  memory: Memory = newMemory(),
): Promise<readonly Result[]> {
  return withMemory(memory, (lent) => postRemembering(database, operations, lent));
}

async function postRemembering(
  database: Database,
  operations: readonly Operation[],
  memory: Memory,
): Promise<readonly Result[]> {
  const { results, after } = await inTransaction(database, async (tx) => {
    const believed = memory.bookmark;
    // Until this batch is committed, and for good when it is not.
    memory.bookmark = null;
    const entries = new Map<string, ReversibleEntry>();
    const [turn, outcomes] = await Promise.all([
      takeTurn(tx),
      readOutcomes(tx, operations),
      readBooks(tx, operations, memory, entries),
    ]);
    const expiries = turn.due.map(expire);
    if (expiries.length > 0) for (const [id, each] of await readOutcomes(tx, expiries)) outcomes.set(id, each);
    if (believed !== bookmark(turn)) forget(memory);
    const all = [...expiries, ...operations];
    // Nothing any more, as a rule.
    await readBooks(tx, all, memory, entries);
    const state = { accounts: memory.accounts, holds: memory.holds, entries, outcomes };
    const results: Result[] = [];
    let { lastNumber } = turn;
    for (const part of [all.slice(0, FIRST_PART_SIZE), all.slice(FIRST_PART_SIZE)]) {
      const batch = post(state, part, turn.now);
      writeBatch(tx, batch, memory, { now: turn.now, lastNumber });
      lastNumber += BigInt(batch.entries.length);
      results.push(...batch.results);
      evolve(memory, batch);
      for (const [id, decision] of batch.decided) outcomes.set(id, decision);
      for (const [id, entry] of batch.reversible) entries.set(id, entry);
    }
    return { results: results.slice(expiries.length), after: bookmark({ ...turn, lastNumber }) };
  });
  settle(memory, after);
  return results;
}

/** Ids of open holds whose time is over, longest overdue first. */
export async function dueHolds(database: Queryable, limit: number): Promise<string[]> {
  const { rows } = await database.query<{ id: string }>(
    `select id from holds where status = 'OPEN' and expires_at <= clock_timestamp() order by expires_at limit $1`,
    [limit],
  );
  return rows.map(({ id }) => id);
}

/** The operation that lets go of a hold whose time is over; the same id for everybody who notices. */
export function expire(holdId: string): ExpireOperation {
  return {
    kind: 'EXPIRE',
    id: `${holdId}:expiry`,
    holdId,
    transactionId: null,
    description: 'Hold expired',
    metadata: null,
  };
}
