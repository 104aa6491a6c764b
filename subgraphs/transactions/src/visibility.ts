import { type Actor, isOperator } from '@paygraph/identity';
import type { TransactionRow } from './transaction.ts';

interface Participants {
  readonly initiatorId: string;
  readonly sourceOwnerId: string | null;
  readonly destinationOwnerId: string | null;
  readonly shownToDestination: boolean;
}

/**
 * Who may see a transaction: operators, who started it, whose money it takes, and whoever it goes to, but only
 * once money was moved or set aside for them: an attempt that failed is not the receiver's business.
 */
export function maySeeChange(
  actor: Actor,
  { initiatorId, sourceOwnerId, destinationOwnerId, shownToDestination }: Participants,
): boolean {
  if (isOperator(actor)) return true;
  if (actor.kind !== 'user') return false;
  if (actor.userId === initiatorId || actor.userId === sourceOwnerId) return true;
  return actor.userId === destinationOwnerId && shownToDestination;
}

/** The same of a transaction as it is now. */
export function maySeeTransaction(actor: Actor, row: TransactionRow): boolean {
  return maySeeChange(actor, { ...row, shownToDestination: isShownToDestination(row) });
}

/** The rule in SQL is in `visibleTo` of the store. */
export function isShownToDestination({ authorizedAt, settledAt }: TransactionRow): boolean {
  return authorizedAt !== null || settledAt !== null;
}
