import type { Actor, SessionActor, UserActor } from '@paygraph/identity';
import { isOperator } from '@paygraph/identity';
import { codedError } from './coded-error.ts';

/** The person behind a request, or UNAUTHENTICATED. */
export function requireUser(actor: Actor): UserActor {
  if (actor.kind === 'user') return actor;
  throw codedError('UNAUTHENTICATED', 'Sign in first');
}

/** The person behind a request, if they are there themselves; FORBIDDEN to an API key. */
export function requireSession(actor: Actor): SessionActor {
  const user = requireUser(actor);
  if (user.apiKeyId === undefined) return user;
  throw codedError('FORBIDDEN', 'An API key may not do this; sign in');
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
