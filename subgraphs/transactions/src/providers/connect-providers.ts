import { randomBytes } from 'node:crypto';
import { SettingsError } from '@paygraph/config';
import type { Platform } from '@paygraph/subgraph';
import { type StartedProvider, startProvider } from '../../simulators/provider/start-provider.ts';
import { SIMULATORS } from '../../simulators/simulators.ts';
import { acmeCardsConnector } from './acme-cards-connector.ts';
import type { ProviderName } from './connector.ts';
import { guarded } from './guarded-connector.ts';
import { novaCardsConnector } from './nova-cards-connector.ts';
import { partnerBankConnector } from './partner-bank-connector.ts';
import { PROFILES } from './profiles.ts';
import { createProviders, type Providers } from './providers.ts';

const CONNECTORS = {
  'acme-cards': acmeCardsConnector,
  'nova-cards': novaCardsConnector,
  'partner-bank': partnerBankConnector,
} as const;
const NAMES = Object.keys(CONNECTORS) as ProviderName[];
const WILDCARD_HOSTS = new Set(['0.0.0.0', '::']);
const SECRET_BYTES = 32;

type ProvidersPlatform = Pick<Platform, 'settings' | 'databaseUrl' | 'now'>;

interface ConnectedProviders extends Providers {
  /** Those that are simulated in this process. */
  readonly simulated: readonly StartedProvider[];
  /** Ends the simulated ones; call when nobody asks any more. */
  stop(): Promise<void>;
}

/** The providers of the settings; outside of production, simulated ones in this process for those that are not set. */
export async function connectProviders(platform: ProvidersPlatform): Promise<ConnectedProviders> {
  const { settings, now } = platform;
  const missing = settings.production ? NAMES.filter((name) => !settings.providers[name].url) : [];
  if (missing.length > 0) throw new SettingsError(missing.map((name) => `${variableOf(name)} is required`).join('\n'));
  await using starting = new AsyncDisposableStack();
  const simulated: StartedProvider[] = [];
  const starts = await Promise.allSettled(
    NAMES.map(async (name) => {
      const { url, webhookSecret } = settings.providers[name];
      if (url && webhookSecret) return CONNECTORS[name]({ baseUrl: url, webhookSecret });
      const secret = randomBytes(SECRET_BYTES).toString('hex');
      const provider = await startProvider(SIMULATORS[name], {
        database: platform.databaseUrl,
        webhook: { url: `${ownOrigin(platform)}/webhooks/${name}`, secret },
        faultsAdjustable: true,
        now,
      });
      starting.defer(() => provider.stop());
      simulated.push(provider);
      return CONNECTORS[name]({ baseUrl: provider.url, webhookSecret: secret });
    }),
  );
  const connectors = starts.map((start) => {
    if (start.status === 'rejected') throw start.reason;
    return guarded(start.value, { now });
  });
  const resources = starting.move();
  return {
    ...createProviders({ connectors, profiles: PROFILES, random: Math.random }),
    simulated,
    stop: () => resources.disposeAsync(),
  };
}

/** Where this process answers over HTTP, as seen from itself. */
function ownOrigin({ settings: { host, port } }: ProvidersPlatform): string {
  const address = WILDCARD_HOSTS.has(host) ? '127.0.0.1' : host;
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
}

function variableOf(name: ProviderName): string {
  return `${name.toUpperCase().replace('-', '_')}_URL`;
}
