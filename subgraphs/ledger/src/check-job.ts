import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@paygraph/postgres';
import type { Logger } from '@paygraph/telemetry';
import { checkLedgerAlone } from './check-ledger.ts';

/** When a process has just started, others have more need of the database. */
const FIRST_DELAY_MS = 60_000;
const INTERVAL_MS = 60 * 60_000;

interface CheckJobDeps {
  readonly database: Database;
  readonly logger: Logger;
}

/** Checks the books every hour; what it finds is logged as errors. Of several replicas one does at a time. */
export function startCheckJob({ database, logger }: CheckJobDeps): { stop(): Promise<void> } {
  const stopped = new AbortController();
  const { signal } = stopped;
  const run = async () => {
    await sleep(FIRST_DELAY_MS, undefined, { signal });
    for (;;) {
      await checkOnce({ database, logger }, signal);
      await sleep(INTERVAL_MS, undefined, { signal });
    }
  };
  const running = run().catch(() => undefined);
  return {
    async stop() {
      stopped.abort();
      await running;
    },
  };
}

export async function checkOnce({ database, logger }: CheckJobDeps, signal?: AbortSignal): Promise<void> {
  try {
    const results = await checkLedgerAlone(database, { signal });
    if (results === null) return;
    for (const { name, proves, findings, more } of results) {
      if (findings.length === 0) continue;
      logger.error({ check: name, proves, findings, more }, 'the books are wrong');
    }
    logger.info({ checks: results.length }, 'the books were checked');
  } catch (error) {
    if (!signal?.aborted) logger.error({ err: error }, 'the books could not be checked');
  }
}
