import type { EventData } from '@paygraph/schema/events';
import { expect, test } from 'vitest';
import { balanceNoticesOf } from './balance-notices.ts';

const kept: EventData<'unclaimed.recorded'> = {
  unclaimedId: 'ucl_1',
  transactionId: 'txn_1',
  ownerId: 'usr_ada',
  amount: '20.00',
  currency: 'USD',
  reason: 'RETURNED',
  walletId: null,
};
const debt = { walletId: 'wal_shop', ownerId: 'usr_shop', currency: 'USD', amount: '75.00', owed: '0.00' };

test('who money is kept for hears of it, and again when they have it', () => {
  expect(balanceNoticesOf({ type: 'unclaimed.recorded', data: kept })).toEqual([
    {
      ...{ userId: 'usr_ada', kind: 'unclaimed.recorded', title: '20.00 USD of yours could not reach you' },
      body: 'We keep it; name us a wallet to pay it out to.',
    },
  ]);
  const [paid] = balanceNoticesOf({ type: 'unclaimed.paid_out', data: { ...kept, walletId: 'wal_ada' } });
  expect(paid).toMatchObject({ userId: 'usr_ada', title: '20.00 USD that we kept for you was paid out' });
});

test('who owed something hears what was taken, what is left, and what was given back', () => {
  const told = (over: Partial<typeof debt>) =>
    balanceNoticesOf({ type: 'debt.collected', data: { ...debt, ...over } }).map(({ title, body }) => [title, body]);
  const taken = '75.00 USD that you owed over a dispute was taken';
  expect(told({})).toEqual([[taken, 'Nothing is owed any more.']]);
  expect(told({ owed: '40.00' })).toEqual([[taken, '40.00 USD is still owed.']]);
  expect(told({ amount: '-75.00' })).toEqual([
    ['75.00 USD was given back to you', 'It had been taken over a dispute that you won.'],
  ]);
});
