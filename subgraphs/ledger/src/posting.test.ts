import { describe, expect, test } from 'vitest';
import { type AccountState, postedBalance } from './account.ts';
import { type ContentField, contentOf } from './content.ts';
import {
  type CaptureOperation,
  contentHash,
  type HoldOperation,
  type Operation,
  type PostOperation,
  type Transfer,
} from './operation.ts';
import {
  type HoldState,
  type LedgerState,
  type Outcome,
  type PostedBatch,
  post,
  type ReversibleEntry,
} from './posting.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

const account = (id: string, over: Partial<AccountState> = {}): AccountState => ({
  id,
  currency: 'USD',
  normalSide: 'CREDIT',
  constraint: 'NO_DEBIT_BALANCE',
  floorMinor: 0n,
  debitsPosted: 0n,
  creditsPosted: 0n,
  debitsPending: 0n,
  creditsPending: 0n,
  version: 0n,
  closed: false,
  ...over,
});
const byId = <T extends { id: string }>(...list: T[]) => new Map(list.map((each) => [each.id, each]));

const provider = account('provider', { constraint: 'NONE', normalSide: 'DEBIT' });
const alice = account('alice', { creditsPosted: 100n });
const bob = account('bob');
const others = [account('euros', { currency: 'EUR' }), account('closed', { closed: true })];

interface Given {
  accounts?: AccountState[];
  holds?: HoldState[];
  entries?: [string, ReversibleEntry][];
  outcomes?: ReadonlyMap<string, Outcome>;
}
const given = ({
  accounts = [provider, alice, bob, ...others],
  holds = [],
  entries = [],
  outcomes = new Map(),
}: Given = {}): LedgerState => ({
  accounts: byId(...accounts),
  holds: byId(...holds),
  entries: new Map(entries),
  outcomes,
});

const move = (debitAccountId: string, creditAccountId: string, minor: bigint, currency = 'USD'): Transfer => ({
  debitAccountId,
  creditAccountId,
  minor,
  currency,
});
const plain = { transactionId: null, description: '', metadata: null };
const entry = (id: string, ...transfers: Transfer[]): PostOperation => ({
  ...plain,
  kind: 'POST',
  id,
  effectiveAt: null,
  transfers,
});
const hold = (id: string, transfer: Transfer, expiresAt: Date | null = null): HoldOperation => ({
  ...plain,
  kind: 'HOLD',
  id,
  transfer,
  expiresAt,
});
const capture = (id: string, holdId: string, minor: bigint | null, final: boolean): CaptureOperation => ({
  ...plain,
  kind: 'CAPTURE',
  id,
  holdId,
  amount: minor === null ? null : { minor, currency: 'USD' },
  final,
});
const voidHold = (id: string, holdId: string): Operation => ({ ...plain, kind: 'VOID', id, holdId });
const expire = (id: string, holdId: string): Operation => ({ ...plain, kind: 'EXPIRE', id, holdId });
const reverse = (id: string, entryId: string): Operation => ({ ...plain, kind: 'REVERSE', id, entryId });

const results = (state: LedgerState, ...operations: Operation[]) => post(state, operations, NOW).results;

describe('posting an entry', () => {
  test('moves the amount and keeps what both accounts held after it', () => {
    const { accounts, postings, results: outcome } = post(given(), [entry('e1', move('alice', 'bob', 30n))], NOW);
    expect(outcome).toEqual([null]);
    expect(accounts.map((each) => [each.id, postedBalance(each)])).toEqual([
      ['alice', 70n],
      ['bob', 30n],
    ]);
    expect(postings).toMatchObject([{ debitPosted: 70n, debitVersion: 1n, creditPosted: 30n, creditVersion: 1n }]);
  });

  test('takes an account exactly to zero, and not below', () => {
    expect(results(given(), entry('e1', move('alice', 'bob', 100n)))).toEqual([null]);
    expect(results(given(), entry('e1', move('alice', 'bob', 101n)))).toEqual(['INSUFFICIENT_FUNDS']);
  });

  test('judges its legs together: money may pass through an empty account', () => {
    expect(results(given(), entry('e1', move('alice', 'bob', 50n), move('bob', 'provider', 50n)))).toEqual([null]);
  });

  test('does nothing at all when one leg is refused', () => {
    const { accounts, postings } = post(
      given(),
      [entry('e1', move('alice', 'bob', 50n), move('bob', 'nobody', 1n))],
      NOW,
    );
    expect([accounts, postings]).toEqual([[], []]);
  });

  test('may convert: legs of several currencies, never a rate on one', () => {
    const [fxUsd, fxEur] = [
      account('fx-usd', { constraint: 'NONE' }),
      account('fx-eur', { constraint: 'NONE', currency: 'EUR' }),
    ];
    const state = given({ accounts: [alice, fxUsd, fxEur, account('alice-eur', { currency: 'EUR' })] });
    const conversion = entry('e1', move('alice', 'fx-usd', 100n), move('fx-eur', 'alice-eur', 92n, 'EUR'));
    expect(results(state, conversion)).toEqual([null]);
  });

  test.each<[PostOperation, string]>([
    [entry('e1'), 'NO_TRANSFERS'],
    [entry('e1', move('alice', 'nobody', 1n)), 'ACCOUNT_NOT_FOUND'],
    [entry('e1', move('alice', 'alice', 1n)), 'SAME_ACCOUNT'],
    [entry('e1', move('alice', 'euros', 1n)), 'CURRENCY_MISMATCH'],
    [entry('e1', move('alice', 'closed', 1n)), 'ACCOUNT_CLOSED'],
    [entry('e1', move('alice', 'bob', 0n)), 'MALFORMED_AMOUNT'],
    [entry('e1', move('alice', 'bob', -1n)), 'MALFORMED_AMOUNT'],
  ])('%o is refused as %s', (operation, refusal) => {
    expect(results(given(), operation)).toEqual([refusal]);
  });
});

