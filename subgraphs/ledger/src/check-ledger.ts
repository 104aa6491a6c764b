import { type Database, inTransaction, type Tx } from '@paygraph/postgres';
import { LEDGER_CHECKS, type LedgerCheck } from './ledger-checks.ts';

const FINDINGS_SHOWN_MAX = 20;
/** A check reads the whole journal; other statements of the pool may take 10 s. */
const CHECK_MAX_MS = 30 * 60_000;
const SORT_MEMORY = '64MB';
// Any constant does, as long as nothing else in the database takes the same advisory lock.
const CHECK_LOCK = 7_290_114_010;

interface Finding {
  readonly subject: string;
  readonly detail: string;
}

export interface CheckResult {
  readonly check: LedgerCheck;
  /** The first 20. */
  readonly findings: readonly Finding[];
  /** Whether there are others. */
  readonly more: boolean;
}

export interface CheckOptions {
  /** Called when a check is done; the next begins when it has returned. */
  readonly onResult?: (result: CheckResult) => void | Promise<void>;
  /** Ends the check under way; the promise then rejects. */
  readonly signal?: AbortSignal;
}

/** Derives everything in the books anew from their rows, and tells where they disagree. Reads only, at any time. */
export function checkLedger(database: Database, options: CheckOptions = {}): Promise<readonly CheckResult[]> {
  return inTransaction(database, (tx) => runChecks(database, tx, options), { attemptsMax: 1 });
}

/** The same, unless another replica is at it: then null. */
export function checkLedgerAlone(
  database: Database,
  options: CheckOptions = {},
): Promise<readonly CheckResult[] | null> {
  return inTransaction(
    database,
    async (tx) => {
      const { rows } = await tx.query<{ mine: boolean }>('select pg_try_advisory_xact_lock($1) mine', [CHECK_LOCK]);
      return rows[0]?.mine ? runChecks(database, tx, options) : null;
    },
    { attemptsMax: 1 },
  );
}

async function runChecks(database: Database, tx: Tx, { onResult, signal }: CheckOptions): Promise<CheckResult[]> {
  await tx.query(`set transaction read only`);
  await tx.query(`set local statement_timeout = ${CHECK_MAX_MS}`);
  await tx.query(`set local work_mem = '${SORT_MEMORY}'`);
  const { rows } = await tx.query<{ pid: number }>('select pg_backend_pid() pid');
  const cancel = () => void database.query('select pg_cancel_backend($1)', [rows[0]?.pid]).catch(() => undefined);
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    const results: CheckResult[] = [];
    for (const check of LEDGER_CHECKS) {
      signal?.throwIfAborted();
      const result = await runCheck(tx, check);
      results.push(result);
      await onResult?.(result);
    }
    return results;
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

async function runCheck(tx: Tx, check: LedgerCheck): Promise<CheckResult> {
  const { rows } = await tx.query<Finding & Record<string, unknown>>(
    `select subject, detail from (${check.sql}) findings limit ${FINDINGS_SHOWN_MAX + 1}`,
  );
  return { check, findings: rows.slice(0, FINDINGS_SHOWN_MAX), more: rows.length > FINDINGS_SHOWN_MAX };
}
