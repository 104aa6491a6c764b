import { readSettings, SettingsError, SUBGRAPH_NAMES, type SubgraphName } from '@paygraph/config';
import { claimPort, connectShared, processSecrets, runProcess, startTelemetry } from '@paygraph/process';
import { openSubgraph, remoteTransport, type SubgraphDefinition, serveSubgraph } from '@paygraph/subgraph';
import { NEEDS } from './needs.ts';

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

await runProcess(async (resources) => {
  const name = SUBGRAPH_NAMES.find((each) => each === process.argv[2]);
  if (!name) throw new SettingsError(`Name a subgraph: npm run subgraph -- ${SUBGRAPH_NAMES.join('|')}`);
  const settings = readSettings(process.env);
  const databaseUrl = settings.databaseUrl;
  const missing = [
    ...(databaseUrl ? [] : ['DATABASE_URL is required for a subgraph of its own']),
    ...(settings.redisUrl ? [] : ['REDIS_URL is required: events travel between processes through it']),
    ...NEEDS[name].peers
      .filter((other) => !settings.subgraphUrls[other])
      .map((other) => `${other.toUpperCase()}_URL is required: ${name} calls ${other}`),
  ];
  if (!databaseUrl || missing.length > 0) throw new SettingsError(missing.join('\n'));
  await claimPort(settings.host, settings.port);
  const secrets = await processSecrets(settings, ['actorSecret', ...NEEDS[name].secrets]);
  const { actorSecret } = secrets;
  const logger = await startTelemetry(resources, settings, `paygraph-${name}`);
  const shared = await connectShared(settings, logger);
  resources.defer(async () => {
    await shared.bus.close();
    await shared.revocations.close();
  });

  const peers = new Map(
    NEEDS[name].peers.map((other) => [other, remoteTransport(other, settings.subgraphUrls[other] ?? '', actorSecret)]),
  );
  resources.defer(async () => {
    await Promise.all([...peers.values()].map((transport) => transport.close()));
  });
  const peer = (other: SubgraphName) => {
    const transport = peers.get(other);
    if (!transport) throw new Error(`${name} calls ${other}, which subgraphs/needs.ts does not say`);
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
