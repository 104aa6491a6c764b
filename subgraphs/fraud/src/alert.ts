import type { RiskDecision, RiskScore } from './scoring.ts';

/** From the least to the most urgent. */
const SEVERITIES = ['INFO', 'WARNING', 'HIGH', 'CRITICAL'] as const;
export type Severity = (typeof SEVERITIES)[number];

export type AlertStatus = 'OPEN' | 'ACKNOWLEDGED' | 'RESOLVED';

/** Where an alert may go from each status. */
const NEXT = {
  OPEN: ['ACKNOWLEDGED', 'RESOLVED'],
  ACKNOWLEDGED: ['RESOLVED'],
  RESOLVED: [],
} as const satisfies Record<AlertStatus, readonly AlertStatus[]>;

export function mayBecome(from: AlertStatus, to: AlertStatus): boolean {
  return (NEXT[from] as readonly AlertStatus[]).includes(to);
}

/** Severities at least as urgent as `least`. */
export function severitiesFrom(least: Severity): Severity[] {
  return SEVERITIES.slice(SEVERITIES.indexOf(least));
}

/** What an alert says when it is raised. */
export interface AlertText {
  readonly severity: Severity;
  readonly title: string;
  readonly detail: string;
}

/** Decisions that a person should hear of. */
const RAISED_BY = {
  ALLOW: undefined,
  CHALLENGE: undefined,
  REVIEW: { severity: 'HIGH', title: 'Transaction to review' },
  BLOCK: { severity: 'CRITICAL', title: 'Transaction blocked' },
} as const satisfies Record<RiskDecision, { readonly severity: Severity; readonly title: string } | undefined>;

/** The alert an assessment raises, if any. */
export function alertFor({ score, decision, reasons }: RiskScore): AlertText | undefined {
  const raised = RAISED_BY[decision];
  if (!raised) return undefined;
  const why = reasons.map(({ message, points }) => `${message} (+${points})`).join('; ');
  return { ...raised, detail: `Score ${score}: ${why}` };
}
