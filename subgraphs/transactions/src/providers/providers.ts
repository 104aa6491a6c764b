import type { Connector, ProviderName } from './connector.ts';
import type { GuardedConnector, ProviderHealth } from './guarded-connector.ts';
import type { ProviderMethod, ProviderProfile } from './profiles.ts';
import { type RouteRequest, routeOf } from './route.ts';

/** A provider as operators see it. */
export interface ProviderReport extends ProviderHealth {
  readonly name: ProviderName;
  readonly methods: readonly ProviderMethod[];
  /** Null is every one. */
  readonly currencies: readonly string[] | null;
  /** DOWN while its breaker is open, DEGRADED while it is tried again or leaves one call in twenty unanswered. */
  readonly health: 'UP' | 'DEGRADED' | 'DOWN';
}

const DEGRADED_BELOW = 0.95;

export interface Providers {
  /** Those that can move such an amount, best first. */
  route(request: RouteRequest): ProviderName[];
  connector(name: ProviderName): Connector;
  states(): ProviderReport[];
}

export function createProviders(options: {
  readonly connectors: readonly GuardedConnector[];
  readonly profiles: Readonly<Record<ProviderName, ProviderProfile>>;
  readonly random: () => number;
}): Providers {
  const { profiles, random } = options;
  const connectors = new Map(options.connectors.map((connector) => [connector.name, connector]));
  return {
    route(request) {
      const candidates = options.connectors.map((connector) => {
        const { breaker, successRate } = connector.health();
        return { name: connector.name, profile: profiles[connector.name], breaker, successRate };
      });
      return routeOf(request, candidates, random());
    },
    connector(name) {
      const connector = connectors.get(name);
      if (!connector) throw new Error(`there is no provider ${name}`);
      return connector;
    },
    states: () =>
      options.connectors.map((connector) => {
        const health = connector.health();
        const { methods, currencies } = profiles[connector.name];
        return { ...health, name: connector.name, methods, currencies, health: grade(health) };
      }),
  };
}

function grade({ breaker, successRate }: ProviderHealth): ProviderReport['health'] {
  if (breaker === 'OPEN') return 'DOWN';
  return breaker === 'HALF_OPEN' || (successRate ?? 1) < DEGRADED_BELOW ? 'DEGRADED' : 'UP';
}
