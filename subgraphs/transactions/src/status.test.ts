import { describe, expect, test } from 'vitest';
import { mayBecome, TRANSACTION_STATUSES, TRANSITIONS } from './status.ts';

describe('the status machine', () => {
  const matrix = TRANSACTION_STATUSES.flatMap((from) => TRANSACTION_STATUSES.map((to) => [from, to] as const));

  test('allows exactly what the table says, over the whole matrix', () => {
    const allowed = matrix.filter(([from, to]) => mayBecome(from, to));
    expect(allowed).toHaveLength(Object.values(TRANSITIONS).flat().length);
    expect(allowed.every(([from, to]) => from !== to)).toBe(true);
  });

  test('never lets a failed or canceled transaction move money', () => {
    expect(TRANSACTION_STATUSES.some((to) => mayBecome('FAILED', to) || mayBecome('CANCELED', to))).toBe(false);
  });

  test.each(['CREATED', 'REQUIRES_ACTION', 'IN_REVIEW', 'PROCESSING', 'AUTHORIZED'] as const)(
    'leads %s to success, to failure and to being called off',
    (status) => {
      expect(['SUCCEEDED', 'FAILED', 'CANCELED'].every((to) => mayBecome(status, to as 'FAILED'))).toBe(true);
    },
  );
});