describe('the constraint of an account', () => {
  const against = (over: Partial<AccountState>, minor: bigint) =>
    results(given({ accounts: [account('x', over), provider] }), entry('e1', move('x', 'provider', minor)));

  test('lets a credit line down to its floor and no further', () => {
    expect(against({ constraint: 'FLOOR', floorMinor: 50n }, 50n)).toEqual([null]);
    expect(against({ constraint: 'FLOOR', floorMinor: 50n }, 51n)).toEqual(['INSUFFICIENT_FUNDS']);
  });

  test('keeps an asset from being owed', () => {
    const vault = account('vault', { constraint: 'NO_CREDIT_BALANCE', normalSide: 'DEBIT', debitsPosted: 10n });
    const state = given({ accounts: [vault, alice, provider] });
    expect(results(state, entry('e1', move('provider', 'vault', 10n)))).toEqual([null]);
    expect(results(state, entry('e1', move('provider', 'vault', 11n)))).toEqual(['INSUFFICIENT_FUNDS']);
  });
});

describe('a hold', () => {
  const placed = (expiresAt: Date | null = null) =>
    post(given(), [hold('h1', move('alice', 'bob', 60n), expiresAt)], NOW);
  const after = (expiresAt: Date | null = null) => {
    const { accounts, holds } = placed(expiresAt);
    return given({ accounts: [provider, ...accounts], holds: [...holds] });
  };

  test('takes from what is available and leaves what is posted', () => {
    const { accounts, postings } = placed();
    expect(accounts.find(({ id }) => id === 'alice')).toMatchObject({ debitsPosted: 0n, debitsPending: 60n });
    expect(postings).toMatchObject([
      { kind: 'HOLD', debitPosted: 100n, debitPending: 60n, creditPosted: 0n, creditPending: 0n },
    ]);
    expect(results(after(), entry('e1', move('alice', 'bob', 41n)))).toEqual(['INSUFFICIENT_FUNDS']);
    expect(results(after(), entry('e1', move('alice', 'bob', 40n)))).toEqual([null]);
  });

  test('is captured in parts until nothing is left', () => {
    expect(
      results(
        after(),
        capture('c1', 'h1', 20n, false),
        capture('c2', 'h1', 40n, false),
        capture('c3', 'h1', 1n, false),
      ),
    ).toEqual([null, null, 'HOLD_CLOSED']);
  });

  test('is captured in part and the rest let go of', () => {
    const { accounts, holds, postings } = post(after(), [capture('c1', 'h1', 20n, true)], NOW);
    expect(postings.map(({ kind, minor }) => [kind, minor])).toEqual([
      ['CAPTURE', 20n],
      ['RELEASE', 40n],
    ]);
    expect(accounts.find(({ id }) => id === 'alice')).toMatchObject({ debitsPosted: 20n, debitsPending: 0n });
    expect(holds).toMatchObject([{ status: 'CAPTURED', remaining: 0n }]);
  });

  test('is never captured beyond what it holds, nor after it was voided', () => {
    expect(results(after(), capture('c1', 'h1', 61n, true))).toEqual(['EXCEEDS_HOLD']);
    expect(results(after(), voidHold('v1', 'h1'), capture('c1', 'h1', null, true))).toEqual([null, 'HOLD_CLOSED']);
    expect(results(after(), capture('c1', 'nothing', null, true))).toEqual(['HOLD_NOT_FOUND']);
  });

  test('expires exactly on time: a capture and the expiry never both win', () => {
    const due = later(10);
    const at = (seconds: number, ...operations: Operation[]) => post(after(due), operations, later(seconds)).results;
    expect(at(9.999, expire('x1', 'h1'), capture('c1', 'h1', null, true))).toEqual(['HOLD_NOT_DUE', null]);
    expect(at(10, capture('c1', 'h1', null, true), expire('x1', 'h1'))).toEqual(['HOLD_EXPIRED', null]);
    expect(at(10, expire('x1', 'h1'), capture('c1', 'h1', null, true))).toEqual([null, 'HOLD_EXPIRED']);
    expect(at(10, voidHold('v1', 'h1'))).toEqual(['HOLD_EXPIRED']);
  });

  test('cannot be placed in the past', () => {
    expect(results(given(), hold('h1', move('alice', 'bob', 1n), NOW))).toEqual(['EXPIRY_IN_THE_PAST']);
  });
});

