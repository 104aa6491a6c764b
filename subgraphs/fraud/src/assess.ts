import { type Actor, newId } from '@paygraph/identity';
import type { Money } from '@paygraph/money';
import { alertFor } from './alert.ts';
import { insertAlerts, type NewAlert } from './alert-store.ts';
import {
  type AssessmentRow,
  assessmentsByTransaction,
  countEarlier,
  insertAssessments,
  lockInitiators,
} from './assessment-store.ts';
import type { FraudDeps } from './deps.ts';
import { alertRaised, riskAssessed } from './events.ts';
import { usdMicrosOf } from './reference-rates.ts';
import { RULES_VERSION, scoreRisk, TRANSACTIONS_PER_DAY_MAX } from './scoring.ts';
import { loadSubjects, type ScreeningSubject } from './screening-subjects.ts';
import { earlierInBatch, type Started } from './velocity.ts';

/** A transaction to assess. */
export interface AssessRequest extends Started {
  readonly amount: Money;
  readonly counterpartyId: string | null;
}

/**
 * The assessment of each transaction, by its id: the first one ever made. All of them are made in one
 * database transaction, after the people were looked up in one call.
 */
export async function assess(
  deps: FraudDeps,
  actor: Actor,
  requests: readonly AssessRequest[],
): Promise<Map<string, AssessmentRow>> {
  const batch = [...new Map(requests.map((request) => [request.transactionId, request])).values()];
  const ids = batch.map(({ transactionId }) => transactionId);
  const known = await assessmentsByTransaction(deps.database, ids);
  const fresh = batch.filter(({ transactionId }) => !known.has(transactionId));
  if (fresh.length === 0) return known;

  const people = new Set(
    fresh.flatMap(({ initiatorId, counterpartyId }) => [initiatorId, counterpartyId ?? initiatorId]),
  );
  const subjects = await loadSubjects(deps, actor, people);
  const made = await deps.publisher.commit(actor, async (tx) => {
    const now = deps.now();
    // Sent together and run one after the other: what is counted is what there is once the locks are held.
    const [, committed] = await Promise.all([
      lockInitiators(
        tx,
        fresh.map(({ initiatorId }) => initiatorId),
      ),
      countEarlier(tx, fresh, TRANSACTIONS_PER_DAY_MAX),
    ]);
    const assessed = await insertAssessments(tx, score(deps, fresh, { subjects, committed, now }));
    const raised = await insertAlerts(
      tx,
      assessed.flatMap((row) => newAlert(row, now)),
    );
    return { result: assessed, facts: [...assessed.map(riskAssessed), ...raised.map(alertRaised)] };
  });
  if (made.length < fresh.length) return assessmentsByTransaction(deps.database, ids);
  return new Map([...known, ...made.map((row) => [row.transactionId, row] as const)]);
}

interface Known {
  readonly subjects: ReadonlyMap<string, ScreeningSubject>;
  /** How many earlier transactions each one has. */
  readonly committed: ReadonlyMap<string, number>;
  readonly now: Date;
}

function score(
  { sanctions }: FraudDeps,
  batch: readonly AssessRequest[],
  { subjects, committed, now }: Known,
): AssessmentRow[] {
  const together = earlierInBatch(batch);
  const sanctioned = (id: string | null) => id !== null && sanctions.has(subjects.get(id)?.name ?? '');
  return batch.map(({ transactionId, initiatorId, counterpartyId, amount, at }) => ({
    id: newId('rsk'),
    transactionId,
    userId: initiatorId,
    ...scoreRisk({
      usdMicros: usdMicrosOf(amount),
      earlierInDay: (committed.get(transactionId) ?? 0) + (together.get(transactionId) ?? 0),
      sanctionedName: sanctioned(initiatorId) || sanctioned(counterpartyId),
      // Somebody unknown has not shown who they are.
      initiatorKycVerified: subjects.get(initiatorId)?.kycVerified ?? false,
    }),
    modelVersion: 'rules',
    rulesVersion: RULES_VERSION,
    transactedAt: at,
    assessedAt: now,
  }));
}

function newAlert(assessment: AssessmentRow, now: Date): NewAlert[] {
  const text = alertFor(assessment);
  if (!text) return [];
  const { id, transactionId, userId } = assessment;
  return [{ id: newId('alr'), status: 'OPEN', ...text, transactionId, userId, assessmentId: id, createdAt: now }];
}
