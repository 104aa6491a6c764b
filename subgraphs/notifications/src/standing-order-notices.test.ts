import type { EventData } from '@paygraph/schema/events';
import { expect, test } from 'vitest';
import { standingOrderNoticesOf } from './standing-order-notices.ts';

const batch: EventData<'payout.completed'> = {
  batchId: 'pob_1',
  submittedBy: 'usr_shop',
  sourceWalletId: 'wal_shop',
  currency: 'USD',
  amount: '30.00',
  total: 3,
  succeeded: 2,
  failed: 1,
  pending: 0,
  inReview: 0,
  succeededAmount: '20.00',
  failedAmount: '10.00',
};
const schedule: EventData<'schedule.completed'> = {
  scheduleId: 'sch_1',
  ownerId: 'usr_ada',
  sourceWalletId: 'wal_ada',
  destinationWalletId: 'wal_bob',
  amount: '12.50',
  currency: 'USD',
  startAt: '2026-01-01T09:00:00.000Z',
  rrule: 'FREQ=MONTHLY',
  timeZone: 'Europe/London',
  nextRunAt: null,
};

test('a batch is told once, to who submitted it', () => {
  expect(standingOrderNoticesOf({ type: 'payout.completed', data: batch })).toEqual([
    {
      userId: 'usr_shop',
      kind: 'payout.completed',
      title: 'Your payouts are done: 2 of 3 were paid',
      body: '20.00 USD were paid out; 1 failed, see the batch.',
    },
  ]);
  const all = { ...batch, succeeded: 3, failed: 0, succeededAmount: '30.00' };
  expect(standingOrderNoticesOf({ type: 'payout.completed', data: all })).toMatchObject([
    { body: '30.00 USD were paid out.' },
  ]);
});

test('what kept a scheduled transfer from being made is told to its owner', () => {
  const refused = { ...schedule, occursAt: schedule.startAt, code: 'WALLET_FROZEN', message: 'The wallet is frozen' };
  expect(standingOrderNoticesOf({ type: 'schedule.run_refused', data: refused })).toMatchObject([
    { userId: 'usr_ada', body: 'The wallet is frozen. No money was moved.' },
  ]);
});

test('a schedule that was ended is told to its owner, unless it was asked for', () => {
  expect(standingOrderNoticesOf({ type: 'schedule.canceled', data: { ...schedule, reason: 'FAILING' } })).toMatchObject(
    [{ userId: 'usr_ada', title: 'Your scheduled transfer of 12.50 USD was ended' }],
  );
  expect(standingOrderNoticesOf({ type: 'schedule.canceled', data: { ...schedule, reason: 'REQUESTED' } })).toEqual([]);
});
