import { describe, expect, test } from 'vitest';
import { alertFor, mayBecome, severitiesFrom } from './alert.ts';
import { scoreRisk } from './scoring.ts';

const usd = (dollars: number) => BigInt(dollars) * 1_000_000n;

describe('an assessment raises', () => {
  test('a critical alert when it blocks', () => {
    const blocked = scoreRisk({
      usdMicros: usd(6_000),
      earlierInDay: 0,
      sanctionedName: true,
      initiatorKycVerified: true,
    });
    expect(alertFor(blocked)).toEqual({
      severity: 'CRITICAL',
      title: 'Transaction blocked',
      detail: 'Score 130: The amount is over 5,000 USD (+30); A party has a name on the sanctions list (+100)',
    });
  });

  test('a high alert when a person should review', () => {
    const doubtful = scoreRisk({
      usdMicros: usd(20_000),
      earlierInDay: 0,
      sanctionedName: false,
      initiatorKycVerified: false,
    });
    expect(alertFor(doubtful)).toMatchObject({ severity: 'HIGH', title: 'Transaction to review' });
  });

  test('no alert when it challenges or allows', () => {
    const facts = { earlierInDay: 0, sanctionedName: false, initiatorKycVerified: true };
    expect(alertFor(scoreRisk({ ...facts, usdMicros: usd(20_000) }))).toBeUndefined();
    expect(alertFor(scoreRisk({ ...facts, usdMicros: usd(1) }))).toBeUndefined();
  });
});

test('an alert is acknowledged once, and never comes back', () => {
  expect(mayBecome('OPEN', 'ACKNOWLEDGED')).toBe(true);
  expect(mayBecome('ACKNOWLEDGED', 'ACKNOWLEDGED')).toBe(false);
  expect(mayBecome('RESOLVED', 'ACKNOWLEDGED')).toBe(false);
  expect(mayBecome('ACKNOWLEDGED', 'OPEN')).toBe(false);
});

test('severities are ordered', () => {
  expect(severitiesFrom('HIGH')).toEqual(['HIGH', 'CRITICAL']);
  expect(severitiesFrom('INFO')).toEqual(['INFO', 'WARNING', 'HIGH', 'CRITICAL']);
});
