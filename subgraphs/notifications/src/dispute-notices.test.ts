import type { EventData } from '@paygraph/schema/events';
import { describe, expect, test } from 'vitest';
import { type DisputeType, disputeNoticesOf } from './dispute-notices.ts';

const dispute: EventData<DisputeType> = {
  disputeId: 'dsp_1',
  transactionId: 'txn_1',
  chargebackId: 'txn_2',
  status: 'OPEN',
  reason: 'FRAUDULENT',
  amount: '12.50',
  fee: '15.00',
  currency: 'USD',
  payerId: 'usr_ada',
  merchantId: 'usr_shop',
  provider: null,
  evidenceDueAt: '2026-01-08T00:00:00.000Z',
};
const told = (type: DisputeType, data: Partial<typeof dispute> = {}) =>
  disputeNoticesOf({ type, data: { ...dispute, ...data } }).map(({ userId, kind, title }) => {
    expect(kind).toBe(type);
    return [userId, title];
  });

describe('a dispute', () => {
  test('that takes money is told by the payment; an inquiry has only itself to tell of it', () => {
    expect(told('dispute.opened')).toEqual([]);
    const inquiry = { chargebackId: null, provider: 'acme-cards' };
    expect(told('dispute.opened', inquiry)).toEqual([['usr_shop', 'A bank asks about a payment of 12.50 USD to you']]);
    expect(told('dispute.won', inquiry)).toEqual([['usr_shop', 'The bank has no more questions about 12.50 USD']]);
  });

  test('that is decided is told to both, but for who paid by card', () => {
    expect(told('dispute.won')).toEqual([['usr_ada', 'Your dispute over 12.50 USD was not successful']]);
    const lost = ['usr_shop', 'You lost the dispute over 12.50 USD'];
    expect(told('dispute.lost')).toEqual([lost, ['usr_ada', 'Your dispute over 12.50 USD was successful']]);
    expect(told('dispute.lost', { provider: 'acme-cards' })).toEqual([lost]);
  });
});
