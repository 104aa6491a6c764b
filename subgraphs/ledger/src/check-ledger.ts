import { type Database, inTransaction, type Tx } from '@paygraph/postgres';
import { LEDGER_CHECKS, type LedgerCheck } from './ledger-checks.ts';
import { SEALED_LOGS, type SealedLog } from './sealed-log.ts';
import { verifyChain } from './verify-chain.ts';

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
  readonly name: string;
  /** What is proven when there are no findings. */
  readonly proves: string;
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
  await tx.query('set transaction read only');
  await tx.query(`set local statement_timeout = ${CHECK_MAX_MS}`);
  // The chains are read on other connections, while this one keeps the lock.
  await tx.query('set local idle_in_transaction_session_timeout = 0');
  await tx.query(`set local work_mem = '${SORT_MEMORY}'`);
  const { rows } = await tx.query<{ pid: number }>('select pg_backend_pid() pid');
  const cancel = () => void database.query('select pg_cancel_backend($1)', [rows[0]?.pid]).catch(() => undefined);
  signal?.addEventListener('abort', cancel, { once: true });
  const checks = [
    ...LEDGER_CHECKS.map((check) => () => queryBooks(tx, check)),
    ...Object.values(SEALED_LOGS).map((log) => () => checkChain(database, log, signal)),
  ];
  try {
    const results: CheckResult[] = [];
    for (const check of checks) {
      signal?.throwIfAborted();
      const result = await check();
      results.push(result);
      await onResult?.(result);
    }
    return results;
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

async function queryBooks(tx: Tx, { name, proves, sql }: LedgerCheck): Promise<CheckResult> {
  const { rows } = await tx.query<Finding & Record<string, unknown>>(
    `select subject, detail from (${sql}) findings limit ${FINDINGS_SHOWN_MAX + 1}`,
  );
  return { name, proves, findings: rows.slice(0, FINDINGS_SHOWN_MAX), more: rows.length > FINDINGS_SHOWN_MAX };
}

/** A chain has one finding at most: behind the first entry that was changed, nothing can be said. */
async function checkChain(database: Database, log: SealedLog, signal?: AbortSignal): Promise<CheckResult> {
  const { valid, blocks, firstBadEntryId } = await verifyChain(database, log, {
    onProgress: () => signal?.throwIfAborted(),
  });
  return {
    name: `${log.chain.toLowerCase()} chain`,
    proves: 'What was sealed is what is there: nothing was changed, removed or put in between.',
    findings: valid
      ? []
      : [{ subject: firstBadEntryId ?? `block ${blocks}`, detail: `is not as it was sealed, in block ${blocks}` }],
    more: false,
  };
}
