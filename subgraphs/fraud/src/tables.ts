import { bigint, index, integer, jsonb, pgTable, text, timestamp, unique } from 'drizzle-orm/pg-core';
import type { AlertStatus, Severity } from './alert.ts';
import type { RiskDecision, RiskLevel, RiskReason } from './scoring.ts';

export { deadLetters, inbox, outbox, relayPosition } from '@paygraph/events/tables';

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** What screening found, once for each transaction. Never changed. */
export const riskAssessments = pgTable(
  'risk_assessments',
  {
    id: text().primaryKey(),
    transactionId: text('transaction_id').notNull(),
    /** Who started the transaction. */
    userId: text('user_id').notNull(),
    score: integer().notNull(),
    level: text().$type<RiskLevel>().notNull(),
    decision: text().$type<RiskDecision>().notNull(),
    reasons: jsonb().$type<readonly RiskReason[]>().notNull(),
    /** What made the score: `rules` until there is a model. */
    modelVersion: text('model_version').notNull(),
    rulesVersion: integer('rules_version').notNull(),
    /** When the transaction was started: what the velocity rule counts by. */
    transactedAt: moment('transacted_at').notNull(),
    assessedAt: moment('assessed_at').notNull(),
  },
  (table) => [
    unique('risk_assessments_transaction').on(table.transactionId),
    index('risk_assessments_velocity').on(table.userId, table.transactedAt),
  ],
);

/** What a person should look at: at most one alert for each transaction. */
export const alerts = pgTable(
  'alerts',
  {
    id: text().primaryKey(),
    /** Order of raising, for reading the list page by page. */
    number: bigint({ mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
    severity: text().$type<Severity>().notNull(),
    status: text().$type<AlertStatus>().notNull(),
    title: text().notNull(),
    detail: text().notNull(),
    transactionId: text('transaction_id').notNull(),
    userId: text('user_id').notNull(),
    assessmentId: text('assessment_id')
      .notNull()
      .references(() => riskAssessments.id),
    /** The operator in charge. */
    assignee: text(),
    createdAt: moment('created_at').notNull(),
    acknowledgedAt: moment('acknowledged_at'),
    acknowledgedBy: text('acknowledged_by'),
    resolvedAt: moment('resolved_at'),
  },
  (table) => [
    unique('alerts_number').on(table.number),
    unique('alerts_transaction').on(table.transactionId),
    index('alerts_status').on(table.status, table.number),
  ],
);
