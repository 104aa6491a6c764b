import type { Peers } from '../src/peers.ts';
import type { Booking, HoldBooking, HoldCapture, Leg } from '../src/saga/booking.ts';

interface Hold {
  readonly leg: Leg;
  remaining: bigint;
  open: boolean;
}

/** The ledger as its neighbours know it: what was decided about an id stays so, and no wallet goes below zero. */
export function memoryBooks() {
  const balances = new Map<string, bigint>();
  const held = new Map<string, bigint>();
  const holds = new Map<string, Hold>();
  const closed = new Set<string>();
  const decided = new Map<string, string | null>();
  const idOf = (account: Leg['debit']) => (typeof account === 'string' ? account : account.id);
  const add = (book: Map<string, bigint>, id: string, minor: bigint) => book.set(id, (book.get(id) ?? 0n) + minor);
  const available = (id: string) => (balances.get(id) ?? 0n) - (held.get(id) ?? 0n);
  const once = (id: string, decide: () => string | null) => {
    if (!decided.has(id)) decided.set(id, decide());
    return decided.get(id) ?? null;
  };
  const move = ({ debit, credit, minor }: Leg) => {
    add(balances, idOf(debit), -minor);
    add(balances, idOf(credit), minor);
  };
  const refusalOf = (legs: readonly Leg[]): string | null => {
    if (legs.some(({ debit, credit }) => closed.has(idOf(debit)) || closed.has(idOf(credit)))) return 'ACCOUNT_CLOSED';
    const after = new Map<string, bigint>();
    for (const { debit, credit, minor } of legs) {
      add(after, idOf(debit), -minor);
      add(after, idOf(credit), minor);
      const id = idOf(debit);
      if (id.startsWith('wal_') && available(id) + (after.get(id) ?? 0n) < 0n) return 'INSUFFICIENT_FUNDS';
    }
    return null;
  };

  const post = ({ id, legs }: Booking) =>
    once(id, () => {
      const refusal = refusalOf(legs);
      if (refusal === null) legs.forEach(move);
      return refusal;
    });
  const hold = ({ id, leg }: HoldBooking) =>
    once(id, () => {
      const refusal = refusalOf([leg]);
      if (refusal !== null) return refusal;
      holds.set(id, { leg, remaining: leg.minor, open: true });
      add(held, idOf(leg.debit), leg.minor);
      return null;
    });
  const release = (each: Hold) => {
    add(held, idOf(each.leg.debit), -each.remaining);
    each.remaining = 0n;
    each.open = false;
  };
  const capture = ({ id, holdId, minor, final }: HoldCapture) =>
    once(id, () => {
      const each = holds.get(holdId);
      if (!each) return 'HOLD_NOT_FOUND';
      if (!each.open) return 'HOLD_CLOSED';
      if (minor > each.remaining) return 'EXCEEDS_HOLD';
      each.remaining -= minor;
      add(held, idOf(each.leg.debit), -minor);
      move({ ...each.leg, minor });
      if (final) release(each);
      return null;
    });
  const voidHold: Peers['voidHold'] = async ({ id, holdId }) =>
    once(id, () => {
      const each = holds.get(holdId);
      if (!each) return 'HOLD_NOT_FOUND';
      if (!each.open) return 'HOLD_CLOSED';
      release(each);
      return null;
    });

  return {
    fund: (walletId: string, minor: bigint) => add(balances, walletId, minor),
    balance: (id: string) => balances.get(id) ?? 0n,
    held: (id: string) => held.get(id) ?? 0n,
    available,
    closed,
    /** What was decided about an id: null is done, undefined is never asked. */
    decided,
    peers: {
      post: async (booking: Booking) => post(booking),
      hold: async (booking: HoldBooking) => hold(booking),
      capture: async (each: HoldCapture) => capture(each),
      voidHold,
      async openAccount() {},
      available: async (walletId: string) => available(walletId),
    },
  };
}
