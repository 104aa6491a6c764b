import type { ProviderName, ProviderOutcome } from './connector.ts';
import type { BreakerState } from './guarded-connector.ts';
import type { ProviderMethod, ProviderProfile } from './profiles.ts';

export interface RouteRequest {
  readonly method: ProviderMethod;
  readonly currency: string;
  readonly minor: bigint;
}

export interface Candidate {
  readonly name: ProviderName;
  readonly profile: ProviderProfile;
  readonly breaker: BreakerState;
  readonly successRate: number | null;
}

/** What a payment that goes unanswered costs us: it waits for the janitor, and its payer may be gone. */
const FAILURE_COST_BPS = 2_000;
/** The share of payments that try another than the best first, or nobody would learn that it is well again. */
const EXPLORED_SHARE = 0.05;

/**
 * Who can move it, best first: by cost and by what their recent failures cost; those whose breaker is open last.
 * `dice` is a random number from 0 to 1.
 */
export function routeOf(request: RouteRequest, candidates: readonly Candidate[], dice: number): ProviderName[] {
  const able = candidates.filter(({ profile }) => isAble(profile, request));
  const ranked = able
    .filter(({ breaker }) => breaker !== 'OPEN')
    .sort((one, other) => costOf(one, request) - costOf(other, request));
  if (dice < EXPLORED_SHARE && ranked.length > 1) {
    const [explored] = ranked.splice(1 + Math.floor((dice / EXPLORED_SHARE) * (ranked.length - 1)), 1);
    if (explored) ranked.unshift(explored);
  }
  const open = able.filter(({ breaker }) => breaker === 'OPEN');
  return [...ranked, ...open].map(({ name }) => name);
}

function isAble({ methods, currencies }: ProviderProfile, { method, currency }: RouteRequest): boolean {
  return methods.includes(method) && (currencies === null || currencies.includes(currency));
}

/** In basis points of the amount: to compare, never to charge. Who was not called of late is taken to be well. */
function costOf({ profile: { price }, successRate }: Candidate, { minor }: RouteRequest): number {
  const fixed = (Number(price.fixed_minor) / Math.max(1, Number(minor))) * 10_000;
  return fixed + Number(price.share_bps) + (1 - (successRate ?? 1)) * FAILURE_COST_BPS;
}

/** Another provider may be asked only when it is certain that this one did nothing and will do nothing. */
export function mayFailOver(outcome: Pick<ProviderOutcome, 'kind'>): boolean {
  return outcome.kind === 'NOT_TAKEN';
}
