import { expect, test } from 'vitest';
import { memoryProvider } from '../../simulators/provider/memory-provider.ts';
import { guarded } from './guarded-connector.ts';
import { PROFILES } from './profiles.ts';
import { createProviders } from './providers.ts';

const now = () => new Date();
const authorization = {
  reference: 'txn_1',
  amount: { currency: 'EUR', minor: 50_000n },
  instrument: { kind: 'CARD', number: '4242424242424242', expiryMonth: 12, expiryYear: 2040 },
  authenticated: false,
} as const;

function twoProcessors() {
  const acme = memoryProvider({ name: 'acme-cards', now, random: Math.random });
  const nova = memoryProvider({ name: 'nova-cards', now, random: Math.random });
  const connectors = [acme, nova].map(({ connector }) => guarded(connector, { now, attempts_max: 1 }));
  const providers = createProviders({ connectors, profiles: PROFILES, random: () => 0.99 });
  return { acme, nova, providers };
}

test('a provider that goes down is shown as down, and is passed over', async () => {
  const { acme, providers } = twoProcessors();
  const request = { method: 'CARD', currency: 'EUR', minor: 50_000n } as const;
  expect(providers.route(request)).toEqual(['acme-cards', 'nova-cards']);
  acme.faults.set({ rates: { ERROR_BEFORE: 1 } });
  for (let call = 0; call < 5; call++) await providers.connector('acme-cards').authorize(authorization);
  expect(providers.states()).toMatchObject([
    { name: 'acme-cards', methods: ['CARD'], currencies: null, health: 'DOWN', breaker: 'OPEN', successRate: 0 },
    { name: 'nova-cards', health: 'UP', breaker: 'CLOSED', successRate: null, latencyP50_ms: null, inFlight: 0 },
  ]);
  expect(providers.route(request)).toEqual(['nova-cards', 'acme-cards']);
});

test('a provider that sometimes does not answer is shown as degraded', async () => {
  const { nova, providers } = twoProcessors();
  nova.faults.set({ next: ['ERROR_AFTER'] });
  for (let call = 0; call < 4; call++) await providers.connector('nova-cards').authorize(authorization);
  expect(providers.states()[1]).toMatchObject({ health: 'DEGRADED', successRate: 0.75 });
});

test('there are no other providers than those there are', () => {
  expect(() => twoProcessors().providers.connector('partner-bank')).toThrow('there is no provider partner-bank');
});
