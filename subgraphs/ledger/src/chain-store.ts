import type { Queryable } from '@paygraph/postgres';
import { type Block, CHAIN_START, type ChainName, type HashedEntry, type Position, type Predecessor } from './chain.ts';
import type { SealedLog } from './sealed-log.ts';

interface BlockRow {
  readonly chain: ChainName;
  readonly number: bigint;
  readonly previousHash: Buffer;
  readonly hash: Buffer;
  /** The driver gives xid8 as text. */
  readonly lastXid: string;
  readonly lastNumber: bigint;
  readonly entryIds: string[];
  readonly entryHashes: Buffer;
  readonly sealedAt: Date;
}

const BLOCKS = `select chain, number, previous_hash "previousHash", hash, last_xid "lastXid", last_number "lastNumber",
                       entry_ids "entryIds", entry_hashes "entryHashes", sealed_at "sealedAt" from chain_blocks`;

function toBlock({ lastXid, lastNumber, ...row }: BlockRow): Block {
  return { ...row, last: { xid: BigInt(lastXid), number: lastNumber } };
}

/** The last block with a number up to `upTo`; without it, the last of all. */
export async function lastBlock(database: Queryable, chain: ChainName, upTo?: bigint): Promise<Predecessor> {
  const { rows } = await database.query<BlockRow & Record<string, unknown>>(
    `${BLOCKS} where chain = $1 and ($2::bigint is null or number <= $2) order by number desc limit 1`,
    [chain, upTo ?? null],
  );
  return rows[0] ? toBlock(rows[0]) : CHAIN_START;
}

/** Blocks after the number `after` up to `upTo`, in order. */
export async function nextBlocks(
  database: Queryable,
  chain: ChainName,
  range: { readonly after: bigint; readonly upTo: bigint },
  limit: number,
): Promise<Block[]> {
  const { rows } = await database.query<BlockRow & Record<string, unknown>>(
    `${BLOCKS} where chain = $1 and number > $2 and number <= $3 order by number limit $4`,
    [chain, range.after, range.upTo, limit],
  );
  return rows.map(toBlock);
}

/** The number of the block an entry is in; null when it is not sealed yet, undefined when there is no such entry. */
export async function blockOfEntry(
  database: Queryable,
  { chain, table }: SealedLog,
  entryId: string,
): Promise<bigint | null | undefined> {
  const { rows } = await database.query<{ number: bigint | null }>(
    `select (select b.number from chain_blocks b
              where b.chain = $1 and (b.last_xid, b.last_number) >= (e.xid, e.number)
              order by b.last_xid, b.last_number limit 1) number
       from ${table} e where e.id = $2`,
    [chain, entryId],
  );
  return rows[0]?.number;
}

export async function insertBlock(database: Queryable, block: Block): Promise<void> {
  await database.query(
    `insert into chain_blocks (chain, number, previous_hash, hash, last_xid, last_number, entry_ids, entry_hashes, sealed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      block.chain,
      block.number,
      block.previousHash,
      block.hash,
      block.last.xid,
      block.last.number,
      block.entryIds,
      block.entryHashes,
      block.sealedAt,
    ],
  );
}

/**
 * Entries after a position that nothing can come before any more: their transactions are older than every running
 * one, so whatever commits later has its place behind them.
 */
export function finalEntries(
  database: Queryable,
  log: SealedLog,
  after: Position,
  limit: number,
): Promise<HashedEntry[]> {
  return hashedEntries(database, log, after, 'xid < pg_snapshot_xmin(pg_current_snapshot())', limit);
}

/** Entries after one position, up to and with another. */
export function entriesBetween(
  database: Queryable,
  log: SealedLog,
  after: Position,
  upTo: Position,
  limit: number,
): Promise<HashedEntry[]> {
  return hashedEntries(database, log, after, '(xid, number) <= ($4::xid8, $5::bigint)', limit, [upTo.xid, upTo.number]);
}

async function hashedEntries(
  database: Queryable,
  { table, content }: SealedLog,
  after: Position,
  bound: string,
  limit: number,
  values: readonly bigint[] = [],
): Promise<HashedEntry[]> {
  const { rows } = await database.query<{ id: string; xid: string; number: bigint; hash: Buffer }>(
    `select e.id, e.xid, e.number, sha256(record_send(${content})) hash
       from (select * from ${table} where (xid, number) > ($1::xid8, $2::bigint) and ${bound}
              order by xid, number limit $3) e
      order by e.xid, e.number`,
    [after.xid, after.number, limit, ...values],
  );
  return rows.map((row) => ({ ...row, xid: BigInt(row.xid) }));
}
