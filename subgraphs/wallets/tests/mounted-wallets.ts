import { randomBytes } from 'node:crypto';
import type { SubgraphTransport } from '@paygraph/subgraph';
import { mountSubgraph } from '@paygraph/testing';
import { wallets } from '../src/subgraph.ts';

/** The ledger, as far as wallets asks it: it remembers accounts, and what it is told is not empty. */
function ledgerPeer() {
  const opened = new Set<string>();
  const occupied = new Set<string>();
  const peer: SubgraphTransport = {
    async execute({ query, variables }) {
      if (query.includes('_openAccounts')) {
        const inputs = variables?.inputs as { id: string }[];
        for (const { id } of inputs) opened.add(id);
        return { data: { _openAccounts: inputs.map(() => ({ open: true })) } };
      }
      const ids = variables?.ids as string[];
      return { data: { _closeAccounts: ids.map((id) => ({ closed: !occupied.has(id) })) } };
    },
    subscribe: () => Promise.reject(new Error('nobody subscribes')),
    async close() {},
  };
  return { peer, opened, occupied };
}

/** @param now the clock of the platform; the real one unless given */
export async function mountWallets(now: () => Date = () => new Date()) {
  const ledger = ledgerPeer();
  const mounted = await mountSubgraph(wallets, {
    peers: { ledger: ledger.peer },
    secrets: { vaultKey: randomBytes(32) },
    now,
  });
  return { ...mounted, ledger };
}
