import { expect, test } from 'vitest';
import type { StatementEntry } from './statement.ts';
import { csvStatement } from './statement-csv.ts';

const head = {
  accountId: 'wal_ada',
  accountName: 'Ada',
  currency: 'KWD',
  from: new Date(0),
  to: new Date(1),
  openingMinor: 0n,
  closingMinor: 0n,
  createdAt: new Date(1),
};
const line = (over: Partial<StatementEntry>) =>
  csvStatement.entry(
    {
      version: 1n,
      entryId: 'txn_1',
      transactionId: null,
      kind: 'POST',
      description: 'Lunch',
      direction: 'DEBIT',
      minor: 1_500n,
      balanceAfterMinor: -5n,
      recordedAt: new Date('2026-01-31T09:30:00Z'),
      effectiveAt: new Date('2026-01-31T09:30:00Z'),
      ...over,
    },
    head,
  );
const description = (text: string) => line({ description: text }).split(',').slice(3, -4).join(',');

test('has a header and a line for each posting, with all decimals of the currency', () => {
  expect(csvStatement.start(head)).toBe(
    'date,entry_id,transaction_id,description,direction,amount,currency,balance_after\r\n',
  );
  expect(line({})).toBe('2026-01-31T09:30:00.000Z,txn_1,,Lunch,DEBIT,1.500,KWD,-0.005\r\n');
});

test.each([
  ['a, b', '"a, b"'],
  ['say "hi"', '"say ""hi"""'],
  ['two\nlines', '"two\nlines"'],
  ['Zoë 🥐', 'Zoë 🥐'],
])('%j is quoted as RFC 4180 says', (text, written) => {
  expect(description(text)).toBe(written);
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\r=1', '=cmd|x', '\n+1'])('%j is no formula', (text) => {
  expect(description(text).replaceAll('"', '')).toBe(`'${text}`);
});

test('ids are no formulas either', () => {
  expect(line({ entryId: '=1', transactionId: '@x' })).toContain(",'=1,'@x,");
});
