import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, inTransaction } from '@paygraph/postgres';
import type { Logger } from '@paygraph/telemetry';
import { type Block, sealBlock } from './chain.ts';
import { finalEntries, insertBlock, lastBlock } from './chain-store.ts';
import { SEALED_LOGS, type SealedLog } from './sealed-log.ts';

const BLOCK_ENTRIES_MAX = 1_000;
/** How long an entry waits to be sealed while few are written. */
const INTERVAL_MS = 1_000;
// Any constant does, as long as nothing else in the database takes the same advisory lock.
const SEALER_LOCK = 7_290_114_020;

interface SealerDeps {
  readonly database: Database;
  readonly logger: Logger;
  readonly now: () => Date;
}

/** Seals what was committed, every second, and without a pause while full blocks wait. Replicas take turns. */
export function startChainSealer({ database, logger, now }: SealerDeps): { stop(): Promise<void> } {
  const stopped = new AbortController();
  const run = async () => {
    while (!stopped.signal.aborted) {
      let more = false;
      for (const log of Object.values(SEALED_LOGS)) {
        try {
          const block = await sealNextBlock(database, log, now());
          if (block?.entryIds.length === BLOCK_ENTRIES_MAX) more = true;
        } catch (error) {
          if (!stopped.signal.aborted) logger.error({ err: error, chain: log.chain }, 'a chain could not be sealed');
        }
      }
      if (!more) await sleep(INTERVAL_MS, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    async stop() {
      stopped.abort();
      await running;
    },
  };
}

/** Seals the oldest entries that wait; null when none does, or while another replica is at it. */
export function sealNextBlock(database: Database, log: SealedLog, now: Date): Promise<Block | null> {
  return inTransaction(database, async (tx) => {
    const { rows } = await tx.query<{ mine: boolean }>('select pg_try_advisory_xact_lock($1) mine', [SEALER_LOCK]);
    if (!rows[0]?.mine) return null;
    const previous = await lastBlock(tx, log.chain);
    const entries = await finalEntries(tx, log, previous.last, BLOCK_ENTRIES_MAX);
    if (entries.length === 0) return null;
    const block = sealBlock(log.chain, previous, entries, now);
    await insertBlock(tx, block);
    return block;
  });
}
