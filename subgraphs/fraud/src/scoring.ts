/** What the rules look at, for one transaction. */
export interface RiskFacts {
  /** The amount in millionths of a US dollar, rounded up. */
  readonly usdMicros: bigint;
  /** Other transactions of the same initiator in the 24 hours that end with this one. */
  readonly earlierInDay: number;
  /** Whether the initiator or the counterparty bears a sanctioned name. */
  readonly sanctionedName: boolean;
  readonly initiatorKycVerified: boolean;
}

export interface RiskReason {
  readonly code: string;
  readonly points: number;
  readonly message: string;
}

export type RiskLevel = 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';
export type RiskDecision = 'ALLOW' | 'CHALLENGE' | 'REVIEW' | 'BLOCK';

export interface RiskScore {
  readonly score: number;
  readonly level: RiskLevel;
  readonly decision: RiskDecision;
  readonly reasons: readonly RiskReason[];
}

interface Rule extends RiskReason {
  readonly applies: (facts: RiskFacts) => boolean;
}

const USD = 1_000_000n;
/** Transactions in 24 hours that nobody asks about. */
export const TRANSACTIONS_PER_DAY_MAX = 5;

/** Goes up with every change of a rule, its points or a threshold, so that an old assessment can be explained. */
export const RULES_VERSION = 1;

const RULES: readonly Rule[] = [
  {
    code: 'AMOUNT_OVER_5000_USD',
    points: 30,
    message: 'The amount is over 5,000 USD',
    applies: ({ usdMicros }) => usdMicros > 5_000n * USD,
  },
  {
    code: 'AMOUNT_OVER_10000_USD',
    points: 20,
    message: 'The amount is over 10,000 USD',
    applies: ({ usdMicros }) => usdMicros > 10_000n * USD,
  },
  {
    code: 'MANY_TRANSACTIONS_IN_A_DAY',
    points: 25,
    message: `More than ${TRANSACTIONS_PER_DAY_MAX} transactions in 24 hours`,
    applies: ({ earlierInDay }) => earlierInDay >= TRANSACTIONS_PER_DAY_MAX,
  },
  {
    code: 'SANCTIONED_NAME',
    points: 100,
    message: 'A party has a name on the sanctions list',
    applies: ({ sanctionedName }) => sanctionedName,
  },
  {
    code: 'KYC_NOT_VERIFIED',
    points: 40,
    message: 'The initiator is not verified and the amount is over 1,000 USD',
    applies: ({ initiatorKycVerified, usdMicros }) => !initiatorKycVerified && usdMicros > 1_000n * USD,
  },
];

/** The highest threshold a score reaches decides; in falling order. */
const LEVELS = [
  [100, 'CRITICAL'],
  [50, 'HIGH'],
  [25, 'MEDIUM'],
] as const satisfies readonly (readonly [pointsMin: number, level: RiskLevel])[];

const DECISIONS = [
  [100, 'BLOCK'],
  [75, 'REVIEW'],
  [50, 'CHALLENGE'],
] as const satisfies readonly (readonly [pointsMin: number, decision: RiskDecision])[];

export function levelOf(score: number): RiskLevel {
  return LEVELS.find(([pointsMin]) => score >= pointsMin)?.[1] ?? 'LOW';
}

export function decisionOf(score: number): RiskDecision {
  return DECISIONS.find(([pointsMin]) => score >= pointsMin)?.[1] ?? 'ALLOW';
}

/** Applies every rule; the score is the sum of the points of those that hold. */
export function scoreRisk(facts: RiskFacts): RiskScore {
  const reasons = RULES.filter(({ applies }) => applies(facts)).map(({ code, points, message }) => ({
    code,
    points,
    message,
  }));
  const score = reasons.reduce((sum, { points }) => sum + points, 0);
  return { score, level: levelOf(score), decision: decisionOf(score), reasons };
}
