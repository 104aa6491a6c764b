import { join, relative, resolve } from 'node:path';
import {
  developmentSecrets,
  readSettings,
  requireSecrets,
  type Settings,
  SUBGRAPH_NAMES,
  type SubgraphName,
} from '@paygraph/config';
import { buildConsoleIfStale } from '@paygraph/console/build';
import { DEMO_USERS, seedDemo } from '@paygraph/demo';
import { fraud } from '@paygraph/fraud';
import { openDocuments, openFrontDoor, readSupergraph } from '@paygraph/gateway';
import { ledger } from '@paygraph/ledger';
import { notifications } from '@paygraph/notifications';
import { startEmbeddedPostgres } from '@paygraph/postgres';
import { claimPort, connectShared, runProcess, startTelemetry } from '@paygraph/process';
import { lazyTransport, type OpenSubgraph, openSubgraph, type SubgraphDefinition } from '@paygraph/subgraph';
import { transactions } from '@paygraph/transactions';
import { publicJwks, users } from '@paygraph/users';
import { wallets } from '@paygraph/wallets';
import { createLocalJWKSet } from 'jose';
import { welcome } from './deploy/welcome.ts';

const DEFINITIONS: readonly SubgraphDefinition[] = [users, wallets, transactions, fraud, ledger, notifications];

/** The whole platform in one process: what `npm start` runs. */
await runProcess(async (resources) => {
  const settings = readSettings(process.env);
  await claimPort(settings.host, settings.port);
  const [{ databaseUrl, secrets }] = await Promise.all([openStorage(resources, settings), buildConsoleIfStale()]);
  const logger = await startTelemetry(resources, settings, 'paygraph');
  const shared = await connectShared(settings, logger);
  resources.defer(async () => {
    await shared.bus.close();
    await shared.revocations.close();
  });

  const open = new Map<SubgraphName, OpenSubgraph>();
  const now = () => new Date();
  const peer = (name: SubgraphName) => lazyTransport(() => open.get(name)?.transport);
  const deps = { settings, secrets, databaseUrl, ...shared, peer, logger, now };
  await Promise.all(
    DEFINITIONS.map(async (definition) => open.set(definition.name, await openSubgraph(definition, deps))),
  );
  const subgraphs = [...open.values()];
  resources.defer(() => closeAll(subgraphs));

  const transports = Object.fromEntries(SUBGRAPH_NAMES.map((name) => [name, peer(name)])) as Record<
    SubgraphName,
    ReturnType<typeof peer>
  >;
  for (const subgraph of subgraphs) subgraph.startRelay();
  if (settings.demo) await seedDemo(transports);
  const door = await openFrontDoor({
    ...settings,
    ...shared,
    documents: await openDocuments(settings.trustedDocuments),
    supergraphSdl: await readSupergraph(),
    transports,
    keys: createLocalJWKSet(await publicJwks(secrets.jwtPrivateKey, settings.previousPublicKeys)),
    now,
    logger,
    demoUsers: settings.demo ? DEMO_USERS : [],
    checks: Object.fromEntries(subgraphs.map(({ name, checkReady }) => [name, checkReady])),
    routes: (app) => {
      for (const { routes } of subgraphs) routes?.(app);
    },
  });
  resources.defer(() => door.close());
  console.log(
    welcome({
      url: door.url,
      settings,
      dataDir: relative(process.cwd(), resolve(settings.dataDir)) || '.',
      startedIn_ms: performance.now(),
    }),
  );
});

/** The database server of the settings, or the embedded one; and the secrets that belong to its data. */
async function openStorage(resources: AsyncDisposableStack, settings: Settings) {
  if (settings.production) {
    const secrets = requireSecrets(settings, ['jwtPrivateKey', 'actorSecret', 'vaultKey']);
    return { databaseUrl: settings.databaseUrl ?? '', secrets };
  }
  const secrets = await developmentSecrets(settings);
  if (settings.databaseUrl) return { databaseUrl: settings.databaseUrl, secrets };
  const postgres = await startEmbeddedPostgres({
    dataDir: join(settings.dataDir, 'postgres'),
    password: secrets.databasePassword,
  });
  let stopping = false;
  resources.defer(() => {
    stopping = true;
    return postgres.stop();
  });
  void postgres.exited.then(() => {
    if (stopping) return;
    console.error(`The embedded PostgreSQL ended by itself; see ${join(settings.dataDir, 'postgres.log')}`);
    process.kill(process.pid, 'SIGTERM');
  });
  return { databaseUrl: postgres.url, secrets };
}

/** Every relay stops before any consumer: the in-process bus would drop what nobody listens to. */
async function closeAll(subgraphs: readonly OpenSubgraph[]): Promise<void> {
  await Promise.all(subgraphs.map((subgraph) => subgraph.stopRelay()));
  await Promise.all(subgraphs.map((subgraph) => subgraph.close()));
}
