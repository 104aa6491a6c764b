import type { Database } from '@paygraph/postgres';
import { openAccounts } from '../src/account-store.ts';
import type { AccountCode } from '../src/chart-of-accounts.ts';
import { newMemory } from '../src/memory.ts';
import type { Operation, Transfer } from '../src/operation.ts';
import { postBatch } from '../src/posting-store.ts';
import { type Random, randomFrom } from './model-random.ts';

/** Currencies of 0, 2 and 3 decimals. */
const CURRENCIES = ['JPY', 'USD', 'KWD'] as const;
const BATCH_SIZE = 20;
const ACCOUNTS: readonly (readonly [name: string, code: AccountCode])[] = [
  ['acc_provider', '1100'],
  ['acc_fx', '1200'],
  ['acc_fees', '4000'],
  ['wal_ada', '2000'],
  ['wal_bob', '2000'],
  ['wal; of  "Eve": (100%)', '2000'],
  ['wal_credit', '2100'],
];
const DESCRIPTIONS = [
  '',
  'Lunch',
  '  * Rent; date:2020-01-01 |x',
  '=HYPERLINK("http://x")',
  'Zoë & <Bob>\nsaid "hi"',
  '-',
];

/** Books with everything in them: transfers, conversions, holds, captures, voids, reversals and refusals. */
export async function fillBooks(database: Database, seed: number, operations = 200): Promise<void> {
  const random = randomFrom(seed);
  const now = new Date();
  await openAccounts(
    database,
    CURRENCIES.flatMap((currency) =>
      ACCOUNTS.map(([name, code]) => ({
        id: `${name}-${currency}`,
        code,
        name,
        currency,
        ownerId: code.startsWith('2') ? 'usr_ada' : null,
        floorMinor: code === '2100' ? 500n : 0n,
      })),
    ),
    now,
  );
  const made: Operation[] = CURRENCIES.flatMap((currency) =>
    ['wal_ada', 'wal_bob'].map((wallet, index) => ({
      ...request(random, `fund-${currency}-${index}`),
      kind: 'POST' as const,
      effectiveAt: null,
      transfers: [
        {
          debitAccountId: `acc_provider-${currency}`,
          creditAccountId: `${wallet}-${currency}`,
          currency,
          minor: 100_000n,
        },
      ],
    })),
  );
  while (made.length < operations) made.push(nextOperation(random, made, now));
  const memory = newMemory();
  for (let start = 0; start < made.length; start += BATCH_SIZE)
    await postBatch(database, made.slice(start, start + BATCH_SIZE), memory);
}

function request(random: Random, id: string) {
  const transactionId = random.oneIn(3) ? null : `txn_${id}`;
  return { id, transactionId, description: random.pick(DESCRIPTIONS), metadata: null };
}

function nextOperation(random: Random, made: readonly Operation[], now: Date): Operation {
  const requested = request(random, `op ${made.length}${random.oneIn(10) ? ') ; x' : ''}`);
  const chance = random.below(10);
  if (chance < 3) {
    const effectiveAt = random.oneIn(4) ? new Date(now.getTime() - random.below(10 * 86_400_000)) : null;
    const transfers = Array.from({ length: 1 + random.below(3) }, () => transfer(random));
    return { ...requested, kind: 'POST', effectiveAt, transfers };
  }
  if (chance < 4) return { ...requested, kind: 'POST', effectiveAt: null, transfers: conversion(random) };
  if (chance < 6) return { ...requested, kind: 'HOLD', transfer: transfer(random), expiresAt: null };
  const holds = made.filter((each) => each.kind === 'HOLD');
  const hold = holds.length > 0 ? random.pick(holds) : undefined;
  if (!hold || chance === 9) return { ...requested, kind: 'REVERSE', entryId: random.pick(made).id };
  if (chance === 8) return { ...requested, kind: 'VOID', holdId: hold.id };
  const { currency, minor } = hold.transfer;
  const amount = random.oneIn(2) ? { currency, minor: 1n + minor / 2n } : null;
  return { ...requested, kind: 'CAPTURE', holdId: hold.id, amount, final: random.oneIn(2) };
}

function transfer(random: Random, currency: string = random.pick(CURRENCIES)): Transfer {
  const [debit] = random.pick(ACCOUNTS);
  const [credit] = random.pick(ACCOUNTS.filter(([name]) => name !== debit));
  return {
    ...{ debitAccountId: `${debit}-${currency}`, creditAccountId: `${credit}-${currency}` },
    currency,
    minor: 1n + BigInt(random.below(9_999)),
  };
}

function conversion(random: Random): Transfer[] {
  const [from, to] = random.oneIn(2) ? (['JPY', 'KWD'] as const) : (['USD', 'JPY'] as const);
  return [
    {
      debitAccountId: `wal_ada-${from}`,
      creditAccountId: `acc_fx-${from}`,
      currency: from,
      minor: 1n + BigInt(random.below(999)),
    },
    {
      debitAccountId: `acc_fx-${to}`,
      creditAccountId: `wal_ada-${to}`,
      currency: to,
      minor: 1n + BigInt(random.below(999)),
    },
  ];
}
