import type { UserActor } from '@paygraph/identity';
import { mayBecome } from './alert.ts';
import { type AlertRow, alertsById, markAcknowledged } from './alert-store.ts';
import type { FraudDeps } from './deps.ts';
import { alertAcknowledged } from './events.ts';

export type AlertRefusal = 'ALERT_NOT_FOUND' | 'ALERT_NOT_OPEN';

/** Puts `operator` in charge of an open alert, or says why not. */
export async function acknowledgeAlert(
  { publisher, now }: Pick<FraudDeps, 'publisher' | 'now'>,
  operator: UserActor,
  id: string,
): Promise<AlertRow | AlertRefusal> {
  return publisher.commit<AlertRow | AlertRefusal>(operator, async (tx) => {
    const alert = (await alertsById(tx, [id])).get(id);
    if (!alert) return { result: 'ALERT_NOT_FOUND', facts: [] };
    const acknowledged = mayBecome(alert.status, 'ACKNOWLEDGED')
      ? await markAcknowledged(tx, { id, from: alert.status, by: operator.userId, at: now() })
      : undefined;
    if (!acknowledged) return { result: 'ALERT_NOT_OPEN', facts: [] };
    return { result: acknowledged, facts: [alertAcknowledged(acknowledged, operator.userId)] };
  });
}
