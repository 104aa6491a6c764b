import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AccountTotals,
  creditBalance,
  type EntryRequest,
  isWithinConstraint,
  type Outcome,
  post,
  type Transfer,
} from './posting.ts';

const account = (id: string, over: Partial<AccountTotals> = {}): AccountTotals => ({
  id,
  currency: 'USD',
  constraint: 'NO_DEBIT_BALANCE',
  debitsPosted: 0n,
  creditsPosted: 0n,
  debitsPending: 0n,
  creditsPending: 0n,
  version: 0n,
  closed: false,
  ...over,
});

const accountsOf = (...list: AccountTotals[]) => new Map(list.map((each) => [each.id, each]));
const provider = account('provider', { constraint: 'NONE' });
const alice = account('alice', { creditsPosted: 100n });
const bob = account('bob');
const all = accountsOf(
  provider,
  alice,
  bob,
  account('euros', { currency: 'EUR' }),
  account('closed', { closed: true }),
);

const move = (debitAccountId: string, creditAccountId: string, minor: bigint): Transfer => ({
  debitAccountId,
  creditAccountId,
  minor,
  currency: 'USD',
});
const entry = (id: string, ...transfers: Transfer[]): EntryRequest => ({
  id,
  transactionId: null,
  description: '',
  transfers,
});
const none: ReadonlyMap<string, Outcome> = new Map();

describe('posting an entry', () => {
  test('moves the amount and keeps what both accounts held after it', () => {
    const { accounts, transfers, results } = post(all, none, [entry('e1', move('alice', 'bob', 30n))]);
    expect(results).toEqual([null]);
    expect(accounts.map((each) => [each.id, creditBalance(each)])).toEqual([
      ['alice', 70n],
      ['bob', 30n],
    ]);
    expect(transfers).toMatchObject([
      { debitBalanceAfter: 70n, debitVersion: 1n, creditBalanceAfter: 30n, creditVersion: 1n },
    ]);
  });

  test('takes an account exactly to zero, and not below', () => {
    expect(post(all, none, [entry('e1', move('alice', 'bob', 100n))]).results).toEqual([null]);
    expect(post(all, none, [entry('e1', move('alice', 'bob', 101n))]).results).toEqual(['INSUFFICIENT_FUNDS']);
  });

  test('counts pending debits against what is available', () => {
    const held = accountsOf(account('alice', { creditsPosted: 100n, debitsPending: 60n }), bob);
    expect(post(held, none, [entry('e1', move('alice', 'bob', 41n))]).results).toEqual(['INSUFFICIENT_FUNDS']);
    expect(post(held, none, [entry('e1', move('alice', 'bob', 40n))]).results).toEqual([null]);
  });

  test('judges its legs together: money may pass through an empty account', () => {
    expect(post(all, none, [entry('e1', move('alice', 'bob', 50n), move('bob', 'provider', 50n))]).results).toEqual([
      null,
    ]);
  });

  test('does nothing at all when one leg is refused', () => {
    const { accounts, transfers } = post(all, none, [
      entry('e1', move('alice', 'bob', 50n), move('bob', 'nobody', 1n)),
    ]);
    expect(accounts).toEqual([]);
    expect(transfers).toEqual([]);
  });

  test.each<[EntryRequest, string]>([
    [entry('e1'), 'NO_TRANSFERS'],
    [entry('e1', move('alice', 'nobody', 1n)), 'ACCOUNT_NOT_FOUND'],
    [entry('e1', move('alice', 'alice', 1n)), 'SAME_ACCOUNT'],
    [entry('e1', move('alice', 'euros', 1n)), 'CURRENCY_MISMATCH'],
    [entry('e1', move('alice', 'closed', 1n)), 'ACCOUNT_CLOSED'],
    [entry('e1', move('alice', 'bob', 0n)), 'MALFORMED_AMOUNT'],
    [entry('e1', move('alice', 'bob', -1n)), 'MALFORMED_AMOUNT'],
  ])('%o is refused as %s', (request, refusal) => {
    expect(post(all, none, [request]).results).toEqual([refusal]);
  });
});

describe('asking twice under one id', () => {
  test('posts once and answers the same', () => {
    const again = entry('e1', move('alice', 'bob', 30n));
    const { accounts, results } = post(all, none, [again, again]);
    expect(results).toEqual([null, null]);
    expect(accounts.find(({ id }) => id === 'bob')?.creditsPosted).toBe(30n);
  });

  test('with other content is refused', () => {
    expect(
      post(all, none, [entry('e1', move('alice', 'bob', 30n)), entry('e1', move('alice', 'bob', 31n))]).results,
    ).toEqual([null, 'ID_REUSED']);
  });

  test('stays refused although the money would be there by now', () => {
    const first = post(all, none, [entry('e1', move('bob', 'alice', 10n))]);
    expect(first.results).toEqual(['INSUFFICIENT_FUNDS']);
    const rich = accountsOf(alice, account('bob', { creditsPosted: 1_000n }));
    expect(post(rich, first.decided, [entry('e1', move('bob', 'alice', 10n))]).results).toEqual(['INSUFFICIENT_FUNDS']);
  });
});

describe('any sequence of postings', () => {
  const ids = ['provider', 'a', 'b', 'c'] as const;
  const start = accountsOf(account('provider', { constraint: 'NONE' }), account('a'), account('b'), account('c'));
  const anyTransfer = fc.record({
    debitAccountId: fc.constantFrom(...ids),
    creditAccountId: fc.constantFrom(...ids),
    currency: fc.constantFrom('USD', 'USD', 'USD', 'EUR'),
    minor: fc.bigInt(-2n, 100n),
  });
  const anyEntry = fc.record({
    id: fc.integer({ min: 0, max: 30 }).map((number) => `e${number}`),
    transactionId: fc.constant(null),
    description: fc.constant(''),
    transfers: fc.array(anyTransfer, { maxLength: 3 }),
  });

  test('keeps the sum at zero, no customer below zero, and versions without gaps', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyEntry, { maxLength: 8 }), { maxLength: 8 }), (batches) => {
        const accounts = new Map(start);
        const outcomes = new Map<string, Outcome>();
        const seen = new Map<string, bigint[]>();
        for (const entries of batches) {
          const batch = post(accounts, outcomes, entries);
          for (const each of batch.accounts) accounts.set(each.id, each);
          for (const [id, outcome] of batch.decided) outcomes.set(id, outcome);
          for (const each of batch.transfers) {
            seen.set(each.debitAccountId, [...(seen.get(each.debitAccountId) ?? []), each.debitVersion]);
            seen.set(each.creditAccountId, [...(seen.get(each.creditAccountId) ?? []), each.creditVersion]);
          }
          expect([...accounts.values()].reduce((sum, each) => sum + creditBalance(each), 0n)).toBe(0n);
          expect([...accounts.values()].every(isWithinConstraint)).toBe(true);
        }
        for (const versions of seen.values()) expect(versions).toEqual(versions.map((_, index) => BigInt(index + 1)));
      }),
      { numRuns: 200 },
    );
  });
});
