import { expect, test } from 'vitest';
import { decideTransfer } from './decide-transfer.ts';
import { DELAYS, type Decision, type Operation, type Request } from './operation.ts';

/** One reference at a bank, and a clock. */
function transfer() {
  let operation: Operation | undefined;
  let now_ms = Date.UTC(2026, 10, 20);
  const lines: Decision['lines'][number][] = [];
  const ask = (request: Request) => {
    const price = { fixed_minor: 25n, share_bps: 0n };
    const circumstances = { now: new Date(now_ms), newId: () => 'tr_1', delays: DELAYS, price };
    const decision = decideTransfer(operation, 'txn_1', request, circumstances);
    operation = decision.operation;
    lines.push(...decision.lines);
    return decision.answer;
  };
  return {
    send(number: string, minor = 1_000n) {
      const instrument = { kind: 'ACCOUNT' as const, number };
      return ask({ kind: 'AUTHORIZE', currency: 'EUR', minor, instrument, authenticated: false });
    },
    recall: () => ask({ kind: 'VOID' }),
    wait(time_ms: number) {
      now_ms += time_ms;
      ask({ kind: 'TICK' });
      return operation?.status;
    },
    code: () => operation?.code,
    booked: () => lines.map(({ gross, fee }) => [gross, fee]),
  };
}

const PENDING = { kind: 'PENDING' };

test('a transfer is taken on, and paid a little later, once', () => {
  const payout = transfer();
  expect(payout.send('GB29NWBK60161331926819')).toEqual(PENDING);
  expect(payout.send('GB29NWBK60161331926819')).toEqual(PENDING);
  expect(payout.send('GB29NWBK60161331926819', 1n)).toEqual({ kind: 'REFUSED', code: 'idempotency_mismatch' });
  expect(payout.booked()).toEqual([]);
  expect(payout.wait(DELAYS.transfer_ms)).toBe('PAID');
  expect(payout.send('GB29NWBK60161331926819')).toEqual({ kind: 'OK' });
  expect(payout.booked()).toEqual([[-1_000n, 25n]]);
  expect(payout.recall()).toEqual({ kind: 'REFUSED', code: 'unexpected_state' });
});

test('a transfer to an account that is not there comes back, and was never booked', () => {
  const payout = transfer();
  payout.send('DE62370400440532013001');
  expect(payout.wait(DELAYS.transfer_ms)).toBe('RETURNED');
  expect(payout.code()).toBe('no_account');
  expect(payout.booked()).toEqual([]);
  expect(payout.recall()).toEqual({ kind: 'OK' });
});

test('a transfer may come back after it had been paid', () => {
  const payout = transfer();
  payout.send('110000000/000555555559');
  expect(payout.wait(DELAYS.transfer_ms)).toBe('PAID');
  expect(payout.wait(DELAYS.transfer_ms)).toBe('RETURNED');
  expect(payout.booked()).toEqual([
    [-1_000n, 25n],
    [1_000n, 0n],
  ]);
});

test('a transfer the bank will not make is declined at once', () => {
  expect(transfer().send('110000000/000777777771')).toEqual({ kind: 'DECLINED', code: 'weekly_limit_exceeded' });
});

test('a transfer that was recalled is never paid, not even one that arrives after its recall', () => {
  const stuck = transfer();
  stuck.send('110000000/000000000009');
  expect(stuck.wait(DELAYS.deadline_ms)).toBe('PENDING');
  expect(stuck.recall()).toEqual({ kind: 'OK' });
  expect(stuck.wait(DELAYS.deadline_ms)).toBe('VOIDED');

  const early = transfer();
  early.recall();
  expect(early.send('GB29NWBK60161331926819')).toEqual({ kind: 'REFUSED', code: 'canceled' });
});
