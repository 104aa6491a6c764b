import { describe, expect, test } from 'vitest';
import { decide, firstStep } from './saga.ts';

describe('a transfer', () => {
  test('is assessed, then posted, then done', () => {
    expect(firstStep('TRANSFER', 'CREATED')).toBe('ASSESS');
    expect(decide('TRANSFER', { step: 'ASSESS', blocked: false })).toEqual({ kind: 'NEXT', step: 'POST' });
    expect(decide('TRANSFER', { step: 'POST', refusal: null })).toEqual({ kind: 'MOVE', status: 'SUCCEEDED' });
    expect(firstStep('TRANSFER', 'SUCCEEDED')).toBeNull();
  });

  test('fails when the ledger finds too little money', () => {
    expect(decide('TRANSFER', { step: 'POST', refusal: 'INSUFFICIENT_FUNDS' })).toMatchObject({
      status: 'FAILED',
      failure: { code: 'INSUFFICIENT_FUNDS' },
    });
  });
});

describe('a deposit', () => {
  test('is visibly processing before the provider is asked', () => {
    expect(decide('DEPOSIT', { step: 'ASSESS', blocked: false })).toEqual({
      kind: 'MOVE',
      status: 'PROCESSING',
      step: 'CHARGE',
    });
  });

  test('that crashed while processing asks the provider again rather than guessing', () => {
    expect(firstStep('DEPOSIT', 'PROCESSING')).toBe('CHARGE');
  });

  test('waits for a provider that does not answer', () => {
    expect(decide('DEPOSIT', { step: 'CHARGE', outcome: { kind: 'UNKNOWN' } })).toEqual({ kind: 'WAIT' });
  });

  test('is given back when the ledger refuses money already charged', () => {
    expect(decide('DEPOSIT', { step: 'POST', refusal: 'ACCOUNT_CLOSED' })).toEqual({
      kind: 'COMPENSATE',
      failure: { code: 'WALLET_UNAVAILABLE', declineCode: null },
    });
  });
});

test('what is blocked fails before any money moves', () => {
  for (const type of ['DEPOSIT', 'TRANSFER'] as const) {
    expect(decide(type, { step: 'ASSESS', blocked: true })).toMatchObject({
      status: 'FAILED',
      failure: { code: 'BLOCKED' },
    });
  }
});
