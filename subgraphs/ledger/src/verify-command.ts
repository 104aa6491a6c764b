import type { Database } from '@paygraph/postgres';
import type { ChainName } from './chain.ts';
import { nextBlocks } from './chain-store.ts';
import { SEALED_LOGS } from './sealed-log.ts';
import { type ChainVerification, verifyChain } from './verify-chain.ts';

/** A block whose hash was written down elsewhere: what `verify-chain` prints at the end of a line. */
export interface ExpectedBlock {
  readonly chain: ChainName;
  readonly number: bigint;
  readonly hash: string;
}

/** Reads each `JOURNAL:120:9f86…`; undefined when one is nothing of the kind. */
export function parseExpectedBlocks(texts: readonly string[]): ExpectedBlock[] | undefined {
  const blocks = texts.map(parseExpectedBlock).filter((block) => block !== undefined);
  return blocks.length === texts.length ? blocks : undefined;
}

function parseExpectedBlock(text: string): ExpectedBlock | undefined {
  const match = /^(JOURNAL|AUDIT):(\d{1,18}):([0-9a-f]{64})$/i.exec(text);
  const [, chain = '', number = '', hash = ''] = match ?? [];
  return match
    ? { chain: chain.toUpperCase() as ChainName, number: BigInt(number), hash: hash.toLowerCase() }
    : undefined;
}

/** Verifies both chains, and that they still hold what was written down; true when all is as it was sealed. */
export async function verifyChains(
  database: Database,
  expected: readonly ExpectedBlock[],
  print: (line: string) => void,
): Promise<boolean> {
  let valid = true;
  for (const log of Object.values(SEALED_LOGS)) {
    const verification = await verifyChain(database, log);
    valid &&= verification.valid;
    print(describe(log.chain, verification));
  }
  for (const { chain, number, hash } of expected) {
    const [block] = await nextBlocks(database, chain, { after: number - 1n, upTo: number }, 1);
    const same = block?.hash.toString('hex') === hash;
    valid &&= same;
    print(
      `${same ? 'ok   ' : 'wrong'}  ${chain} block ${number} ${same ? 'is' : block ? 'is not' : 'is missing, not'} ${hash}`,
    );
  }
  return valid;
}

function describe(chain: ChainName, { valid, blocks, entries, firstBadEntryId, lastBlock }: ChainVerification): string {
  if (!valid) return `wrong  ${chain}: ${firstBadEntryId ?? 'a block'} is not as it was sealed`;
  const head = lastBlock
    ? `, sealed ${lastBlock.sealedAt.toISOString()}, ${chain}:${lastBlock.number}:${lastBlock.hash.toString('hex')}`
    : '';
  return `ok     ${chain}: ${entries} entries in ${blocks} blocks${head}`;
}
