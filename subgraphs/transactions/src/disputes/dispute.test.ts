import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newTransaction } from '../new-transaction.ts';
import type { Leg } from '../saga/booking.ts';
import { decide, firstStep, mustWrite, plan } from '../saga/saga.ts';
import type { TransactionRow } from '../transaction.ts';
import { keptInstead } from '../unclaimed/unclaimed.ts';
import { chargebackOf, DISPUTE_STATUSES, disputeFee, FOLLOWING, newDispute, reasonOf } from './dispute.ts';
import { givenBackEntry, paidOutEntry, takenEntry } from './dispute-booking.ts';

const NOW = new Date('2026-01-01T00:00:00Z');
const payment = newTransaction({
  ...{ type: 'PAYMENT', initiatorId: 'usr_ada', currency: 'USD', minor: 10_000n, createdAt: NOW },
  ...{ sourceWalletId: 'wal_ada', sourceOwnerId: 'usr_ada', destinationWalletId: 'wal_shop' },
  destinationOwnerId: 'usr_shop',
});

function chargeback(minor = 10_000n, feeMinor = 1_500n): TransactionRow {
  const opened = { status: 'OPEN', minor, feeMinor, reason: 'FRAUDULENT', openedAt: NOW } as const;
  return chargebackOf(payment, newDispute(payment, opened), NOW);
}
const after = (row: TransactionRow, result: Parameters<typeof decide>[1]): TransactionRow => {
  const change = decide(row, result, NOW);
  if (change === 'LATER') throw new Error('nothing was decided');
  return { ...row, ...change };
};

/** What accounts gained, from nothing. */
function balances(...entries: { readonly legs: readonly Leg[] }[]): Record<string, bigint> {
  const sums: Record<string, bigint> = {};
  for (const { debit, credit, minor } of entries.flatMap(({ legs }) => legs)) {
    for (const [account, part] of [
      [debit, -minor],
      [credit, minor],
    ] as const) {
      const id = typeof account === 'string' ? account : account.id;
      sums[id] = (sums[id] ?? 0n) + part;
    }
  }
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0n));
}

describe('a chargeback', () => {
  test('looks at the wallet, is written down, and takes', () => {
    const row = chargeback();
    expect([firstStep(row), plan(row)]).toEqual(['APPORTION', ['APPORTION', 'TAKE']]);
    const apportioned = decide(row, { step: 'APPORTION', availableMinor: 2_000n }, NOW);
    expect(apportioned).toEqual({ step: 'TAKE', owedMinor: 9_500n });
    // The same split is booked after a crash.
    expect(apportioned !== 'LATER' && mustWrite(row, apportioned)).toBe(true);
    expect(after({ ...row, step: 'TAKE' }, { step: 'TAKE', refusal: null })).toMatchObject({
      ...{ status: 'SUCCEEDED', step: null, capturedMinor: 10_000n, settledAt: NOW },
    });
  });

  test('looks again when the money is gone by then, and in the end lets all of it be owed', () => {
    let row = chargeback();
    for (const owedMinor of [0n, 0n, 11_500n]) {
      row = after(row, { step: 'APPORTION', availableMinor: 20_000n });
      expect(row).toMatchObject({ step: 'TAKE', owedMinor });
      if (owedMinor === 0n) row = after(row, { step: 'TAKE', refusal: 'INSUFFICIENT_FUNDS' });
    }
    expect(takenEntry(row).id).toBe(`${row.id}:3`);
    expect(() => decide(row, { step: 'TAKE', refusal: 'ACCOUNT_NOT_FOUND' }, NOW)).toThrow('cannot be booked');
  });

  test('that the merchant wins leaves nothing anywhere, that they lose only the fee, whatever the wallet had', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10_000n), fc.bigInt(0n, 3_000n), fc.bigInt(-500n, 20_000n), (minor, fee, available) => {
        const row = after(chargeback(minor, fee), { step: 'APPORTION', availableMinor: available });
        const total = minor + fee;
        expect(row.owedMinor >= 0n && row.owedMinor <= total).toBe(true);
        expect(total - row.owedMinor <= (available > 0n ? available : 0n)).toBe(true);
        expect(balances(takenEntry(row), givenBackEntry(row))).toEqual({});
        const lost = balances(takenEntry(row), paidOutEntry(row));
        expect([lost.wal_ada, lost.acc_fees_usd ?? 0n, lost.acc_disputed_usd]).toEqual([minor, fee, undefined]);
        expect((lost.wal_shop ?? 0n) + (lost.acc_due_wal_shop_usd ?? 0n)).toBe(-total);
        const kept = keptInstead(givenBackEntry(row), 'wal_shop');
        const instead = balances(takenEntry(row), kept.booking);
        expect(instead.acc_unclaimed_usd ?? 0n).toBe(kept.minor);
        expect((instead.wal_shop ?? 0n) + kept.minor).toBe(0n);
      }),
    );
  });
});

describe('a dispute at a provider', () => {
  test('is followed from whatever was known to whatever is true now', () => {
    // Nothing that is already so is done again, and nothing that was decided is undone.
    expect([FOLLOWING.INQUIRY.INQUIRY, FOLLOWING.OPEN.OPEN, FOLLOWING.UNDER_REVIEW.OPEN]).toEqual([[], [], []]);
    for (const decided of ['WON', 'LOST'] as const) {
      expect(Object.values(FOLLOWING[decided]).flat()).toEqual([]);
    }
    // Money leaves a merchant only by way of OPEN.
    for (const known of ['UNKNOWN', 'INQUIRY'] as const) expect(FOLLOWING[known].LOST).toEqual(['OPEN', 'LOSE']);
    expect(FOLLOWING.OPEN.INQUIRY).toEqual([]);
    expect(Object.keys(FOLLOWING).sort()).toEqual([...DISPUTE_STATUSES, 'UNKNOWN'].sort());
  });

  test('has a reason in our words', () => {
    expect(['fraudulent', 'product_not_received', 'bank_cannot_process'].map(reasonOf)).toEqual([
      ...['FRAUDULENT', 'PRODUCT_NOT_RECEIVED', 'GENERAL'],
    ]);
  });

  test('costs what it costs, however small', () => {
    expect(disputeFee(100n, { feeFixedMinor: 1_500n, feeBasisPoints: 0 })).toBe(1_500n);
    expect(disputeFee(10_000n, { feeFixedMinor: 0n, feeBasisPoints: 250 })).toBe(250n);
  });
});
