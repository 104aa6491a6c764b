import type { Actor, UserActor } from '@paygraph/identity';
import { isOperator } from '@paygraph/identity';
import { codedError } from './coded-error.ts';

/** The person behind a request, or UNAUTHENTICATED. */
export function requireUser(actor: Actor): UserActor {
  if (actor.kind === 'user') return actor;
  throw codedError('UNAUTHENTICATED', 'Sign in first');
}

/** Lets operators and the platform's own services pass; others get UNAUTHENTICATED or FORBIDDEN. */
export function requireOperator(actor: Actor): void {
  if (isOperator(actor)) return;
  requireUser(actor);
  throw codedError('FORBIDDEN', 'Only operators may do this');
}

/** Lets only the platform's own services pass: the guard of every internal operation. */
export function requireService(actor: Actor): void {
  if (actor.kind !== 'service') throw codedError('FORBIDDEN', 'Only the platform itself may do this');
}
