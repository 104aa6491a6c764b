import type { EventData } from '@paygraph/schema/events';
import { describe, expect, test } from 'vitest';
import { hasReceipt } from './mail-content.ts';
import { noticesOf, type ToldType } from './transaction-notices.ts';

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

const told = (type: ToldType, data: Partial<typeof transfer>) => noticesOf({ type, data: { ...transfer, ...data } });
const titles = (type: ToldType, data: Partial<typeof transfer>) =>
  told(type, data).map(({ userId, title }) => [userId, title]);
const payment: Partial<typeof transfer> = { type: 'PAYMENT', destinationOwnerId: 'usr_shop' };
const byCard: Partial<typeof transfer> = { ...payment, sourceWalletId: null, sourceOwnerId: null };

describe('a transaction on its way', () => {
  test('tells its initiator what it waits for', () => {
    expect(titles('transaction.requires_action', {})).toEqual([['usr_ada', 'Confirm your transfer of 12.50 USD']]);
    expect(titles('transaction.in_review', {})).toEqual([['usr_ada', 'Your transfer of 12.50 USD is being reviewed']]);
  });

  test('tells a merchant of money that is set aside, and when it does not come after all', () => {
    expect(titles('transaction.authorized', payment)).toEqual([
      ['usr_shop', 'A payment of 12.50 USD to you was authorized'],
    ]);
    const authorized = { ...payment, previousStatus: 'AUTHORIZED' as const };
    expect(titles('transaction.canceled', authorized)).toEqual([
      ['usr_ada', 'Your payment of 12.50 USD was canceled'],
      ['usr_shop', 'A payment of 12.50 USD to you will not be made'],
    ]);
    expect(titles('transaction.canceled', { ...payment, previousStatus: 'IN_REVIEW' })).toHaveLength(1);
    expect(titles('transaction.failed', authorized).map(([userId]) => userId)).toEqual(['usr_ada', 'usr_shop']);
  });

  test('captured in parts is told with what was captured', () => {
    expect(titles('transaction.succeeded', { ...payment, capturedAmount: '7.00' })).toEqual([
      ['usr_ada', 'You paid 7.00 USD'],
      ['usr_shop', 'You received 7.00 USD'],
    ]);
  });
});

describe('money that goes back', () => {
  const refund = { type: 'REFUND', initiatorId: 'usr_shop', sourceOwnerId: 'usr_shop', amount: '5.00' } as const;

  test('is told to both wallets by the refund itself', () => {
    expect(titles('transaction.succeeded', { ...refund, destinationOwnerId: 'usr_ada' })).toEqual([
      ['usr_shop', 'You refunded 5.00 USD'],
      ['usr_ada', 'You were refunded 5.00 USD'],
    ]);
    expect(titles('transaction.partially_refunded', { ...payment, status: 'PARTIALLY_REFUNDED' })).toEqual([]);
  });

  test('that an operator sends back is told to the merchant as well', () => {
    const byOperator = { ...refund, initiatorId: 'usr_operator', destinationOwnerId: null };
    expect(titles('transaction.succeeded', byOperator)).toEqual([
      ['usr_operator', 'You refunded 5.00 USD'],
      ['usr_shop', '5.00 USD paid to you was refunded'],
    ]);
  });

  test('to a card is told to who paid, with how much', () => {
    const partly = {
      ...byCard,
      status: 'PARTIALLY_REFUNDED',
      previousStatus: 'SUCCEEDED',
      refundedAmount: '5.00',
    } as const;
    expect(told('transaction.partially_refunded', partly)).toEqual([
      {
        userId: 'usr_ada',
        kind: 'transaction.refunded',
        title: 'A part of your payment of 12.50 USD was refunded',
        body: '5.00 USD went back to where it came from.',
      },
    ]);
    expect(titles('transaction.refunded', { ...byCard, status: 'REFUNDED' })).toEqual([
      ['usr_ada', 'Your payment of 12.50 USD was refunded'],
    ]);
  });

  test('and comes back again is no new success, receipt or refund', () => {
    const back = { ...byCard, previousStatus: 'REFUNDED' } as const;
    expect(titles('transaction.succeeded', back)).toEqual([]);
    expect(titles('transaction.partially_refunded', { ...back, status: 'PARTIALLY_REFUNDED' })).toEqual([]);
    expect(hasReceipt({ ...transfer, ...back })).toBe(false);
    expect(hasReceipt(transfer)).toBe(true);
  });

  test('long after the bank said yes is not told as if nothing had moved', () => {
    const [notice] = told('transaction.failed', {
      type: 'WITHDRAWAL',
      status: 'FAILED',
      previousStatus: 'SUCCEEDED',
      failureCode: 'RETURNED',
      failureMessage: 'The money came back',
    });
    expect(notice?.body).toBe('The money came back. The money is back where it came from.');
  });
});

describe('a dispute', () => {
  test('is told to who was paid, and so is its end when the payment stands', () => {
    expect(titles('transaction.disputed', byCard)).toEqual([['usr_shop', 'A payment of 12.50 USD to you is disputed']]);
    const stands = { ...byCard, previousStatus: 'DISPUTED' } as const;
    const ended = [['usr_shop', 'The dispute over a payment of 12.50 USD to you has ended']];
    expect(titles('transaction.succeeded', stands)).toEqual(ended);
    expect(titles('transaction.partially_refunded', { ...stands, status: 'PARTIALLY_REFUNDED' })).toEqual(ended);
  });

  test('over a deposit is told to who made it', () => {
    expect(titles('transaction.disputed', { type: 'DEPOSIT', destinationOwnerId: 'usr_ada' })).toEqual([
      ['usr_ada', 'Your deposit of 12.50 USD is disputed'],
    ]);
  });

  test('that is lost is told to whom the money is taken from, without a receipt', () => {
    const chargeback = { type: 'CHARGEBACK', initiatorId: 'usr_ada', sourceOwnerId: 'usr_shop' } as const;
    expect(titles('transaction.succeeded', chargeback)).toEqual([['usr_shop', '12.50 USD was charged back']]);
    expect(hasReceipt({ ...transfer, ...chargeback })).toBe(false);
  });
});

test('a line of a payout is told to who gets it, not thousands of times to who pays', () => {
  expect(titles('transaction.succeeded', { type: 'PAYOUT' })).toEqual([['usr_bob', 'You received 12.50 USD']]);
  expect(hasReceipt({ ...transfer, type: 'PAYOUT' })).toBe(false);
  expect(titles('transaction.failed', { type: 'PAYOUT', status: 'FAILED' })).toEqual([]);
  expect(titles('transaction.in_review', { type: 'PAYOUT', status: 'IN_REVIEW' })).toEqual([]);
});