describe('reversing an entry', () => {
  const posted: [string, ReversibleEntry] = ['e1', { transfers: [move('bob', 'alice', 30n)], reversedBy: null }];

  test('posts its opposite, once', () => {
    const { postings, results: outcome } = post(
      given({ entries: [posted] }),
      [reverse('r1', 'e1'), reverse('r2', 'e1')],
      NOW,
    );
    expect(outcome).toEqual([null, 'ALREADY_REVERSED']);
    expect(postings).toMatchObject([{ debitAccountId: 'alice', creditAccountId: 'bob', minor: 30n }]);
  });

  test('needs the money to be there, and the entry', () => {
    const spent = given({ accounts: [account('alice'), bob], entries: [posted] });
    expect(results(spent, reverse('r1', 'e1'))).toEqual(['INSUFFICIENT_FUNDS']);
    expect(results(given(), reverse('r1', 'e1'))).toEqual(['ENTRY_NOT_FOUND']);
  });
});

const decidedBy = ({ decided }: PostedBatch): ReadonlyMap<string, Outcome> =>
  new Map([...decided].map(([id, { operation, ...outcome }]) => [id, { ...outcome, content: contentOf(operation) }]));

describe('asking twice under one id', () => {
  test('does it once and answers the same', () => {
    const again = entry('e1', move('alice', 'bob', 30n));
    const { accounts, results: outcome } = post(given(), [again, again], NOW);
    expect(outcome).toEqual([null, null]);
    expect(accounts.find(({ id }) => id === 'bob')?.creditsPosted).toBe(30n);
  });

  test('with other content is refused', () => {
    expect(results(given(), entry('e1', move('alice', 'bob', 30n)), entry('e1', move('alice', 'bob', 31n)))).toEqual([
      null,
      { refusal: 'ID_REUSED', differs: 'AMOUNT' },
    ]);
  });

  const posted = { ...entry('e1', move('alice', 'bob', 30n)), description: 'Rent', metadata: { order: 1 } };
  const held = { ...hold('e1', move('alice', 'bob', 30n)) };
  const captured = capture('e1', 'h1', 20n, false);
  test.each<[ContentField, Operation, Operation]>([
    ['KIND', posted, hold('e1', move('alice', 'bob', 30n))],
    ['TRANSFERS', posted, { ...posted, transfers: [...posted.transfers, ...posted.transfers] }],
    ['DEBIT_ACCOUNT_ID', posted, { ...posted, transfers: [move('provider', 'bob', 30n)] }],
    ['CREDIT_ACCOUNT_ID', posted, { ...posted, transfers: [move('alice', 'provider', 30n)] }],
    ['CURRENCY', posted, { ...posted, transfers: [move('alice', 'bob', 30n, 'EUR')] }],
    ['EFFECTIVE_AT', posted, { ...posted, effectiveAt: NOW }],
    ['TRANSACTION_ID', posted, { ...posted, transactionId: 'txn' }],
    ['DESCRIPTION', posted, { ...posted, description: 'Lunch' }],
    ['METADATA', posted, { ...posted, metadata: { order: 2 } }],
    ['EXPIRES_AT', held, { ...held, expiresAt: NOW }],
    ['HOLD_ID', captured, { ...captured, holdId: 'h2' }],
    ['AMOUNT', captured, { ...captured, amount: null }],
    ['FINAL', captured, { ...captured, final: true }],
    ['ENTRY_ID', reverse('e1', 'e0'), reverse('e1', 'e2')],
  ])('is told to differ in %s', (differs, before, operation) => {
    const outcome: Outcome = { contentHash: contentHash(before), refusal: null, content: contentOf(before) };
    const state = given({ outcomes: new Map([['e1', outcome]]) });
    expect(results(state, operation)).toEqual([{ refusal: 'ID_REUSED', differs }]);
  });

  test('is compared by a hash that stays what it is, for it is stored', () => {
    expect(contentHash(posted)).toBe('d71ba417-f6f1-3ed5-db2a-4c9acee83171');
  });

  test('stays refused although the money would be there by now', () => {
    const first = post(given(), [entry('e1', move('bob', 'alice', 10n))], NOW);
    expect(first.results).toEqual(['INSUFFICIENT_FUNDS']);
    const rich = given({ accounts: [alice, account('bob', { creditsPosted: 1_000n })], outcomes: decidedBy(first) });
    expect(results(rich, entry('e1', move('bob', 'alice', 10n)))).toEqual(['INSUFFICIENT_FUNDS']);
  });

  test('means the same content in whatever order its metadata is written', () => {
    const [one, two] = [
      { a: 1, b: { c: 2, d: 3 } },
      { b: { d: 3, c: 2 }, a: 1 },
    ];
    const operation = (metadata: unknown): Operation => ({ ...entry('e1', move('alice', 'bob', 1n)), metadata });
    expect(results(given(), operation(one), operation(two))).toEqual([null, null]);
  });
});
