import { codedError, notFound, PAGE_SIZE_MAX, requireOperator } from '@paygraph/subgraph';
import { blockOfEntry, lastBlock } from './chain-store.ts';
import type { LedgerDeps } from './deps.ts';
import type { Resolvers } from './generated/resolvers.ts';
import { SEALED_LOGS, type SealedLog } from './sealed-log.ts';
import { verifyChain } from './verify-chain.ts';

export function chainResolvers({ database }: LedgerDeps): Pick<Resolvers, 'Query' | 'ChainBlock'> {
  const blockOf = async (log: SealedLog, entryId: string | null | undefined): Promise<bigint | undefined> => {
    if (entryId == null) return undefined;
    const block = await blockOfEntry(database, log, entryId);
    if (block === undefined) throw notFound('Entry');
    if (block === null) throw codedError('BAD_USER_INPUT', `${entryId} is not sealed yet`);
    return block;
  };

  return {
    Query: {
      async verifyChain(_, { chain, from, to, first, after }, { actor }) {
        requireOperator(actor);
        const log = SEALED_LOGS[chain];
        const start = after == null ? ((await blockOf(log, from)) ?? 1n) : BigInt(parseAfter(after, from)) + 1n;
        const end = (await blockOf(log, to)) ?? (await lastBlock(database, chain)).number;
        const pageEnd = start + BigInt(parseFirst(first)) - 1n;
        const verification = await verifyChain(database, log, { from: start, to: end < pageEnd ? end : pageEnd });
        return { ...verification, hasMore: verification.valid && pageEnd < end };
      },
    },
    ChainBlock: {
      number: ({ number }) => Number(number),
      hash: ({ hash }) => hash.toString('hex'),
    },
  };
}

function parseFirst(first: number | null | undefined): number {
  const blocks = first ?? PAGE_SIZE_MAX;
  if (blocks >= 1 && blocks <= PAGE_SIZE_MAX) return blocks;
  throw codedError('BAD_USER_INPUT', `first must be from 1 to ${PAGE_SIZE_MAX}`, { argument: 'first' });
}

function parseAfter(after: number, from: string | null | undefined): number {
  if (from == null && after >= 0) return after;
  throw codedError('BAD_USER_INPUT', 'after is the number of a block, and stands instead of from', {
    argument: 'after',
  });
}
