import type { MovementWallet } from '../../../subgraphs/transactions/src/peers.ts';
import type { World } from './world.ts';

export const PEOPLE = ['usr_1', 'usr_2', 'usr_3'];
export const SHOPS = ['usr_shop_1', 'usr_shop_2'];
export const CURRENCIES = ['USD', 'EUR', 'JPY'];

export const walletOf = (ownerId: string, currency: string) => `wal_${ownerId}_${currency}`;

/** Opens wallets for everybody, with money in most. */
export function openWallets(world: World): void {
  const { random, books, neighbours } = world;
  for (const ownerId of [...PEOPLE, ...SHOPS]) {
    for (const currency of CURRENCIES) {
      const id = walletOf(ownerId, currency);
      const limited = random.chance(0.4);
      openWallet(world, { id, ownerId, currency, limited });
      if (!random.chance(0.2)) books.fund(id, BigInt(1_000 + random.below(40_000)));
      if (!limited) continue;
      const max = (most: number) => ({ max: String(2_000 + random.below(most)), by: 'OWNER' as const });
      neighbours.limits.set(id, { perTransaction: max(10_000), daily: max(40_000), monthly: max(60_000) });
    }
  }
}

export function openWallet(
  { books, neighbours }: World,
  wallet: Pick<MovementWallet, 'id' | 'ownerId' | 'currency' | 'limited'>,
): void {
  const type = SHOPS.includes(wallet.ownerId) ? 'MERCHANT' : 'PERSONAL';
  neighbours.wallets.set(wallet.id, { ...wallet, type, status: 'ACTIVE' });
  books.open({ ...wallet, code: '2000', name: 'Wallet' });
}

/** Closes a wallet that is empty. */
export function closeWallet({ books, neighbours }: World, id: string): void {
  const wallet = neighbours.wallets.get(id);
  if (wallet && books.close(id)) neighbours.wallets.set(id, { ...wallet, status: 'CLOSED' });
}
