import { generateKeyPairSync } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { readSettings, SUBGRAPH_NAMES } from '@paygraph/config';
import { memoryBus } from '@paygraph/events';
import { memoryRevocations, readAccessKey, signAccessToken } from '@paygraph/identity';
import { remoteTransport } from '@paygraph/subgraph';
import { createLogger } from '@paygraph/telemetry';
import fastify from 'fastify';
import { createLocalJWKSet } from 'jose';
import type { Transports } from '../../gateway/src/compile-plan.ts';
import { persistedDocuments } from '../../gateway/src/documents/persisted-documents.ts';
import { createExecutor } from '../../gateway/src/execute.ts';
import { openFrontDoor } from '../../gateway/src/front-door.ts';
import { createArgsOf } from '../../gateway/src/graphql-args.ts';
import type { Limiter } from '../../gateway/src/limits/limiter.ts';
import { loadSupergraph } from '../../gateway/src/supergraph.ts';
import { textOf } from '../../gateway/src/written-result.ts';
import { type GatewaySetting, reportUsage } from './gateway-process.ts';

/** Our gateway: with every guard on, or `bare`, which executes whatever it is sent. */

const SECRET = new TextEncoder().encode('a secret of the gateway and its subgraphs');

process.once('message', async ({ supergraphSdl, urls, bare, callers }: GatewaySetting) => {
  const sessions = Array.from({ length: callers }, (_, index) => `ses_${index}`);
  const transports = Object.fromEntries(
    SUBGRAPH_NAMES.map((name) => [name, remoteTransport(name, urls[name], SECRET)]),
  ) as unknown as Transports;
  const open = bare ? openBare : openGuarded;
  reportUsage(await open(supergraphSdl, transports, sessions));
});

async function openGuarded(supergraphSdl: string, transports: Transports, sessions: readonly string[]) {
  const { privateKey } = generateKeyPairSync('ed25519');
  const key = await readAccessKey(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  const { url } = await openFrontDoor({
    host: '127.0.0.1',
    port: 0,
    trustedProxies: [],
    documents: persistedDocuments({ trusted: new Map(), only: false }),
    production: true,
    allowedOrigins: [],
    supergraphSdl,
    transports,
    keys: createLocalJWKSet({ keys: [key.publicJwk] }),
    revocations: memoryRevocations(),
    bus: memoryBus(),
    // Every fetch is made: what is compared is how it is made.
    entityCacheBytes: 0,
    now: () => new Date(),
    logger: createLogger('silent', 'gateway'),
    publicUrl: 'http://localhost',
    demoUsers: [],
    checks: {},
    metricsToken: undefined,
    // Counted as for everybody, and never used up.
    limits: readSettings({ COST_BUCKET: '1000000000' }).limits,
    redisUrl: undefined,
    routes: () => {},
  });
  const authenticatedAt_s = Math.floor(Date.now() / 1000);
  const tokens = sessions.map((sessionId) =>
    signAccessToken(key, { userId: 'usr_1', sessionId, role: 'OPERATOR', authenticatedAt_s }, new Date()),
  );
  return {
    url: url.replace('localhost', '127.0.0.1'),
    authorizations: (await Promise.all(tokens)).map((token) => `Bearer ${token}`),
  };
}

const LETS_EVERYTHING_IN: Limiter = {
  knock: async () => ({}),
  refuseShape: () => undefined,
  admit: async () => ({ budget: undefined, requested: 0, actual: () => 0, settle: async () => {} }),
};

const OPERATOR = {
  kind: 'user',
  userId: 'usr_1',
  role: 'OPERATOR',
  authenticatedAt_s: 0,
  expiresAt_s: 0,
  requestId: 'req_1',
} as const;

async function openBare(supergraphSdl: string, transports: Transports, sessions: readonly string[]) {
  const generation = loadSupergraph(supergraphSdl, { hidesUnusable: true });
  const describeError = () => ({});
  const executor = createExecutor({
    transports,
    now: () => new Date(),
    reconnects_max: 0,
    describeError,
    report: console.error,
  });
  const argsOf = createArgsOf({
    generation,
    describeError,
    limiter: LETS_EVERYTHING_IN,
    tokens_max: Infinity,
    persisted: persistedDocuments({ trusted: new Map(), only: false }),
  });
  const app = fastify();
  app.post('/graphql', async (request, reply) => {
    const { authorization: sessionId = '' } = request.headers;
    const args = await argsOf(request.body as object, { actor: { ...OPERATOR, sessionId } });
    const answer = 'document' in args ? await executor.execute(args) : { errors: args };
    return reply.type('application/json').send(textOf(answer));
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  return { url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`, authorizations: sessions };
}
