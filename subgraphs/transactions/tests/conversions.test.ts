import { person } from '@paygraph/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { cancel, confirm, review } from '../src/commands.ts';
import {
  type ConvertInput,
  convert,
  parseConversion,
  quoteConversion,
} from '../src/conversions/conversion-commands.ts';
import type { QuoteRow } from '../src/conversions/conversion-store.ts';
import type { MovementWallet } from '../src/peers.ts';
import type { Problem } from '../src/problems.ts';
import { recoverDue } from '../src/saga/recovery.ts';
import type { Moved } from '../src/saga/replay.ts';
import type { TransactionRow } from '../src/transaction.ts';
import { mountGraphql } from './mounted-graphql.ts';
import { CODE, mountTransactions } from './mounted-transactions.ts';

const ada = person('usr_ada');
const eve = person('usr_eve');
const operator = person('usr_op', 'OPERATOR');

let world: Awaited<ReturnType<typeof mountTransactions>>;
let graphql: Awaited<ReturnType<typeof mountGraphql>>;
beforeAll(async () => {
  world = await mountTransactions();
  graphql = await mountGraphql(world.deps);
});
afterAll(async () => {
  await graphql[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});
afterEach(() => {
  world.risk.delete('');
});

let serial = 0;
const key = () => `key_${++serial}`;

function wallet(currency: string, over: Partial<MovementWallet> = {}) {
  const id = `wal_${++serial}`;
  const base = { id, ownerId: 'usr_ada', currency, type: 'PERSONAL', status: 'ACTIVE', limited: false } as const;
  world.wallets.set(id, { ...base, ...over });
  world.books.fund(id, 100_000n);
  return id;
}
const offer = (minor = 10_000n, from = 'EUR', to = 'USD', by = ada) =>
  quoteConversion(world.deps, by, { currency: from, minor }, to);
async function convertIt({ id }: QuoteRow, over: Partial<ConvertInput> = {}, by = ada) {
  const wallets = { fromWalletId: over.fromWalletId ?? wallet('EUR'), toWalletId: over.toWalletId ?? wallet('USD') };
  const request = parseConversion({ quoteId: id, idempotencyKey: key(), ...over, ...wallets });
  return typeof request === 'string' ? request : convert(world.deps, by, request);
}
function done(outcome: Moved | TransactionRow | Problem): TransactionRow {
  if (typeof outcome === 'string') throw new Error(outcome);
  return 'transaction' in outcome ? outcome.transaction : outcome;
}
const at = (id: string | null) => world.books.balance(id ?? '');
const POSITIONS = ['conversion_eur', 'conversion_usd', 'conversion_income_usd', 'rounding_usd'];
const positions = () => POSITIONS.map((name) => at(`acc_${name}`));

describe('an offer', () => {
  test('says what comes of an amount, by which rate and until when', async () => {
    const quote = await offer();
    expect(quote).toMatchObject({ toMinor: 10_651n, midMinor: 10_705n, incomeMinor: 54n, ownerId: 'usr_ada' });
    expect(quote.expiresAt.getTime() - quote.createdAt.getTime()).toBe(60_000);
    expect(quote.source).toContain('European Central Bank');
  });

  test('includes the fee of the day', async () => {
    const fee = { type: 'CONVERSION', walletId: '', currency: 'GBP' } as const;
    await world.deps.fees.set({ ...fee, fixedMinor: 20n, basisPoints: 10, changedBy: 'usr_op', changedAt: new Date() });
    const quote = await offer(10_000n, 'GBP', 'EUR');
    const fromWalletId = wallet('GBP');
    const row = done(await convertIt(quote, { fromWalletId, toWalletId: wallet('EUR') }));
    expect(row).toMatchObject({ status: 'SUCCEEDED', feeMinor: 30n });
    expect([at(fromWalletId), at('acc_fees_gbp')]).toEqual([89_970n, 30n]);
  });

  test.each([
    ['the same currency', 1n, 'EUR', 'EUR'],
    ['a currency without a rate', 1n, 'EUR', 'KWD'],
    ['no currency', 1n, 'EUR', 'EURO'],
    ['less than a unit', 1n, 'JPY', 'USD'],
    ['more than can be moved', 10n ** 15n, 'EUR', 'IDR'],
  ])('for %s is refused', async (_, minor, from, to) => {
    await expect(offer(minor, from, to)).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  });

  test('is not made while there are no rates', async () => {
    const none = { ...world.deps, rates: { current: async () => null } };
    await expect(quoteConversion(none, ada, { currency: 'EUR', minor: 1n }, 'USD')).rejects.toMatchObject({
      extensions: { code: 'SUBGRAPH_UNAVAILABLE' },
    });
  });
});

describe('a conversion', () => {
  test('moves what was offered, and books every unit of it', async () => {
    const before = positions();
    const quote = await offer(10_010n);
    const [fromWalletId, toWalletId] = [wallet('EUR'), wallet('USD')];
    const row = done(await convertIt(quote, { fromWalletId, toWalletId }));
    expect(row).toMatchObject({ type: 'CONVERSION', status: 'SUCCEEDED', parentId: quote.id, minor: 10_010n });
    expect([at(fromWalletId), at(toWalletId)]).toEqual([89_990n, 100_000n + quote.toMinor]);
    const [eur, usd, income, rounding] = positions().map((balance, index) => balance - (before[index] ?? 0n));
    expect([eur, usd, income]).toEqual([10_010n, -quote.midMinor, quote.incomeMinor]);
    // 107.15705 USD: 106.62 for the customer, 0.54 for the platform, and the position gives 107.16.
    expect([quote.midMinor, quote.toMinor, quote.incomeMinor, rounding]).toEqual([10_716n, 10_662n, 54n, 0n]);
  });

  test('books what rounding leaves', async () => {
    // 1.07050 USD: 1.07 given up, 1.07 for the customer (1.0651), 0.01 for the platform (0.0053).
    const before = positions();
    const quote = await offer(100n);
    done(await convertIt(quote));
    const rounding = (positions()[3] ?? 0n) - (before[3] ?? 0n);
    expect(rounding).toBe(quote.midMinor - quote.toMinor - quote.incomeMinor);
    expect(rounding).toBe(-1n);
  });

  test('without the money fails, and so does its offer', async () => {
    const quote = await offer(100_001n);
    const row = done(await convertIt(quote));
    expect(row).toMatchObject({ status: 'FAILED', failureCode: 'INSUFFICIENT_FUNDS' });
    expect(await convertIt(quote)).toBe('QUOTE_USED');
  });

  test.each<[string, () => Partial<ConvertInput>, Problem]>([
    ['a source of somebody else', () => ({ fromWalletId: wallet('EUR', { ownerId: 'usr_bob' }) }), 'SOURCE_NOT_FOUND'],
    [
      'a destination of somebody else',
      () => ({ toWalletId: wallet('USD', { ownerId: 'usr_bob' }) }),
      'DESTINATION_NOT_FOUND',
    ],
    ['another currency', () => ({ toWalletId: wallet('GBP') }), 'QUOTE_MISMATCH'],
    [
      'the wallets the wrong way round',
      () => ({ fromWalletId: wallet('USD'), toWalletId: wallet('EUR') }),
      'QUOTE_MISMATCH',
    ],
    ['a frozen wallet', () => ({ fromWalletId: wallet('EUR', { status: 'FROZEN' }) }), 'WALLET_FROZEN'],
    ['a closed wallet', () => ({ toWalletId: wallet('USD', { status: 'CLOSED' }) }), 'WALLET_CLOSED'],
    ['one wallet', () => ({ fromWalletId: 'wal_x', toWalletId: 'wal_x' }), 'SAME_WALLET'],
    ['no key', () => ({ idempotencyKey: '' }), 'IDEMPOTENCY_KEY_INVALID'],
  ])('with %s is refused, and the offer stands', async (_, over, problem) => {
    const quote = await offer();
    expect(await convertIt(quote, over())).toBe(problem);
    expect(done(await convertIt(quote)).status).toBe('SUCCEEDED');
  });

  test('may go from savings and into them: both are one’s own', async () => {
    const fromWalletId = wallet('EUR', { type: 'SAVINGS' });
    const toWalletId = wallet('USD', { type: 'SAVINGS' });
    expect(done(await convertIt(await offer(), { fromWalletId, toWalletId })).status).toBe('SUCCEEDED');
  });

  test('counts against the limits of the wallet', async () => {
    const fromWalletId = wallet('EUR', { limited: true });
    world.limits.set(fromWalletId, 10_000n);
    expect(done(await convertIt(await offer(10_001n), { fromWalletId }))).toMatchObject({
      failureCode: 'LIMIT_EXCEEDED',
    });
    const row = done(await convertIt(await offer(10_000n), { fromWalletId }));
    expect([row.status, world.counted.get(row.id)]).toEqual(['SUCCEEDED', 10_000n]);
  });
});

describe('an offer is taken up', () => {
  test('until it expires', async () => {
    const quote = await offer();
    world.wait(60_000);
    expect(await convertIt(quote)).toBe('QUOTE_EXPIRED');
  });

  test('by who asked for it alone', async () => {
    const quote = await offer();
    const wallets = {
      fromWalletId: wallet('EUR', { ownerId: 'usr_eve' }),
      toWalletId: wallet('USD', { ownerId: 'usr_eve' }),
    };
    expect(await convertIt(quote, wallets, eve)).toBe('QUOTE_NOT_FOUND');
    expect(await convertIt({ ...quote, id: 'quo_none' })).toBe('QUOTE_NOT_FOUND');
  });

  test('once, but the same key gets its answer again, also after it has expired', async () => {
    const quote = await offer();
    const again = { fromWalletId: wallet('EUR'), toWalletId: wallet('USD'), idempotencyKey: key() };
    const first = done(await convertIt(quote, again));
    world.wait(120_000);
    expect(await convertIt(quote, again)).toMatchObject({ replayed: true, transaction: { id: first.id } });
    expect(await convertIt(quote)).toBe('QUOTE_USED');
    expect(await convertIt(await offer(), again)).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  test('once by 50 calls with one key', async () => {
    const quote = await offer();
    const again = { fromWalletId: wallet('EUR'), toWalletId: wallet('USD'), idempotencyKey: key() };
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => convertIt(quote, again)));
    expect(new Set(outcomes.map((outcome) => done(outcome).id)).size).toBe(1);
    expect(outcomes.filter((outcome) => typeof outcome === 'object' && !outcome.replayed)).toHaveLength(1);
    expect([at(again.fromWalletId), at(again.toWalletId)]).toEqual([90_000n, 110_651n]);
  });

  test('once by 20 calls with keys of their own, and the others may use their keys again', async () => {
    const quote = await offer();
    const [fromWalletId, toWalletId] = [wallet('EUR'), wallet('USD')];
    const keys = Array.from({ length: 20 }, key);
    const outcomes = await Promise.all(
      keys.map((idempotencyKey) => convertIt(quote, { fromWalletId, toWalletId, idempotencyKey })),
    );
    expect(outcomes.filter((outcome) => typeof outcome === 'object')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'QUOTE_USED')).toHaveLength(19);
    expect([at(fromWalletId), at(toWalletId)]).toEqual([90_000n, 110_651n]);
    const idempotencyKey = keys[outcomes.indexOf('QUOTE_USED')] ?? '';
    const later = await convertIt(await offer(), { fromWalletId, toWalletId, idempotencyKey });
    expect(done(later).status).toBe('SUCCEEDED');
  });

  test('at the rate it was made with, though it waits for an operator for days', async () => {
    world.risk.set('', 'REVIEW');
    const quote = await offer();
    const [fromWalletId, toWalletId] = [wallet('EUR'), wallet('USD')];
    const row = done(await convertIt(quote, { fromWalletId, toWalletId }));
    expect(row.status).toBe('IN_REVIEW');
    expect([world.books.available(fromWalletId), at(toWalletId)]).toEqual([90_000n, 100_000n]);
    world.wait(2 * 86_400_000);
    const position = at('acc_conversion_eur');
    done(await review(world.deps, operator, { id: row.id, approved: true, note: 'seen' }));
    expect([at(fromWalletId), world.books.held(fromWalletId), at(toWalletId)]).toEqual([90_000n, 0n, 110_651n]);
    expect([at('acc_conversion_eur') - position, at('acc_in_transit_eur')]).toEqual([10_000n, 0n]);
  });

  test('in vain when the operator says no, or the wallet is gone by then', async () => {
    world.risk.set('', 'REVIEW');
    const [fromWalletId, toWalletId] = [wallet('EUR'), wallet('USD')];
    const rejected = done(await convertIt(await offer(), { fromWalletId, toWalletId }));
    await review(world.deps, operator, { id: rejected.id, approved: false, note: 'no' });
    const gone = done(await convertIt(await offer(), { fromWalletId, toWalletId }));
    world.books.closed.add(toWalletId);
    const failed = done(await review(world.deps, operator, { id: gone.id, approved: true, note: 'seen' }));
    expect(failed).toMatchObject({ status: 'FAILED', failureCode: 'WALLET_UNAVAILABLE' });
    expect([world.books.available(fromWalletId), at('acc_in_transit_eur')]).toEqual([100_000n, 0n]);
  });

  test('after a one-time password', async () => {
    world.risk.set('', 'CHALLENGE');
    const waiting = done(await convertIt(await offer()));
    expect(waiting.status).toBe('REQUIRES_ACTION');
    expect(done(await confirm(world.deps, ada, waiting.id, CODE)).status).toBe('SUCCEEDED');
    const again = { fromWalletId: wallet('EUR'), toWalletId: wallet('USD'), idempotencyKey: key() };
    const quote = await offer();
    await convertIt(quote, again);
    expect(done(await convertIt(quote, { ...again, otp: CODE })).status).toBe('SUCCEEDED');
    const called = done(await convertIt(await offer()));
    expect(done(await cancel(world.deps, ada, called.id)).status).toBe('CANCELED');
  });

  test('once, though the process dies between the ledger and its own record', async () => {
    world.outages.push('after post');
    const [fromWalletId, toWalletId] = [wallet('EUR'), wallet('USD')];
    const row = done(await convertIt(await offer(), { fromWalletId, toWalletId }));
    expect(row.status).toBe('CREATED');
    world.wait(20_000);
    await recoverDue(world.deps);
    expect((await world.deps.store.byId(row.id))?.status).toBe('SUCCEEDED');
    expect([at(fromWalletId), at(toWalletId)]).toEqual([90_000n, 110_651n]);
  });
});

