import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newTransaction } from '../new-transaction.ts';
import { divideHalfEven, feeOfCapture, feeOn } from './fee.ts';

test('a fee is a fixed part and a share, rounded once', () => {
  expect(feeOn(10_000n, { feeFixedMinor: 30n, feeBasisPoints: 290 })).toBe(320n);
  expect(feeOn(0n, { feeFixedMinor: 30n, feeBasisPoints: 290 })).toBe(0n);
});

test('halves are rounded to even', () => {
  expect([5n, 15n, 25n, 35n].map((n) => divideHalfEven(n, 10n))).toEqual([0n, 2n, 2n, 4n]);
});

test('the fees of captures add up to the fee on the whole, and none is more than what was captured', () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt(1n, 10_000n), { minLength: 1, maxLength: 8 }),
      fc.bigInt(0n, 500n),
      fc.integer({ min: 0, max: 10_000 }),
      (parts, feeFixedMinor, feeBasisPoints) => {
        const minor = parts.reduce((sum, part) => sum + part, 0n);
        const terms = { feeFixedMinor, feeBasisPoints };
        const base = { type: 'PAYMENT', initiatorId: 'usr_a', currency: 'USD', createdAt: new Date(0) } as const;
        let row = newTransaction({ ...base, ...terms, minor });
        let paid = 0n;
        for (const captureMinor of parts) {
          row = { ...row, captureMinor };
          const fee = feeOfCapture(row);
          expect(fee >= 0n && fee <= captureMinor).toBe(true);
          paid += fee;
          row = { ...row, capturedMinor: row.capturedMinor + captureMinor };
        }
        expect(paid).toBe(feeOn(minor, terms));
      },
    ),
  );
});
