import type { PaymentDeps } from '../deps.ts';
import { keptInstead, type Unclaimed, type UnclaimedReason } from '../unclaimed/unclaimed.ts';
import type { Booking, Leg } from './booking.ts';
import type { PlatformAccount } from './platform-account.ts';

/**
 * Books money of which a wallet gets some. A wallet that was closed takes nothing any more: then its share is kept for
 * its owner, which the answer tells of. Null when everything went where it should.
 */
export async function bookOrKeep(
  peers: PaymentDeps['peers'],
  booking: Booking,
  walletId: string | null,
  ownerId: string | null,
  reason: UnclaimedReason,
): Promise<Unclaimed | null> {
  const refusal = await peers.post(booking);
  if (refusal === null) return null;
  const kept = walletId === null || ownerId === null ? null : keptInstead(booking, walletId);
  if (refusal !== 'ACCOUNT_CLOSED' || !kept || ownerId === null)
    throw new Error(`${booking.id} cannot be booked: ${refusal}`);
  await openAccounts(peers, kept.booking.legs);
  const refused = await peers.post(kept.booking);
  if (refused !== null) throw new Error(`${kept.booking.id} cannot be booked: ${refused}`);
  const { currency } = booking.legs[0] as Leg;
  return { entryId: kept.booking.id, ownerId, currency, minor: kept.minor, reason };
}

const opened = new WeakMap<object, Set<string>>();

/** Opens the platform's own accounts the first time they are needed. */
export async function openAccounts(peers: PaymentDeps['peers'], legs: readonly Leg[]): Promise<void> {
  const known = opened.get(peers) ?? new Set<string>();
  opened.set(peers, known);
  const isNew = (account: Leg['debit']): account is PlatformAccount =>
    typeof account !== 'string' && !known.has(account.id);
  const accounts = legs.flatMap(({ debit, credit }) => [debit, credit].filter(isNew));
  await Promise.all(
    accounts.map(async (account) => {
      await peers.openAccount(account);
      known.add(account.id);
    }),
  );
}