describe('over GraphQL', () => {
  const CONVERT = `mutation ($input: ConvertInput!) { convert(input: $input) {
    transaction { id type status amount { amount currency } conversion {
      quoteId from { amount currency } to { amount currency } rate midRate spreadBasisPoints source rateAt } }
    userErrors { code field } } }`;

  test('an offer is read, taken up, and seen in the transaction ever after', async () => {
    const QUOTE = `{ quoteConversion(from: "EUR", to: "USD", amount: "100.00") {
      id from { amount currency } to { amount currency } rate midRate spreadBasisPoints fee { amount } expiresAt } }`;
    const { data } = await graphql.execute(ada, QUOTE);
    const quote = data?.quoteConversion as { id: string };
    expect(quote).toMatchObject({
      from: { amount: '100.00', currency: 'EUR' },
      to: { amount: '106.51', currency: 'USD' },
      ...{ rate: '1.0651475', midRate: '1.0705', spreadBasisPoints: 50, fee: { amount: '0.00' } },
    });
    const input = { quoteId: quote.id, fromWalletId: wallet('EUR'), toWalletId: wallet('USD'), idempotencyKey: key() };
    const converted = await graphql.execute(ada, CONVERT, { input });
    expect(converted.data?.convert).toMatchObject({
      transaction: {
        type: 'CONVERSION',
        status: 'SUCCEEDED',
        conversion: { quoteId: quote.id, to: { amount: '106.51' }, rateAt: '2024-06-28T00:00:00.000Z' },
      },
      userErrors: [],
    });
    expect(await graphql.execute(ada, CONVERT, { input })).toMatchObject({ extensions: { idempotentReplay: true } });
    const other = await graphql.execute(ada, CONVERT, { input: { ...input, idempotencyKey: key() } });
    expect(other.data?.convert).toEqual({
      transaction: null,
      userErrors: [{ code: 'QUOTE_USED', field: ['input', 'quoteId'] }],
    });
    expect(graphql.faults).toEqual([]);
  });

  test('bad requests say what is wrong with them', async () => {
    const ask = (args: string, by = ada) => graphql.execute(by, `{ quoteConversion(${args}) { id } }`);
    expect((await ask('from: "EUR", to: "USD", amount: "1.001"')).errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: 'amount',
    });
    expect((await ask('from: "ZZZ", to: "USD", amount: "1"')).errors?.[0]?.extensions).toMatchObject({
      argument: 'from',
    });
    expect((await ask('from: "EUR", to: "USD", amount: "-1"')).errors).toHaveLength(1);
  });
});
