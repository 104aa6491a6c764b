import type { Tx } from '@paygraph/postgres';

// Any constant does, as long as nothing else in the database takes the same advisory lock.
const TURN_LOCK = 7_290_114_002;

/**
 * Waits until nobody else, in any process, changes what accounts hold; the turn is over when the transaction is.
 * All that is read afterwards is what the one before left. So the journal's numbers, its times and its commits
 * are in one and the same order. The README tells what was measured.
 */
export async function takeTurn(tx: Tx): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1)', [TURN_LOCK]);
}
