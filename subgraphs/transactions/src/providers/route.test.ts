import { describe, expect, test } from 'vitest';
import type { ProviderName } from './connector.ts';
import { PROFILES } from './profiles.ts';
import { type Candidate, mayFailOver, type RouteRequest, routeOf } from './route.ts';

const NO_EXPLORING = 0.99;
const eur = (minor: bigint): RouteRequest => ({ method: 'CARD', currency: 'EUR', minor });

const candidate = (name: ProviderName, more: Partial<Candidate> = {}): Candidate => ({
  name,
  profile: PROFILES[name],
  breaker: 'CLOSED',
  successRate: 1,
  ...more,
});
const all = (acme: Partial<Candidate> = {}, nova: Partial<Candidate> = {}) => [
  candidate('acme-cards', acme),
  candidate('nova-cards', nova),
  candidate('partner-bank'),
];
const route = (request: RouteRequest, candidates = all(), dice = NO_EXPLORING) => routeOf(request, candidates, dice);

describe('a route', () => {
  test('names only those that can move it', () => {
    expect(route({ method: 'BANK_ACCOUNT', currency: 'EUR', minor: 100n })).toEqual(['partner-bank']);
    expect(route({ method: 'CARD', currency: 'JPY', minor: 100n })).toEqual(['acme-cards']);
  });

  test('begins with the cheapest for the amount', () => {
    expect(route(eur(500n))).toEqual(['nova-cards', 'acme-cards']);
    expect(route(eur(50_000n))).toEqual(['acme-cards', 'nova-cards']);
  });

  test('prefers the dearer one when the cheaper has been failing', () => {
    expect(route(eur(50_000n), all({ successRate: 0.7 }))).toEqual(['nova-cards', 'acme-cards']);
    expect(route(eur(50_000n), all({ successRate: null }, { successRate: 0.99 }))[0]).toBe('acme-cards');
  });

  test('ends with those whose breaker is open, however cheap', () => {
    expect(route(eur(50_000n), all({ breaker: 'OPEN' }))).toEqual(['nova-cards', 'acme-cards']);
    expect(route(eur(50_000n), all({ breaker: 'HALF_OPEN' }))).toEqual(['acme-cards', 'nova-cards']);
  });

  test('tries another one first now and then, but none whose breaker is open', () => {
    expect(route(eur(50_000n), all(), 0.01)).toEqual(['nova-cards', 'acme-cards']);
    expect(route(eur(50_000n), all({}, { breaker: 'OPEN' }), 0.01)).toEqual(['acme-cards', 'nova-cards']);
  });
});

test('another provider is asked only when it is certain that the first did nothing', () => {
  const kinds = ['DONE', 'PENDING', 'CHALLENGE', 'DECLINED', 'NOT_TAKEN', 'UNKNOWN'] as const;
  expect(kinds.filter((kind) => mayFailOver({ kind }))).toEqual(['NOT_TAKEN']);
});
