import { groupCommit } from '@paygraph/batch';
import { newId } from '@paygraph/identity';
import { formatMoney, type Money } from '@paygraph/money';
import { callPeer, type Platform } from '@paygraph/subgraph';
import type { TransactionRow } from './transaction-store.ts';

/** A wallet as a movement of money needs to know it. */
export interface MovementWallet {
  readonly id: string;
  readonly ownerId: string;
  readonly currency: string;
  readonly status: 'ACTIVE' | 'FROZEN' | 'CLOSED';
}

export interface ChargeableCard {
  readonly number: string;
  readonly expiryMonth: number;
  readonly expiryYear: number;
}

/**
 * What transactions asks of its neighbours. Each is safe to repeat, and throws PeerError when the neighbour
 * could not be asked. Calls that come together travel together.
 */
export interface Peers {
  wallet(id: string): Promise<MovementWallet | null>;
  ownsCard(id: string, ownerId: string): Promise<boolean>;
  /** The number in the clear, for one charge: pass it on and let go of it. */
  chargeableCard(id: string, ownerId: string): Promise<ChargeableCard | null>;
  /** Whether risk stops the transaction. */
  isBlocked(row: TransactionRow): Promise<boolean>;
  openAccount(account: { id: string; code: string; name: string; currency: string }): Promise<void>;
  /** Posts one transfer; null when posted, otherwise why it never will be. */
  post(posting: Posting): Promise<string | null>;
}

export interface Posting {
  readonly transactionId: string;
  readonly description: string;
  readonly debitAccountId: string;
  readonly creditAccountId: string;
  readonly amount: Money;
}

export function connectPeers(peer: Platform['peer']): Peers {
  const call = <Data>(name: Parameters<Platform['peer']>[0], query: string, variables: Record<string, unknown>) =>
    callPeer<Data>(peer(name), 'transactions', { requestId: newId('req') }, query, variables);

  const wallet = groupCommit(async (ids: readonly string[]) => {
    const unique = [...new Set(ids)];
    const { _movementWallets } = await call<{ _movementWallets: (MovementWallet | null)[] }>(
      'wallets',
      'query ($ids: [ID!]!) { _movementWallets(ids: $ids) { id ownerId currency status } }',
      { ids: unique },
    );
    const found = new Map(unique.map((id, index) => [id, _movementWallets[index] ?? null]));
    return ids.map((id) => found.get(id) ?? null);
  });

  const isBlocked = groupCommit(async (rows: readonly TransactionRow[]) => {
    const { _assess } = await call<{ _assess: { decision: string }[] }>(
      'fraud',
      'mutation ($inputs: [_AssessInput!]!) { _assess(inputs: $inputs) { decision } }',
      { inputs: rows.map(toAssessInput) },
    );
    return _assess.map(({ decision }) => decision === 'BLOCK');
  });

  const post = groupCommit(async (postings: readonly Posting[]) => {
    const { _postEntries } = await call<{ _postEntries: { refusal: string | null }[] }>(
      'ledger',
      'mutation ($entries: [_EntryInput!]!) { _postEntries(entries: $entries) { refusal } }',
      { entries: postings.map(toEntryInput) },
    );
    return _postEntries.map(({ refusal }) => refusal);
  });

  return {
    wallet,
    isBlocked,
    post,
    async ownsCard(id, ownerId) {
      const query = 'query ($id: ID!, $ownerId: ID!) { _chargeableCard(id: $id, ownerId: $ownerId) { expiryYear } }';
      return (await call<{ _chargeableCard: unknown }>('wallets', query, { id, ownerId }))._chargeableCard !== null;
    },
    async chargeableCard(id, ownerId) {
      const query =
        'query ($id: ID!, $ownerId: ID!) { _chargeableCard(id: $id, ownerId: $ownerId) { number expiryMonth expiryYear } }';
      return (await call<{ _chargeableCard: ChargeableCard | null }>('wallets', query, { id, ownerId }))
        ._chargeableCard;
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

function toAssessInput(row: TransactionRow) {
  return {
    transactionId: row.id,
    type: row.type,
    amount: formatMoney(row),
    initiatorId: row.initiatorId,
    counterpartyId: row.destinationOwnerId === row.initiatorId ? null : row.destinationOwnerId,
    at: row.createdAt.toISOString(),
  };
}

function toEntryInput({ transactionId, description, debitAccountId, creditAccountId, amount }: Posting) {
  return {
    id: transactionId,
    transactionId,
    description,
    transfers: [{ debitAccountId, creditAccountId, amount: formatMoney(amount) }],
  };
}
