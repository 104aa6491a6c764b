import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LiveLimits, RequestLimits, Settings } from '@paygraph/config';
import type { EventBus } from '@paygraph/events';
import { type Actor, accessVerifier, type Revocations, type VerifyAccess } from '@paygraph/identity';
import { closeServer, mountMetrics } from '@paygraph/process';
import { observedTransport, type SubgraphTransport } from '@paygraph/subgraph';
import type { Logger } from '@paygraph/telemetry';
import fastify, { type FastifyInstance } from 'fastify';
import type { JWTVerifyGetKey } from 'jose';
import type { OriginRules } from './allowed-origin.ts';
import { apiKeyVerifier, type VerifyApiKey } from './api-keys.ts';
import { applyBrowserPolicy } from './browser-policy.ts';
import { readCacheHints } from './caching/cache-hints.ts';
import { startCaching } from './caching/caching.ts';
import type { Transports } from './compile-plan.ts';
import type { PersistedDocuments } from './documents/persisted-documents.ts';
import { mountErrorsPage } from './errors-page.ts';
import { createExecutor, type Executor } from './execute.ts';
import { createGenerations, type Generations, type Served } from './generations/generations.ts';
import { type DemoUser, mountGraphiql } from './graphiql.ts';
import { type ArgsOf, createArgsOf, createDocuments } from './graphql-args.ts';
import { type HealthChecks, mountHealth } from './health.ts';
import { mountHttp } from './http-transport.ts';
import { type Audience, createAudience } from './limits/audience.ts';
import { memoryBuckets } from './limits/buckets.ts';
import { endingWithOperation } from './limits/deadline.ts';
import { createKnock, createLimiter, type Knock } from './limits/limiter.ts';
import { meteredExecutor } from './limits/metered-executor.ts';
import { redisBuckets } from './limits/redis-buckets.ts';
import { observedArgsOf, observedExecutor } from './observed-executor.ts';
import { clientAddress } from './origin.ts';
import { mountSockets } from './socket-transport.ts';
import { loadSupergraph } from './supergraph.ts';

/** What a server takes when the limit of a body is lifted: it has to be held in memory. */
const BODY_BYTES_MAX = 64 * 1024 * 1024;

export interface FrontDoorOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Addresses whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  /** Whose web pages may call, besides our own. */
  readonly allowedOrigins: readonly string[];
  readonly supergraphSdl: string;
  /** Callers are shown only what they may use. */
  readonly production: boolean;
  readonly transports: Transports;
  /** The key set of the users subgraph. */
  readonly keys: JWTVerifyGetKey;
  readonly revocations: Revocations;
  /** Tells what changed, so that nothing stale is shown. */
  readonly bus: Pick<EventBus, 'tail'>;
  /** What entities that are kept may take together; 0 keeps none. */
  readonly entityCacheBytes: number;
  readonly now: () => Date;
  readonly logger: Logger;
  readonly publicUrl: string;
  readonly demoUsers: readonly DemoUser[];
  readonly checks: HealthChecks;
  /** Whoever scrapes `/metrics` sends it; only this machine may without. */
  readonly metricsToken: string | undefined;
  readonly limits: Settings['limits'];
  /** Which documents may run, and which may be named by their hash. */
  readonly documents: PersistedDocuments;
  /** Where gateways share what callers have spent; each counts for itself without. */
  readonly redisUrl: string | undefined;
  /** What else is answered at the front door, such as the key set and the development mailbox. */
  readonly routes: (app: FastifyInstance) => void;
}

/** What the transports stand on. */
export interface FrontDoorDeps extends OriginRules {
  readonly executor: Executor;
  readonly argsOf: ArgsOf;
  readonly limits: RequestLimits;
  readonly liveLimits: LiveLimits;
  readonly audience: Audience;
  readonly verifyAccess: VerifyAccess;
  readonly verifyApiKey: VerifyApiKey;
  readonly revocations: Revocations;
  readonly now: () => Date;
  readonly knock: Knock;
  readonly describeError: (code: string, actor: Actor) => Record<string, unknown>;
  readonly report: (error: unknown) => void;
  readonly addressOf: (request: IncomingMessage) => string | undefined;
}

