import type { EventData } from '@paygraph/schema/events';
import { describe, expect, test } from 'vitest';
import { noticesOf } from './transaction-notices.ts';

const transfer: EventData<'transaction.succeeded'> = {
  transactionId: 'txn_1',
  type: 'TRANSFER',
  status: 'SUCCEEDED',
  previousStatus: 'PROCESSING',
  amount: '12.50',
  currency: 'USD',
  initiatorId: 'usr_ada',
  sourceWalletId: 'wal_ada',
  sourceOwnerId: 'usr_ada',
  destinationWalletId: 'wal_bob',
  destinationOwnerId: 'usr_bob',
  description: null,
  failureCode: null,
  failureMessage: null,
};
const whenSucceeded = (data: Partial<typeof transfer>) =>
  noticesOf({ type: 'transaction.succeeded', data: { ...transfer, ...data } });
const whenFailed = (data: Partial<typeof transfer>) =>
  noticesOf({ type: 'transaction.failed', data: { ...transfer, status: 'FAILED', ...data } });

describe('when a transaction succeeds', () => {
  test('both parties of a transfer hear of it', () => {
    expect(whenSucceeded({ description: 'Lunch' })).toEqual([
      { userId: 'usr_ada', kind: 'transaction.succeeded', title: 'You sent 12.50 USD', body: 'Note: Lunch' },
      { userId: 'usr_bob', kind: 'transaction.received', title: 'You received 12.50 USD', body: 'Note: Lunch' },
    ]);
  });

  test('a transfer between one’s own wallets is told once', () => {
    expect(whenSucceeded({ destinationOwnerId: 'usr_ada' })).toHaveLength(1);
  });

  test('a deposit and a withdrawal are told to their initiator only', () => {
    expect(whenSucceeded({ type: 'DEPOSIT', destinationOwnerId: 'usr_ada' })).toEqual([
      { userId: 'usr_ada', kind: 'transaction.succeeded', title: 'You deposited 12.50 USD', body: '' },
    ]);
    expect(whenSucceeded({ type: 'WITHDRAWAL', destinationOwnerId: null }).map(({ title }) => title)).toEqual([
      'You withdrew 12.50 USD',
    ]);
  });
});

describe('when a transaction fails', () => {
  test('only its initiator hears of it, and why', () => {
    expect(
      whenFailed({ failureCode: 'INSUFFICIENT_FUNDS', failureMessage: 'The wallet does not hold enough money' }),
    ).toEqual([
      {
        userId: 'usr_ada',
        kind: 'transaction.failed',
        title: 'Your transfer of 12.50 USD failed',
        body: 'The wallet does not hold enough money. No money was moved.',
      },
    ]);
  });

  test('nobody hears what screening found', () => {
    const [notice] = whenFailed({ failureCode: 'BLOCKED', failureMessage: 'The name is on a list' });
    expect(notice?.body).toBe('No money was moved.');
  });
});
