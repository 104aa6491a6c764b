import type { UserActor } from '@paygraph/identity';
import type { MovementWallet, PaymentMethod, Peers } from './peers.ts';
import type { Problem } from './problems.ts';
import type { MoneyRequest } from './request.ts';

export interface Parties {
  readonly source: MovementWallet | null;
  readonly destination: MovementWallet | null;
}

/** Who takes part in a movement of money, or why it cannot be. */
export async function findParties(peers: Peers, actor: UserActor, request: MoneyRequest): Promise<Parties | Problem> {
  const { sourceWalletId, destinationWalletId, paymentMethodId } = request;
  const [source, destination, method] = await Promise.all([
    sourceWalletId === null ? null : peers.wallet(sourceWalletId),
    destinationWalletId === null ? null : peers.wallet(destinationWalletId),
    paymentMethodId === null ? null : peers.paymentMethod(paymentMethodId),
  ]);
  return checkParties(actor.userId, request, { source, destination, method });
}

interface Found extends Parties {
  readonly method: PaymentMethod | null;
}

/** The rules of who may move whose money where. What is somebody else's is answered as if it did not exist. */
function checkParties(userId: string, request: MoneyRequest, found: Found): Parties | Problem {
  const { source, destination, method } = found;
  if (request.sourceWalletId !== null && source?.ownerId !== userId) return 'SOURCE_NOT_FOUND';
  if (request.destinationWalletId !== null && !destination) return 'DESTINATION_NOT_FOUND';
  // Money is charged to one's own card into one's own wallet.
  if (request.type === 'DEPOSIT' && destination?.ownerId !== userId) return 'DESTINATION_NOT_FOUND';
  if (request.paymentMethodId !== null) {
    if (method?.ownerId !== userId) return 'PAYMENT_METHOD_NOT_FOUND';
    if ((method.kind === 'BANK_ACCOUNT') !== (request.type === 'WITHDRAWAL')) return 'PAYMENT_METHOD_UNSUITABLE';
  }
  if (request.type === 'PAYMENT' && destination?.type !== 'MERCHANT') return 'NOT_A_MERCHANT_WALLET';
  const wallets = [source, destination].filter((wallet) => wallet !== null);
  if (wallets.some(({ type }) => type === 'SAVINGS') && wallets.some(({ ownerId }) => ownerId !== userId)) {
    return 'SAVINGS_RESTRICTED';
  }
  for (const wallet of wallets) {
    const problem = usable(wallet);
    if (problem) return problem;
    if (wallet.currency !== request.amount.currency) return 'CURRENCY_MISMATCH';
  }
  return { source, destination };
}

/** Why money can neither leave a wallet nor enter it, if so. */
export function usable({ status }: Pick<MovementWallet, 'status'>): 'WALLET_FROZEN' | 'WALLET_CLOSED' | null {
  if (status === 'FROZEN') return 'WALLET_FROZEN';
  return status === 'CLOSED' ? 'WALLET_CLOSED' : null;
}