export interface FrontDoor {
  readonly url: string;
  /** Takes another supergraph while requests go on; see {@link Generations}. */
  readonly reload: Generations['reload'];
  /** Refuses new requests, ends sockets with 1001, and waits for requests in flight. */
  close(): Promise<void>;
}

/** The one address of the platform: GraphQL over three transports, GraphiQL, and its health. */
export async function openFrontDoor(options: FrontDoorOptions): Promise<FrontDoor> {
  const { host, port, logger, limits, supergraphSdl } = options;
  const { bodyBytes, tokens } = limits.request;
  const app = fastify({ bodyLimit: Math.min(bodyBytes, BODY_BYTES_MAX), forceCloseConnections: 'idle' });
  const report = (error: unknown, requestId?: string) => logger.error({ err: error, requestId }, 'operation failed');
  const describeError = (code: string, { requestId }: Actor) => ({
    requestId,
    docUrl: `${options.publicUrl}/errors#${code}`,
  });
  const load = (sdl: string): Served => {
    const generation = loadSupergraph(sdl, { hidesUnusable: options.production });
    const limiter = createLimiter({ limits, buckets, apiSchema: generation.apiSchema, supergraphSdl: sdl });
    const argsDeps = { generation, describeError, limiter, tokens_max: tokens, persisted: options.documents };
    const documents = createDocuments(argsDeps);
    const argsOf = createArgsOf(argsDeps, documents);
    return { generation, argsOf, documentOf: documents.documentOf, hints: readCacheHints(sdl) };
  };
  const onRedisError = (error: unknown) => logger.error({ err: error }, 'redis');
  const buckets = options.redisUrl ? await redisBuckets(options.redisUrl, onRedisError) : memoryBuckets();
  const generations = createGenerations(
    {
      ...options,
      load,
      subgraphs: Object.keys(options.transports),
      moveTo: (schema, renew) => executor.moveTo(schema, renew),
    },
    supergraphSdl,
  );
  const caching = await startCaching({
    bytesMax: options.entityCacheBytes,
    bus: options.bus,
    hintsOf: () => generations.current().hints,
    now: options.now,
  });
  const transports = mapTransports(options.transports, (name, transport) =>
    caching.cached(name, endingWithOperation(observedTransport(name, transport))),
  );
  const reconnects_max = limits.live.upstreamReconnects;
  const executor = createExecutor({ transports, reconnects_max, now: options.now, describeError, report });
  const deadline_ms = limits.operationDeadline_ms;
  const deps: FrontDoorDeps = {
    ...options,
    limits: limits.request,
    liveLimits: limits.live,
    audience: createAudience(limits.live),
    knock: createKnock({ limits, buckets }),
    verifyAccess: accessVerifier(options.keys),
    verifyApiKey: apiKeyVerifier({ ...options, users: options.transports.users }),
    executor: observedExecutor(meteredExecutor({ executor, deadline_ms, describeError })),
    argsOf: observedArgsOf((...request) => generations.current().argsOf(...request)),
    describeError,
    report,
    addressOf: clientAddress(options.trustedProxies),
  };

  await applyBrowserPolicy(app, options.allowedOrigins);
  mountHttp(app, deps);
  mountHealth(app, options.checks);
  mountMetrics(app, options.metricsToken);
  mountErrorsPage(app);
  await mountGraphiql(app, options.demoUsers);
  options.routes(app);
  const sockets = mountSockets(app, deps);
  await app.listen({ host, port });
  const address = app.server.address() as AddressInfo;
  return {
    url: `http://${host === '127.0.0.1' || host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${address.port}`,
    reload: generations.reload,
    async close() {
      await sockets.close();
      await closeServer(app);
      await caching.stop();
      await buckets.close();
    },
  };
}

function mapTransports(
  transports: Transports,
  map: (name: string, transport: SubgraphTransport) => SubgraphTransport,
): Transports {
  const entries = Object.entries(transports).map(([name, transport]) => [name, map(name, transport)]);
  return Object.fromEntries(entries) as Transports;
}
