import { randomBytes } from 'node:crypto';
import {
  type StartedProvider,
  startProvider,
} from '../../subgraphs/transactions/simulators/provider/start-provider.ts';
import { SIMULATORS } from '../../subgraphs/transactions/simulators/simulators.ts';
import type { ProviderName } from '../../subgraphs/transactions/src/providers/connector.ts';

const PROVIDER_NAMES = Object.keys(SIMULATORS) as ProviderName[];
/** So that there is always something on its way to a provider when a process dies. */
const LATENCY_MS: [number, number] = [5, 60];

export interface OutsideProvider {
  readonly provider: StartedProvider;
  /** What tells the platform of it. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Providers that live on while what is tested is killed; they tell of changes at `port`. */
export function startProviders(
  database: string,
  port: number,
  resources: AsyncDisposableStack,
): Promise<OutsideProvider[]> {
  return Promise.all(
    PROVIDER_NAMES.map(async (name) => {
      const secret = randomBytes(32).toString('hex');
      const provider = await startProvider(SIMULATORS[name], {
        database,
        webhook: { url: `http://127.0.0.1:${port}/webhooks/${name}`, secret },
        faults: { latency_ms: LATENCY_MS },
      });
      resources.defer(() => provider.stop());
      const prefix = name.toUpperCase().replace('-', '_');
      return { provider, variables: { [`${prefix}_URL`]: provider.url, [`${prefix}_WEBHOOK_SECRET`]: secret } };
    }),
  );
}
