import { describe, expect, test } from 'vitest';
import { addUp, binOf, type Counted, millisecondsOf, percentile } from './stats.ts';

const createdAt = new Date('2026-01-01T10:59:59Z');
const event = (over: Partial<Counted>): Counted => ({
  ...{ type: 'TRANSFER', currency: 'USD', status: 'CREATED', previousStatus: null, minor: 100n },
  ...{ createdAt, at: new Date(createdAt.getTime() + 50) },
  ...over,
});

describe('statistics', () => {
  test('count a transaction in the hour it was recorded in, whenever it settles', () => {
    const later = event({ status: 'SUCCEEDED', previousStatus: 'CREATED', at: new Date('2026-01-02T00:00:00Z') });
    expect(addUp([event({}), later])).toMatchObject([
      { hour: new Date('2026-01-01T10:00:00Z'), created: 1, succeeded: 1, volumeMinor: 100n },
    ]);
  });

  test('count a success once, whatever is refunded or disputed afterwards', () => {
    const won = event({ status: 'SUCCEEDED', previousStatus: 'DISPUTED' });
    const refunded = event({ status: 'REFUNDED', previousStatus: 'SUCCEEDED' });
    expect(addUp([event({ status: 'SUCCEEDED', previousStatus: 'PROCESSING' }), refunded, won])).toMatchObject([
      { succeeded: 1, volumeMinor: 100n },
    ]);
  });

  test('take back a success that came back', () => {
    const returned = event({ status: 'FAILED', previousStatus: 'SUCCEEDED' });
    expect(addUp([event({ status: 'SUCCEEDED', previousStatus: 'PROCESSING' }), returned])).toMatchObject([
      { succeeded: 0, failed: 1, volumeMinor: 0n },
    ]);
  });

  test('keep types and currencies apart', () => {
    expect(addUp([event({}), event({ type: 'DEPOSIT' }), event({ currency: 'EUR' })])).toHaveLength(3);
  });
});

test('a percentile is right to within a tenth', () => {
  const bins = new Map<number, number>();
  for (let ms = 1; ms <= 10_000; ms++) bins.set(binOf(ms), (bins.get(binOf(ms)) ?? 0) + 1);
  for (const share of [0.5, 0.95, 0.99]) {
    const found = percentile(bins, share) ?? 0;
    expect(Math.abs(found - share * 10_000)).toBeLessThan(share * 1_000);
  }
  expect(percentile(new Map(), 0.5)).toBeNull();
  expect(millisecondsOf(binOf(0))).toBe(0);
});
