import { createHash } from 'node:crypto';

/** What is chained: the journal, and the audit trail. */
export type ChainName = 'JOURNAL' | 'AUDIT';

const HASH_BYTES = 32;

/** A place in the order in which rows were committed: the writing transaction, then the row's number. */
export interface Position {
  readonly xid: bigint;
  readonly number: bigint;
}

/** An entry with the SHA-256 of everything in it. */
export interface HashedEntry extends Position {
  readonly id: string;
  readonly hash: Buffer;
}

/** What the hash of a block is taken of. */
interface BlockContent {
  readonly chain: ChainName;
  /** From 1, without gaps. */
  readonly number: bigint;
  readonly previousHash: Buffer;
  /** Its entries are those up to here that are in no earlier block. */
  readonly last: Position;
  readonly entryIds: readonly string[];
  /** The hashes of the entries, one after the other. */
  readonly entryHashes: Buffer;
  readonly sealedAt: Date;
}

export interface Block extends BlockContent {
  readonly hash: Buffer;
}

/** What a block builds on: the block before it, or the beginning. */
export type Predecessor = Pick<Block, 'number' | 'hash' | 'last' | 'entryIds'>;

export const CHAIN_START: Predecessor = {
  number: 0n,
  hash: Buffer.alloc(HASH_BYTES),
  last: { xid: 0n, number: 0n },
  entryIds: [],
};

export function isAfter(a: Position, b: Position): boolean {
  return a.xid > b.xid || (a.xid === b.xid && a.number > b.number);
}

/** SHA-256 of the previous hash, the block's own columns as JSON, and the hashes of its entries. */
function hashBlock({ previousHash, entryHashes, ...content }: BlockContent): Buffer {
  const { chain, number, last, sealedAt, entryIds } = content;
  const header = [chain, String(number), String(last.xid), String(last.number), sealedAt.toISOString(), entryIds];
  return createHash('sha256').update(previousHash).update(JSON.stringify(header)).update(entryHashes).digest();
}

/** The block of `entries`, which are in order and at least one. */
export function sealBlock(
  chain: ChainName,
  previous: Predecessor,
  entries: readonly HashedEntry[],
  sealedAt: Date,
): Block {
  const last = entries.at(-1);
  if (!last) throw new Error('a block has at least one entry');
  const content: BlockContent = {
    chain,
    number: previous.number + 1n,
    previousHash: previous.hash,
    last: { xid: last.xid, number: last.number },
    entryIds: entries.map(({ id }) => id),
    entryHashes: Buffer.concat(entries.map(({ hash }) => hash)),
    sealedAt,
  };
  return { ...content, hash: hashBlock(content) };
}

/** Why a block does not hold: the first entry that is not as it was sealed; null when there is none to name. */
export interface Tampering {
  readonly entryId: string | null;
}

/**
 * Where a block is not as it was sealed; undefined when it holds. `entries` are those that are there now after
 * `previous` and up to the end of `block`. Of a block that was itself altered or removed, it is the first entry that
 * can no longer be proven.
 */
export function findTampering(
  previous: Predecessor,
  block: Block,
  entries: readonly HashedEntry[],
): Tampering | undefined {
  const first = entries[0]?.id ?? block.entryIds[0] ?? null;
  if (block.number !== previous.number + 1n) return { entryId: first };
  const intact = hashBlock(block).equals(block.hash);
  // Both blocks hold by themselves and yet do not meet: the earlier one was made anew.
  if (intact && !block.previousHash.equals(previous.hash)) return { entryId: previous.entryIds[0] ?? first };
  return firstDifference(block, entries) ?? (intact ? undefined : { entryId: first });
}

function firstDifference({ entryIds, entryHashes }: Block, entries: readonly HashedEntry[]): Tampering | undefined {
  const length = Math.max(entryIds.length, entries.length);
  for (let index = 0; index < length; index++) {
    const sealedId = entryIds[index] ?? null;
    const entry = entries[index];
    const sealedHash = entryHashes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES);
    if (entry && entry.id === sealedId && entry.hash.equals(sealedHash)) continue;
    // An entry that was never sealed here was put in between; otherwise the sealed one was altered or taken away.
    return { entryId: entry && !entryIds.includes(entry.id) ? entry.id : sealedId };
  }
  return undefined;
}
