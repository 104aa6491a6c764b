import { groupCommit } from '@paygraph/batch';
import { newId } from '@paygraph/identity';
import { formatMoney, type Money, type MoneyInput, parseMoney } from '@paygraph/money';
import { callPeer, type Platform } from '@paygraph/subgraph';
import type { Instrument } from './providers/connector.ts';
import type { Booking, HoldBooking, HoldCapture, Leg } from './saga/booking.ts';
import type { PlatformAccount } from './saga/platform-account.ts';
import type { TransactionRow } from './transaction.ts';

/** A wallet as a movement of money needs to know it. */
export interface MovementWallet {
  readonly id: string;
  readonly ownerId: string;
  readonly currency: string;
  readonly type: 'PERSONAL' | 'MERCHANT' | 'SAVINGS';
  readonly status: 'ACTIVE' | 'FROZEN' | 'CLOSED';
  /** There are limits on what leaves it. */
  readonly limited: boolean;
}

export interface PaymentMethod {
  readonly id: string;
  readonly ownerId: string;
  readonly kind: 'CREDIT_CARD' | 'DEBIT_CARD' | 'BANK_ACCOUNT';
}

export type RiskDecision = 'ALLOW' | 'CHALLENGE' | 'REVIEW' | 'BLOCK';

export interface LimitReservation {
  readonly transactionId: string;
  readonly walletId: string;
  readonly amount: Money;
  readonly at: Date;
}

export interface Challenge {
  /** That of the transaction. */
  readonly id: string;
  readonly userId: string;
  readonly summary: string;
}

interface StartedChallenge {
  readonly expiresAt: Date;
  /** Masked, such as a•••@example.com. */
  readonly deliveredTo: string;
}

/** There is nobody any more who could answer it, or they were challenged too often within an hour. */
export type ChallengeRefusal = 'NOBODY' | 'TOO_MANY';

interface Verification {
  readonly result: 'VERIFIED' | 'WRONG' | 'EXPIRED' | 'EXHAUSTED' | 'NOT_FOUND';
  readonly attemptsLeft: number;
}

/**
 * What transactions asks of its neighbours. Each is safe to repeat, and throws PeerError when the neighbour
 * could not be asked. Calls that come together travel together.
 */
export interface Peers {
  wallet(id: string): Promise<MovementWallet | null>;
  paymentMethod(id: string): Promise<PaymentMethod | null>;
  /** In the clear, for one call: pass it on and let go of it. Null when it was removed or is not the owner's. */
  instrument(id: string, ownerId: string): Promise<Instrument | null>;
  assess(row: TransactionRow): Promise<RiskDecision>;
  /** Counts against the limits of a wallet; null when it fits, otherwise which limit it is over, for good. */
  reserveLimits(reservation: LimitReservation): Promise<string | null>;
  /** What finally counts of a reservation. */
  settleLimits(settled: { readonly transactionId: string; readonly kept: Money }): Promise<void>;
  startChallenge(challenge: Challenge): Promise<StartedChallenge | ChallengeRefusal>;
  verifyChallenge(attempt: {
    readonly id: string;
    readonly userId: string;
    readonly code: string;
  }): Promise<Verification>;
  /** What can be taken from a wallet now, in minor units; 0 for one without an account. */
  available(walletId: string): Promise<bigint>;
  openAccount(account: PlatformAccount): Promise<void>;
  /** The ledger's: null when done, now or before; otherwise why it never will be. */
  post(booking: Booking): Promise<string | null>;
  hold(booking: HoldBooking): Promise<string | null>;
  capture(capture: HoldCapture): Promise<string | null>;
  voidHold(release: {
    readonly id: string;
    readonly transactionId: string;
    readonly holdId: string;
  }): Promise<string | null>;
}

type Call = <Data>(name: Parameters<Platform['peer']>[0], query: string, variables: object) => Promise<Data>;

