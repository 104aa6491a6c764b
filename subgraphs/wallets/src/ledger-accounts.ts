import type { Origin } from '@paygraph/identity';
import { callPeer, type SubgraphTransport } from '@paygraph/subgraph';

/** Customer funds, in the ledger's chart of accounts. */
const CUSTOMER_FUNDS = '2000';

/** The ledger's side of opening and closing a wallet. Both are safe to repeat; both throw PeerError when the ledger cannot be asked. */
export interface LedgerAccounts {
  open(origin: Origin, wallet: { id: string; ownerId: string; currency: string }): Promise<void>;
  /** False when there is money on it, or on its way. */
  close(origin: Origin, walletId: string): Promise<boolean>;
}

export function ledgerAccounts(ledger: SubgraphTransport): LedgerAccounts {
  return {
    async open(origin, { id, ownerId, currency }) {
      const input = { id, code: CUSTOMER_FUNDS, name: 'Wallet', currency, ownerId };
      const { _openAccounts } = await callPeer<{ _openAccounts: { open: boolean }[] }>(
        ledger,
        'wallets',
        origin,
        'mutation ($inputs: [_OpenAccountInput!]!) { _openAccounts(inputs: $inputs) { open } }',
        { inputs: [input] },
      );
      if (!_openAccounts[0]?.open) throw new Error(`the ledger has another account under the id ${id}`);
    },
    async close(origin, walletId) {
      const { _closeAccounts } = await callPeer<{ _closeAccounts: { closed: boolean }[] }>(
        ledger,
        'wallets',
        origin,
        'mutation ($ids: [ID!]!) { _closeAccounts(ids: $ids) { closed } }',
        { ids: [walletId] },
      );
      return _closeAccounts[0]?.closed ?? false;
    },
  };
}
