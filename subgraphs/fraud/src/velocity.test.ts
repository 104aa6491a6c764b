import { expect, test } from 'vitest';
import { earlierInBatch } from './velocity.ts';

const started = (transactionId: string, initiatorId: string, at: string) => ({
  transactionId,
  initiatorId,
  at: new Date(at),
});

test('transactions of one person count up in the order of time', () => {
  const batch = [
    started('third', 'ada', '2026-01-01T12:00:02Z'),
    started('first', 'ada', '2026-01-01T12:00:00Z'),
    started('second', 'ada', '2026-01-01T12:00:01Z'),
  ];
  expect(Object.fromEntries(earlierInBatch(batch))).toEqual({ first: 0, second: 1, third: 2 });
});

test('transactions of others do not count', () => {
  const batch = [started('hers', 'ada', '2026-01-01T12:00:00Z'), started('his', 'bob', '2026-01-01T12:00:01Z')];
  expect(Object.fromEntries(earlierInBatch(batch))).toEqual({ hers: 0, his: 0 });
});

test('transactions at the same moment count in the order of the batch', () => {
  const batch = [started('one', 'ada', '2026-01-01T12:00:00Z'), started('two', 'ada', '2026-01-01T12:00:00Z')];
  expect(Object.fromEntries(earlierInBatch(batch))).toEqual({ one: 0, two: 1 });
});

test('a transaction of exactly a day ago no longer counts', () => {
  const batch = [
    started('yesterday', 'ada', '2026-01-01T12:00:00Z'),
    started('later', 'ada', '2026-01-01T12:00:01Z'),
    started('today', 'ada', '2026-01-02T12:00:00Z'),
  ];
  expect(Object.fromEntries(earlierInBatch(batch))).toEqual({ yesterday: 0, later: 1, today: 1 });
});