export function connectPeers(peer: Platform['peer']): Peers {
  const call: Call = (name, query, variables) =>
    callPeer(peer(name), 'transactions', { requestId: newId('req') }, query, { ...variables });
  return { ...walletPeers(call), ...challengePeers(call), ...ledgerPeers(call), assess: assessor(call) };
}

/** Answers many who ask for the same id with one look. */
function byId<Found>(find: (ids: readonly string[]) => Promise<readonly (Found | null)[]>) {
  return groupCommit(async (ids: readonly string[]) => {
    const unique = [...new Set(ids)];
    const found = await find(unique);
    const known = new Map(unique.map((id, index) => [id, found[index] ?? null]));
    return ids.map((id) => known.get(id) ?? null);
  });
}

function walletPeers(
  call: Call,
): Pick<Peers, 'wallet' | 'paymentMethod' | 'instrument' | 'reserveLimits' | 'settleLimits'> {
  return {
    wallet: byId(async (ids) => {
      const query = 'query ($ids: [ID!]!) { _movementWallets(ids: $ids) { id ownerId currency type status limited } }';
      return (await call<{ _movementWallets: (MovementWallet | null)[] }>('wallets', query, { ids }))._movementWallets;
    }),
    paymentMethod: byId(async (ids) => {
      const query = 'query ($ids: [ID!]!) { _paymentMethods(ids: $ids) { id ownerId kind } }';
      return (await call<{ _paymentMethods: (PaymentMethod | null)[] }>('wallets', query, { ids }))._paymentMethods;
    }),
    async instrument(id, ownerId) {
      const query = `query ($id: ID!, $ownerId: ID!) { _instrument(id: $id, ownerId: $ownerId) {
        card { number expiryMonth expiryYear } bankAccount { holder iban routingNumber accountNumber } } }`;
      const { _instrument } = await call<{ _instrument: { card?: object; bankAccount?: object } | null }>(
        'wallets',
        query,
        { id, ownerId },
      );
      if (_instrument?.card) return { kind: 'CARD', ..._instrument.card } as Instrument;
      return _instrument?.bankAccount ? ({ kind: 'BANK_ACCOUNT', ..._instrument.bankAccount } as Instrument) : null;
    },
    reserveLimits: groupCommit(async (reservations: readonly LimitReservation[]) => {
      const query = 'mutation ($inputs: [_ReserveLimitInput!]!) { _reserveLimits(inputs: $inputs) { exceeded } }';
      const inputs = reservations.map(({ amount, at, ...rest }) => ({
        ...rest,
        amount: formatMoney(amount),
        at: at.toISOString(),
      }));
      const { _reserveLimits } = await call<{ _reserveLimits: ({ exceeded: string | null } | null)[] }>(
        'wallets',
        query,
        { inputs },
      );
      // Null: there is no such wallet, or the amount is not in its currency; the ledger says the same in its own words.
      return _reserveLimits.map((reservation) => (reservation === null ? null : reservation.exceeded));
    }),
    settleLimits: groupCommit(async (settled: readonly { transactionId: string; kept: Money }[]) => {
      const query = 'mutation ($inputs: [_SettleLimitInput!]!) { _settleLimits(inputs: $inputs) { transactionId } }';
      await call('wallets', query, { inputs: settled.map((each) => ({ ...each, kept: formatMoney(each.kept) })) });
      return settled.map(() => undefined);
    }),
  };
}

function challengePeers(call: Call): Pick<Peers, 'startChallenge' | 'verifyChallenge'> {
  return {
    async startChallenge(challenge) {
      const query = `mutation ($inputs: [_ChallengeInput!]!) {
        _startChallenges(inputs: $inputs) { challenge { expiresAt deliveredTo } refusal } }`;
      const { _startChallenges } = await call<{
        _startChallenges: {
          challenge: { expiresAt: string; deliveredTo: string } | null;
          refusal: ChallengeRefusal | null;
        }[];
      }>('users', query, { inputs: [challenge] });
      const { challenge: started, refusal } = _startChallenges[0] ?? { challenge: null, refusal: null };
      if (!started) return refusal ?? 'NOBODY';
      return { deliveredTo: started.deliveredTo, expiresAt: new Date(started.expiresAt) };
    },
    async verifyChallenge(attempt) {
      const query = `mutation ($id: ID!, $userId: ID!, $code: String!) {
        _verifyChallenge(id: $id, userId: $userId, code: $code) { result attemptsLeft } }`;
      return (await call<{ _verifyChallenge: Verification }>('users', query, attempt))._verifyChallenge;
    },
  };
}

