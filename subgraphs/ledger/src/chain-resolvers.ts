import { codedError, notFound, requireOperator } from '@paygraph/subgraph';
import { blockOfEntry } from './chain-store.ts';
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
      async verifyChain(_, { chain, from, to }, { actor }) {
        requireOperator(actor);
        const log = SEALED_LOGS[chain];
        return verifyChain(database, log, { from: await blockOf(log, from), to: await blockOf(log, to) });
      },
    },
    ChainBlock: {
      number: ({ number }) => Number(number),
      hash: ({ hash }) => hash.toString('hex'),
    },
  };
}
