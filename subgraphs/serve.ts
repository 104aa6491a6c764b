import {
  developmentSecrets,
  readSettings,
  requireSecrets,
  type Secrets,
  type Settings,
  SettingsError,
  SUBGRAPH_NAMES,
  type SubgraphName,
} from '@paygraph/config';
import { claimPort, connectShared, runProcess } from '@paygraph/process';
import { openSubgraph, remoteTransport, type SubgraphDefinition, serveSubgraph } from '@paygraph/subgraph';
import { createLogger } from '@paygraph/telemetry';

/** One subgraph as a process of its own: `npm run subgraph -- <name>`. */

/** Only the module of the subgraph that is asked for is loaded. */
const MODULES = {
  users: async () => (await import('@paygraph/users')).users,
  wallets: async () => (await import('@paygraph/wallets')).wallets,
  transactions: async () => (await import('@paygraph/transactions')).transactions,
  fraud: async () => (await import('@paygraph/fraud')).fraud,
  ledger: async () => (await import('@paygraph/ledger')).ledger,
  notifications: async () => (await import('@paygraph/notifications')).notifications,
} as const satisfies Record<SubgraphName, () => Promise<SubgraphDefinition>>;

/** The secrets a subgraph needs: no more than that are put into its hands. */
const SECRETS: Record<SubgraphName, readonly (keyof Secrets)[]> = {
  users: ['actorSecret', 'jwtPrivateKey'],
  wallets: ['actorSecret', 'vaultKey'],
  transactions: ['actorSecret'],
  fraud: ['actorSecret'],
  ledger: ['actorSecret'],
  notifications: ['actorSecret'],
};

await runProcess(async (resources) => {
  const name = SUBGRAPH_NAMES.find((each) => each === process.argv[2]);
  if (!name) throw new SettingsError(`Name a subgraph: npm run subgraph -- ${SUBGRAPH_NAMES.join('|')}`);
  const settings = readSettings(process.env);
  const databaseUrl = settings.databaseUrl;
  if (!databaseUrl) throw new SettingsError('DATABASE_URL is required for a subgraph of its own');
  await claimPort(settings.host, settings.port);
  const secrets = await secretsOf(settings, SECRETS[name]);
  const { actorSecret } = secrets;
  const logger = createLogger(settings.logLevel, `paygraph-${name}`);
  const shared = await connectShared(settings, logger);
  resources.defer(async () => {
    await shared.bus.close();
    await shared.revocations.close();
  });

  const peer = (other: SubgraphName) => {
    const url = settings.subgraphUrls[other];
    if (!url) throw new SettingsError(`${other.toUpperCase()}_URL is required: ${name} calls ${other}`);
    const transport = remoteTransport(other, url, actorSecret);
    resources.defer(() => transport.close());
    return transport;
  };
  const definition = await MODULES[name]();
  const subgraph = await openSubgraph(definition, {
    settings,
    secrets,
    databaseUrl,
    ...shared,
    peer,
    logger,
    now: () => new Date(),
  });
  resources.defer(() => subgraph.close());
  const { checkReady, routes } = subgraph;
  const served = await serveSubgraph(subgraph.transport, { ...settings, actorSecret, checkReady, routes });
  resources.defer(() => served.close());
  subgraph.startRelay();
  console.log(`${name} listens at ${served.url}`);
});

async function secretsOf(
  settings: Settings,
  names: readonly (keyof Secrets)[],
): Promise<Partial<Secrets> & Pick<Secrets, 'actorSecret'>> {
  if (settings.production) return requireSecrets(settings, ['actorSecret', ...names]);
  const all = await developmentSecrets(settings);
  return { actorSecret: all.actorSecret, ...Object.fromEntries(names.map((each) => [each, all[each]])) };
}