function assessor(call: Call): Peers['assess'] {
  return groupCommit(async (rows: readonly TransactionRow[]) => {
    const query = 'mutation ($inputs: [_AssessInput!]!) { _assess(inputs: $inputs) { decision } }';
    const { _assess } = await call<{ _assess: { decision: RiskDecision }[] }>('fraud', query, {
      inputs: rows.map((row) => ({
        transactionId: row.id,
        type: row.type,
        amount: formatMoney(row),
        initiatorId: row.initiatorId,
        counterpartyId: row.destinationOwnerId === row.initiatorId ? null : row.destinationOwnerId,
        at: row.createdAt.toISOString(),
      })),
    });
    return _assess.map(({ decision }) => decision);
  });
}

function ledgerPeers(call: Call): Pick<Peers, 'available' | 'openAccount' | 'post' | 'hold' | 'capture' | 'voidHold'> {
  /** Runs one of the ledger's operations on many inputs; null for each that is done. */
  const operation = <Item>(name: string, argument: string, inputType: string, toInput: (item: Item) => object) => {
    const query = `mutation ($inputs: [${inputType}!]!) { results: ${name}(${argument}: $inputs) { refusal } }`;
    return groupCommit(async (items: readonly Item[]) => {
      const { results } = await call<{ results: { refusal: string | null }[] }>('ledger', query, {
        inputs: items.map(toInput),
      });
      return results.map(({ refusal }) => refusal);
    });
  };
  return {
    post: operation<Booking>('_postEntries', 'entries', '_EntryInput', ({ legs, ...entry }) => ({
      ...entry,
      transfers: legs.map(toTransfer),
    })),
    hold: operation<HoldBooking>('_placeHolds', 'holds', '_HoldInput', ({ leg, ...hold }) => ({
      ...hold,
      transfer: toTransfer(leg),
    })),
    capture: operation<HoldCapture>(
      '_captureHolds',
      'captures',
      '_CaptureInput',
      ({ currency, minor, ...capture }) => ({
        ...capture,
        amount: formatMoney({ currency, minor }),
      }),
    ),
    voidHold: operation('_voidHolds', 'voids', '_VoidInput', (release) => ({ ...release, description: 'Released' })),
    async available(walletId) {
      const query = `query ($wallets: [_Any!]!) {
        _entities(representations: $wallets) { ... on Wallet { balance { available { amount currency } } } } }`;
      const { _entities } = await call<{ _entities: ({ balance: { available: MoneyInput } } | null)[] }>(
        'ledger',
        query,
        {
          wallets: [{ __typename: 'Wallet', id: walletId }],
        },
      );
      const money = _entities[0] ? parseMoney(_entities[0].balance.available) : null;
      return money && typeof money === 'object' ? money.minor : 0n;
    },
    async openAccount(account) {
      const query = 'mutation ($inputs: [_OpenAccountInput!]!) { _openAccounts(inputs: $inputs) { open } }';
      const { _openAccounts } = await call<{ _openAccounts: { open: boolean }[] }>('ledger', query, {
        inputs: [account],
      });
      if (!_openAccounts[0]?.open) throw new Error(`the ledger has another account under the id ${account.id}`);
    },
  };
}

function toTransfer({ debit, credit, currency, minor }: Leg) {
  const idOf = (account: Leg['debit']) => (typeof account === 'string' ? account : account.id);
  return { debitAccountId: idOf(debit), creditAccountId: idOf(credit), amount: formatMoney({ currency, minor }) };
}
