import { describe, expect, test } from 'vitest';
import { decisionOf, levelOf, type RiskFacts, scoreRisk } from './scoring.ts';

const usd = (dollars: number) => BigInt(dollars) * 1_000_000n;
const harmless: RiskFacts = { usdMicros: usd(10), earlierInDay: 0, sanctionedName: false, initiatorKycVerified: true };
const given = (facts: Partial<RiskFacts>) => scoreRisk({ ...harmless, ...facts });

describe('a transaction scores', () => {
  test('nothing when it is small and of a verified person', () => {
    expect(given({})).toEqual({ score: 0, level: 'LOW', decision: 'ALLOW', reasons: [] });
  });

  test('nothing at exactly 5,000 USD, and 30 points a millionth above', () => {
    expect(given({ usdMicros: usd(5_000) }).score).toBe(0);
    expect(given({ usdMicros: usd(5_000) + 1n }).score).toBe(30);
  });

  test('30 points at exactly 10,000 USD, and 50 above', () => {
    expect(given({ usdMicros: usd(10_000) }).score).toBe(30);
    expect(given({ usdMicros: usd(10_000) + 1n }).score).toBe(50);
  });

  test('25 points from the sixth in a day', () => {
    expect(given({ earlierInDay: 4 }).score).toBe(0);
    expect(given({ earlierInDay: 5 }).reasons).toEqual([
      { code: 'MANY_TRANSACTIONS_IN_A_DAY', points: 25, message: 'More than 5 transactions in 24 hours' },
    ]);
  });

  test('100 points for a sanctioned name, whatever the amount', () => {
    expect(given({ usdMicros: 1n, sanctionedName: true })).toMatchObject({
      score: 100,
      level: 'CRITICAL',
      decision: 'BLOCK',
    });
  });

  test('40 points for a person without KYC, only above 1,000 USD', () => {
    expect(given({ initiatorKycVerified: false, usdMicros: usd(1_000) }).score).toBe(0);
    expect(given({ initiatorKycVerified: false, usdMicros: usd(1_000) + 1n }).score).toBe(40);
  });

  test('the points of every rule that holds together', () => {
    const all = given({ usdMicros: usd(20_000), earlierInDay: 9, sanctionedName: true, initiatorKycVerified: false });
    expect(all.score).toBe(215);
    expect(all.reasons.map(({ code }) => code)).toEqual([
      'AMOUNT_OVER_5000_USD',
      'AMOUNT_OVER_10000_USD',
      'MANY_TRANSACTIONS_IN_A_DAY',
      'SANCTIONED_NAME',
      'KYC_NOT_VERIFIED',
    ]);
  });
});

test('the level follows from the score', () => {
  expect([0, 24, 25, 49, 50, 99, 100, 215].map(levelOf)).toEqual([
    'LOW',
    'LOW',
    'MEDIUM',
    'MEDIUM',
    'HIGH',
    'HIGH',
    'CRITICAL',
    'CRITICAL',
  ]);
});

test('the decision follows from the score', () => {
  expect([0, 49, 50, 74, 75, 99, 100, 215].map(decisionOf)).toEqual([
    'ALLOW',
    'ALLOW',
    'CHALLENGE',
    'CHALLENGE',
    'REVIEW',
    'REVIEW',
    'BLOCK',
    'BLOCK',
  ]);
});
