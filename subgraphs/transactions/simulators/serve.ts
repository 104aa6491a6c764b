import { parseArgs } from 'node:util';
import { readSettings, SettingsError } from '@paygraph/config';
import { claimPort, runProcess } from '@paygraph/process';
import type { ProviderName } from '../src/providers/connector.ts';
import { faultSettings } from './provider/faults.ts';
import { startProvider } from './provider/start-provider.ts';
import { SIMULATORS } from './simulators.ts';

/**
 * One simulated provider as a process of its own: `npm run provider -- acme-cards`. With `--faults <JSON>` it
 * misbehaves from the start, such as '{"rates":{"ERROR_AFTER":0.1},"latency_ms":[50,200]}'.
 */
await runProcess(async (resources) => {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { faults: { type: 'string' } } });
  const names = Object.keys(SIMULATORS) as ProviderName[];
  const name = names.find((each) => each === positionals[0]);
  if (!name) throw new SettingsError(`Name a provider: npm run provider -- ${names.join('|')}`);
  const faults = readFaults(values.faults);
  const { host, port, databaseUrl, production, providers, subgraphUrls } = readSettings(process.env);
  const secret = providers[name].webhookSecret;
  const prefix = name.toUpperCase().replace('-', '_');
  const missing = [
    ...(databaseUrl ? [] : ['DATABASE_URL is required: a provider keeps books of its own']),
    ...(subgraphUrls.transactions ? [] : ['TRANSACTIONS_URL is required: webhooks are sent there']),
    ...(secret ? [] : [`${prefix}_WEBHOOK_SECRET is required: webhooks are signed with it`]),
  ];
  if (!databaseUrl || !secret || missing.length > 0) throw new SettingsError(missing.join('\n'));
  await claimPort(host, port);
  const url = new URL(`/webhooks/${name}`, subgraphUrls.transactions).href;
  const provider = await startProvider(SIMULATORS[name], {
    database: databaseUrl,
    host,
    port,
    webhook: { url, secret },
    faults,
    faultsAdjustable: !production,
  });
  resources.defer(() => provider.stop());
  console.log(`${name} listens at ${provider.url}`);
});

function readFaults(text: string | undefined) {
  if (text === undefined) return {};
  try {
    return faultSettings.parse(JSON.parse(text));
  } catch (error) {
    throw new SettingsError(`--faults cannot be used: ${(error as Error).message}`);
  }
}
