import type { Database } from '@paygraph/postgres';
import { type Block, findTampering, type HashedEntry, isAfter, type Predecessor } from './chain.ts';
import { entriesBetween, lastBlock, nextBlocks } from './chain-store.ts';
import type { SealedLog } from './sealed-log.ts';

/** Read at once: enough that small blocks cost no round trip each, little enough to hold in memory. */
const BLOCKS_PER_READ_MAX = 20;

export interface ChainVerification {
  readonly valid: boolean;
  /** Read, the bad one included. */
  readonly blocks: number;
  readonly entries: number;
  readonly firstBadEntryId: string | null;
  /** The last block that holds; null when there is none. */
  readonly lastBlock: Block | null;
}

export interface VerifyOptions {
  /** Number of the first block; 1 when left out. */
  readonly from?: bigint;
  /** Number of the last block; when left out, the last one there is. */
  readonly to?: bigint;
  /** Called now and then with the entries read so far. */
  readonly onProgress?: (entries: number) => void;
}

/**
 * Computes every hash of a chain anew, from the rows as they are now, and stops at the first that differs from what
 * was sealed. Reads block by block: nothing is locked and little is held in memory, however long the chain.
 */
export async function verifyChain(
  database: Database,
  log: SealedLog,
  { from = 1n, to, onProgress }: VerifyOptions = {},
): Promise<ChainVerification> {
  const upTo = to ?? (await lastBlock(database, log.chain)).number;
  let previous: Predecessor = await lastBlock(database, log.chain, from - 1n);
  let verified: Block | null = null;
  let blocks = 0;
  let entries = 0;
  for (;;) {
    const read = await nextBlocks(database, log.chain, { after: previous.number, upTo }, BLOCKS_PER_READ_MAX);
    if (read.length === 0) break;
    for (const [block, present] of await withEntries(database, log, previous, read)) {
      blocks += 1;
      entries += present.length;
      const tampering = findTampering(previous, block, present);
      if (tampering) {
        return { valid: false, blocks, entries, firstBadEntryId: tampering.entryId, lastBlock: verified };
      }
      previous = block;
      verified = block;
    }
    onProgress?.(entries);
  }
  return { valid: true, blocks, entries, firstBadEntryId: null, lastBlock: verified };
}

/** Each block with the entries that are now where it says they are. */
async function withEntries(
  database: Database,
  log: SealedLog,
  previous: Predecessor,
  blocks: readonly Block[],
): Promise<[Block, HashedEntry[]][]> {
  const sealed = blocks.reduce((sum, { entryIds }) => sum + entryIds.length, 0);
  const end = blocks.at(-1)?.last ?? previous.last;
  // One too many is enough to find the first that does not belong here.
  const present = await entriesBetween(database, log, previous.last, end, sealed + 1);
  let start = 0;
  return blocks.map((block) => {
    const after = present.findIndex((entry, index) => index >= start && isAfter(entry, block.last));
    const entries = present.slice(start, after === -1 ? undefined : after);
    start += entries.length;
    return [block, entries];
  });
}
