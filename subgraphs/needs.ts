import type { Secrets, SubgraphName } from '@paygraph/config';

export interface Needs {
  /** Besides the one that proves who calls; no more are put into its hands. */
  readonly secrets: readonly Exclude<keyof Secrets, 'actorSecret'>[];
  /** Whom it calls. */
  readonly peers: readonly SubgraphName[];
}

/** What a subgraph needs in a process of its own, besides a database, Redis and the secret all share. */
export const NEEDS: Readonly<Record<SubgraphName, Needs>> = {
  users: { secrets: ['jwtPrivateKey'], peers: ['notifications'] },
  wallets: { secrets: ['vaultKey'], peers: ['ledger'] },
  transactions: { secrets: [], peers: ['users', 'wallets', 'fraud', 'ledger'] },
  fraud: { secrets: [], peers: ['users'] },
  ledger: { secrets: [], peers: [] },
  notifications: { secrets: [], peers: [] },
};
