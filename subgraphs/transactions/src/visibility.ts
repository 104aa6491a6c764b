import { type Actor, isOperator } from '@paygraph/identity';
import { MOVED, type TransactionStatus } from './status.ts';

interface Participants {
  readonly status: TransactionStatus;
  readonly initiatorId: string;
  readonly sourceOwnerId: string | null;
  readonly destinationOwnerId: string | null;
}

/**
 * Who may see a transaction: operators, who started it, whose money it takes, and whoever got the money,
 * but only once it moved: an attempt that failed is not the receiver's business.
 */
export function maySeeTransaction(
  actor: Actor,
  { status, initiatorId, sourceOwnerId, destinationOwnerId }: Participants,
): boolean {
  if (isOperator(actor)) return true;
  if (actor.kind !== 'user') return false;
  if (actor.userId === initiatorId || actor.userId === sourceOwnerId) return true;
  return actor.userId === destinationOwnerId && (MOVED as readonly TransactionStatus[]).includes(status);
}
