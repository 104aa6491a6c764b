import type { Tx } from '@paygraph/postgres';

// Any constant does, as long as nothing else in the database takes the same advisory lock.
const TURN_LOCK = 7_290_114_002;
/** Holds whose time is over that one batch lets go of on the way. */
const DUE_HOLDS_MAX = 100;
const NUMBERS = 'journal_entries_number_seq';

/** What whoever takes a turn finds. */
export interface Turn {
  /**
   * By the database's clock; it never runs back. Were it set back, what an account held at a moment would no longer
   * be what its last posting up to then left.
   */
  readonly now: Date;
  /** The last number that was taken, of an entry or by a closing. */
  readonly lastNumber: bigint;
  /** Which server it is and since when it runs: another one may know less, after a failover. */
  readonly server: string;
  /** Ids of open holds whose time is over, longest overdue first. */
  readonly due: readonly string[];
}

/**
 * Waits until nobody else, in any process, changes what accounts hold; the turn is over when the transaction is.
 * All that is asked afterwards finds what the one before left. So the journal's numbers, its times and its commits
 * are in one and the same order. The README tells what was measured.
 */
export async function takeTurn(tx: Tx): Promise<Turn> {
  const [, { rows }] = await Promise.all([
    tx.query('select pg_advisory_xact_lock($1)', [TURN_LOCK]),
    tx.query<{ now: Date; lastNumber: bigint; server: string; due: string[] }>(
      `select greatest(clock_timestamp(), e.recorded_at) now,
              greatest(case when is_called then last_value else 0 end, e.number) "lastNumber",
              pg_postmaster_start_time()::text server,
              array(select id from holds where status = 'OPEN' and expires_at <= clock_timestamp()
                     order by expires_at limit ${DUE_HOLDS_MAX}) due
         from ${NUMBERS}
         left join (select number, recorded_at from journal_entries order by number desc limit 1) e on true`,
    ),
  ]);
  const [turn] = rows;
  if (!turn) throw new Error(`${NUMBERS} is a sequence, and always has a row`);
  return turn;
}

/** The books after a turn, told apart from any others: whoever changes what accounts are takes at least one number. */
export function bookmark({ server, lastNumber }: Pick<Turn, 'server' | 'lastNumber'>): string {
  return `${server}/${lastNumber}`;
}

/** For a change of accounts that is no entry. */
export async function takeNumber(tx: Tx): Promise<void> {
  await tx.query(`select nextval('${NUMBERS}')`);
}
