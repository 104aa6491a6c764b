import type { Money } from '@paygraph/money';
import { type Database, inTransaction } from '@paygraph/postgres';
import {
  insertReservations,
  keep,
  lockLimits,
  type Reservation,
  reservationsOf,
  usageInMonths,
} from './limit-store.ts';
import { exceededLimit, type LimitKind, monthOf, utcDay } from './limits.ts';

/** Money that is to leave a wallet. */
export interface ReserveRequest {
  readonly transactionId: string;
  readonly walletId: string;
  readonly amount: Money;
  readonly at: Date;
}

/** How much of a reservation counts in the end. */
export interface SettleRequest {
  readonly transactionId: string;
  readonly kept: Money;
}

/**
 * Decides about money that is to leave wallets, all of it in one transaction; the answer, by transaction, is the
 * limit that refuses it, or null. A transaction already decided about keeps its answer. Where no wallet of this
 * currency has the id, there is none.
 */
export function reserveLimits(
  database: Database,
  requests: readonly ReserveRequest[],
): Promise<Map<string, LimitKind | null>> {
  return inTransaction(database, async (tx) => {
    const wallets = await lockLimits(tx, idsOf(requests, 'walletId'));
    const decided = await reservationsOf(tx, idsOf(requests, 'transactionId'));
    const fresh = requests.filter(
      ({ transactionId, walletId, amount }) =>
        !decided.has(transactionId) && wallets.get(walletId)?.currency === amount.currency,
    );
    if (fresh.length > 0) {
      const asked = fresh.map(({ walletId, at }) => ({ walletId, day: utcDay(at) }));
      const counters = countersOf(await usageInMonths(tx, asked));
      const made = new Map<string, Reservation>();
      for (const {
        transactionId,
        walletId,
        amount: { minor: amount },
        at,
      } of fresh) {
        if (made.has(transactionId)) continue;
        const day = utcDay(at);
        const exceeded = exceededLimit(wallets.get(walletId)?.limits ?? {}, counters.used(walletId, day), amount);
        const kept = exceeded ? 0n : amount;
        counters.add(walletId, day, kept);
        made.set(transactionId, { transactionId, walletId, day, amount, kept, exceeded });
      }
      await insertReservations(tx, [...made.values()]);
      for (const [transactionId, reservation] of made) decided.set(transactionId, reservation);
    }
    return new Map([...decided].map(([transactionId, { exceeded }]) => [transactionId, exceeded]));
  });
}

/**
 * Sets what reservations keep, all of it in one transaction, and tells by transaction what counts now: never more
 * than was reserved. Where nothing was reserved in this currency, there is no answer.
 */
export function settleLimits(database: Database, requests: readonly SettleRequest[]): Promise<Map<string, Money>> {
  return inTransaction(database, async (tx) => {
    const transactionIds = idsOf(requests, 'transactionId');
    const known = await reservationsOf(tx, transactionIds);
    const wallets = await lockLimits(tx, idsOf([...known.values()], 'walletId'));
    // Again, now that nobody else can change them.
    const reservations = await reservationsOf(tx, transactionIds);
    const settled = new Map<string, Money>();
    for (const {
      transactionId,
      kept: { currency, minor },
    } of requests) {
      const reservation = reservations.get(transactionId);
      if (!reservation || wallets.get(reservation.walletId)?.currency !== currency) continue;
      const most = reservation.exceeded ? 0n : reservation.amount;
      settled.set(transactionId, { currency, minor: minor < most ? minor : most });
    }
    const changes = [...settled].flatMap(([transactionId, { minor: kept }]) => {
      const before = reservations.get(transactionId);
      return before && before.kept !== kept ? [{ before, kept }] : [];
    });
    if (changes.length > 0) await keep(tx, changes);
    return settled;
  });
}

function countersOf(days: readonly { walletId: string; day: string; used: bigint }[]) {
  const counts = new Map<string, bigint>();
  const count = (key: string) => counts.get(key) ?? 0n;
  const add = (walletId: string, day: string, amount: bigint) => {
    for (const key of [`${walletId} ${day}`, `${walletId} ${monthOf(day)}`]) counts.set(key, count(key) + amount);
  };
  for (const { walletId, day, used } of days) add(walletId, day, used);
  return {
    add,
    used: (walletId: string, day: string) => ({
      inDay: count(`${walletId} ${day}`),
      inMonth: count(`${walletId} ${monthOf(day)}`),
    }),
  };
}

function idsOf<Key extends string>(rows: readonly { readonly [K in Key]: string }[], key: Key): string[] {
  return [...new Set(rows.map((row) => row[key]))];
}
