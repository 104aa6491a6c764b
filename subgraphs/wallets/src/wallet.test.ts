import { describe, expect, test } from 'vitest';
import { decide, evolve, type WalletChange, type WalletCommand, type WalletState } from './wallet.ts';

const after = (...changes: WalletChange[]) => ({
  currency: 'USD',
  ...(changes.reduce<WalletState | null>((state, change) => evolve(state, change), null) as WalletState),
});

const opened: WalletChange = { type: 'OPENED', name: 'Daily' };
const frozenBy = (by: 'OWNER' | 'OPERATOR'): WalletChange => ({ type: 'FROZEN', reason: 'lost phone', by });
const unfreezeBy = (by: 'OWNER' | 'OPERATOR'): WalletCommand => ({ type: 'UNFREEZE', by });

describe('given an open wallet', () => {
  test('renaming changes only its name', () => {
    expect(decide(after(opened), { type: 'RENAME', name: 'Rent' })).toEqual({ type: 'RENAMED', name: 'Rent' });
    expect(after(opened, { type: 'RENAMED', name: 'Rent' })).toMatchObject({
      name: 'Rent',
      status: 'ACTIVE',
      frozenBy: null,
      limits: {},
      version: 2,
    });
  });

  test('it cannot be unfrozen', () => {
    expect(decide(after(opened), unfreezeBy('OPERATOR'))).toBe('WALLET_NOT_FROZEN');
  });
});

describe('given a wallet its owner froze', () => {
  const state = after(opened, frozenBy('OWNER'));
  test('the owner and operators may unfreeze it', () => {
    expect(decide(state, unfreezeBy('OWNER'))).toEqual({ type: 'UNFROZEN' });
    expect(decide(state, unfreezeBy('OPERATOR'))).toEqual({ type: 'UNFROZEN' });
  });
  test('an operator may take the freeze over, the owner cannot repeat it', () => {
    expect(decide(state, { type: 'FREEZE', reason: 'fraud', by: 'OPERATOR' })).toMatchObject({
      type: 'FROZEN',
      by: 'OPERATOR',
    });
    expect(decide(state, { type: 'FREEZE', reason: 'again', by: 'OWNER' })).toBe('WALLET_FROZEN');
  });
  test('it cannot be closed', () => {
    expect(decide(state, { type: 'CLOSE' })).toBe('WALLET_FROZEN');
  });
});

test('given a wallet an operator froze, its owner cannot unfreeze it', () => {
  expect(decide(after(opened, frozenBy('OPERATOR')), unfreezeBy('OWNER'))).toBe('FROZEN_BY_OPERATOR');
});

test('given a closed wallet, nothing happens to it any more', () => {
  const closed = after(opened, { type: 'CLOSED' });
  const commands: WalletCommand[] = [
    { type: 'RENAME', name: 'x' },
    { type: 'FREEZE', reason: 'x', by: 'OPERATOR' },
    unfreezeBy('OPERATOR'),
    { type: 'CLOSE' },
  ];
  expect(commands.map((command) => decide(closed, command))).toEqual(Array(4).fill('WALLET_CLOSED'));
});
