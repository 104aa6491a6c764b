import type { Fact } from '@paygraph/events';
import type { AlertRow } from './alert-store.ts';
import type { AssessmentRow } from './assessment-store.ts';

export function riskAssessed({ id, transactionId, userId, score, decision }: AssessmentRow): Fact {
  return {
    type: 'risk.assessed',
    subject: transactionId,
    data: { assessmentId: id, transactionId, userId, score, decision },
  };
}

export function alertRaised(alert: AlertRow): Fact {
  return { type: 'alert.raised', subject: alert.id, data: alertData(alert) };
}

export function alertAcknowledged(alert: AlertRow, acknowledgedBy: string): Fact {
  return { type: 'alert.acknowledged', subject: alert.id, data: { ...alertData(alert), acknowledgedBy } };
}

function alertData({ id, severity, title, transactionId, userId }: AlertRow) {
  return { alertId: id, severity, title, transactionId, userId };
}
