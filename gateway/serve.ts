import { readSettings, SettingsError, SUBGRAPH_NAMES, type SubgraphName } from '@paygraph/config';
import { DEMO_USERS, provisionDemoUsers } from '@paygraph/demo';
import { StartupError } from '@paygraph/postgres';
import { claimPort, connectShared, processSecrets, runProcess, startTelemetry } from '@paygraph/process';
import { remoteTransport, type SubgraphTransport } from '@paygraph/subgraph';
import { openDocuments } from './src/documents/persisted-documents.ts';
import { openFrontDoor } from './src/front-door.ts';
import { followSupergraph } from './src/generations/follow-supergraph.ts';
import { type SupergraphSource, supergraphSource } from './src/generations/supergraph-source.ts';
import { COMMITTED_SUPERGRAPH } from './src/read-supergraph.ts';
import { remoteKeys } from './src/remote-keys.ts';
import { mountStatementProxy } from './src/statement-proxy.ts';
import { mountWebhookProxy } from './src/webhook-proxy.ts';

const PROBE_TIMEOUT_MS = 2_000;

/** The gateway as a process of its own, in front of subgraphs at their URLs: `npm run gateway`. SIGHUP reloads its schema. */
await runProcess(
  async (resources) => {
    const settings = readSettings(process.env);
    const missing = [
      ...(settings.redisUrl ? [] : ['REDIS_URL is required: it tells which sessions have ended']),
      ...SUBGRAPH_NAMES.filter((name) => !settings.subgraphUrls[name]).map(
        (name) => `${name.toUpperCase()}_URL is required`,
      ),
    ];
    if (missing.length > 0) throw new SettingsError(missing.join('\n'));
    const urlOf = (name: SubgraphName) => settings.subgraphUrls[name] ?? '';
    await claimPort(settings.host, settings.port);
    const { actorSecret } = await processSecrets(settings, ['actorSecret']);
    const logger = await startTelemetry(resources, settings, 'paygraph-gateway');
    const shared = await connectShared(settings, logger);
    resources.defer(async () => {
      await shared.bus.close();
      await shared.revocations.close();
    });

    const transports = Object.fromEntries(
      SUBGRAPH_NAMES.map((name) => [name, remoteTransport(name, urlOf(name), actorSecret)]),
    ) as Record<SubgraphName, SubgraphTransport>;
    resources.defer(async () => {
      await Promise.all(Object.values(transports).map((transport) => transport.close()));
    });
    const jwksUrl = new URL('/.well-known/jwks.json', urlOf('users'));
    if (settings.demo) await provisionDemoUsers(transports.users);
    const source = supergraphSource(settings.supergraph ?? COMMITTED_SUPERGRAPH, settings.supergraphPoll_s);
    const door = await openFrontDoor({
      ...settings,
      ...shared,
      documents: await openDocuments(settings.trustedDocuments),
      supergraphSdl: await readFirst(source),
      transports,
      keys: remoteKeys(jwksUrl),
      now: () => new Date(),
      logger,
      demoUsers: settings.demo ? DEMO_USERS : [],
      checks: Object.fromEntries(SUBGRAPH_NAMES.map((name) => [name, () => probe(urlOf(name))])),
      routes(app) {
        app.get('/.well-known/jwks.json', async (_request, reply) => {
          const response = await fetch(jwksUrl, { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
          return reply
            .status(response.status)
            .type('application/json')
            .send(await response.text());
        });
        mountStatementProxy(app, urlOf('ledger'));
        mountWebhookProxy(app, urlOf('transactions'));
      },
    });
    resources.defer(() => door.close());
    const unfollow = followSupergraph({ source, reload: door.reload, logger });
    resources.defer(async () => unfollow());
    console.log(`gateway listens at ${door.url}`);
  },
  ['SIGINT', 'SIGTERM'],
);

async function readFirst(source: SupergraphSource): Promise<string> {
  try {
    return (await source.read()) ?? '';
  } catch (error) {
    throw new StartupError(`SUPERGRAPH cannot be read: ${(error as Error).message}`);
  }
}

async function probe(url: string): Promise<void> {
  const response = await fetch(new URL('/ready', url), { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`${url} is not ready`);
}
