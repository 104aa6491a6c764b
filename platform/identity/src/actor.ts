import { type Scope, scopesOfRole } from './scopes.ts';

/** What a person may do beyond their own things. OPERATOR sees everyone's; ADMIN also changes roles. */
export type Role = 'USER' | 'MERCHANT' | 'OPERATOR' | 'ADMIN';

/** Where a request came from; travels with the actor through every subgraph. */
export interface Origin {
  readonly requestId: string;
  readonly traceparent?: string;
  readonly ip?: string;
  readonly userAgent?: string;
}

interface Person extends Origin {
  readonly kind: 'user';
  readonly userId: string;
  readonly role: Role;
}

/** A person with a live session. Times are seconds since the epoch, as in the token they came from. */
export interface SessionActor extends Person {
  readonly sessionId: string;
  readonly authenticatedAt_s: number;
  readonly expiresAt_s: number;
  readonly apiKeyId?: undefined;
}

/** A program with an API key, in the name of the key's owner. */
export interface ApiKeyActor extends Person {
  readonly apiKeyId: string;
  readonly scopes: readonly Scope[];
  /** In seconds since the epoch; a key without it is good until it is revoked. */
  readonly expiresAt_s?: number;
  readonly sessionId?: undefined;
}

/** Somebody who is known. Whose things they reach is decided by their role, what they may do with them by their scopes. */
export type UserActor = SessionActor | ApiKeyActor;

/** Somebody who has not said who they are. */
interface AnonymousActor extends Origin {
  readonly kind: 'anonymous';
}

/** One of our own subgraphs acting for the platform; the only kind that may call internal operations. */
export interface ServiceActor extends Origin {
  readonly kind: 'service';
  readonly service: string;
}

export type Actor = UserActor | AnonymousActor | ServiceActor;

/**
 * May this actor see and act on what belongs to anyone? An operator's API key only if it was made for something that
 * only operators do; any other reaches what is its owner's own.
 */
export function isOperator(actor: Actor): boolean {
  if (actor.kind !== 'user') return actor.kind === 'service';
  if (actor.role !== 'OPERATOR' && actor.role !== 'ADMIN') return false;
  return actor.apiKeyId === undefined || actor.scopes.some((scope) => !scopesOfRole('USER').has(scope));
}

/** May this actor see what belongs to `ownerId`: its owner, an operator or the platform itself? */
export function maySee(actor: Actor, ownerId: string): boolean {
  return isOperator(actor) || (actor.kind === 'user' && actor.userId === ownerId);
}

/** The same request, continued by one of our services in its own name. */
export function asService(service: string, origin: Origin): ServiceActor {
  return {
    kind: 'service',
    service,
    requestId: origin.requestId,
    traceparent: origin.traceparent,
    ip: origin.ip,
    userAgent: origin.userAgent,
  };
}
