import type { Actor } from '@paygraph/identity';
import { loadMany, loadOne, PAGE_SIZE_MAX, type SubgraphContext } from '@paygraph/subgraph';
import type { WalletsDeps } from './deps.ts';
import { paymentMethodsById, paymentMethodsByOwner } from './payment-method-store.ts';
import { eventsByWallet, firstWalletsByOwner, walletsById } from './wallet-store.ts';

export type Context = SubgraphContext & ReturnType<typeof createLoaders>;

function createLoaders({ database }: WalletsDeps) {
  return {
    wallets: loadOne((ids) => walletsById(database, ids)),
    /** Of each owner the first page, whatever its size: resolvers cut it. */
    firstWallets: loadMany((ids) => firstWalletsByOwner(database, ids, PAGE_SIZE_MAX)),
    walletEvents: loadMany((ids) => eventsByWallet(database, ids)),
    paymentMethods: loadOne((ids) => paymentMethodsById(database, ids)),
    paymentMethodsByOwner: loadMany((ids) => paymentMethodsByOwner(database, ids)),
  };
}

export function createContext(deps: WalletsDeps, actor: Actor): Context {
  return { actor, extensions: {}, ...createLoaders(deps) };
}
