import { generateKeyPairSync } from 'node:crypto';
import { readSettings } from '@paygraph/config';
import { memoryBus } from '@paygraph/events';
import { memoryRevocations, readAccessKey, signAccessToken } from '@paygraph/identity';
import { createLogger } from '@paygraph/telemetry';
import { createLocalJWKSet } from 'jose';
import { persistedDocuments } from '../../gateway/src/documents/persisted-documents.ts';
import { openFrontDoor } from '../../gateway/src/front-door.ts';
import { openGraph } from './graph.ts';

/** The gateway with subgraphs in its own process, as `npm start` runs them; told over IPC what is to happen. */

export type Command =
  | { readonly kind: 'pay'; readonly userIds: readonly string[] }
  | { readonly kind: 'listening'; readonly userIds: readonly string[] }
  | { readonly kind: 'usage' };

/** What it says once it listens. */
export interface PlatformReady {
  readonly url: string;
  /** An access token of each user. */
  readonly tokens: Readonly<Record<string, string>>;
}

export interface PlatformUsage {
  readonly cpu_us: number;
  readonly rss_bytes: number;
}

process.once('message', async (userIds: readonly string[]) => {
  const graph = await openGraph();
  const { privateKey } = generateKeyPairSync('ed25519');
  const key = await readAccessKey(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  const door = await openFrontDoor({
    host: '127.0.0.1',
    port: 0,
    trustedProxies: [],
    production: true,
    allowedOrigins: [],
    documents: persistedDocuments({ trusted: new Map(), only: false }),
    supergraphSdl: graph.supergraphSdl,
    transports: graph.transports,
    keys: createLocalJWKSet({ keys: [key.publicJwk] }),
    revocations: memoryRevocations(),
    bus: memoryBus(),
    // Every fetch is made: what is measured is how it is made.
    entityCacheBytes: 0,
    now: () => new Date(),
    logger: createLogger('silent', 'gateway'),
    publicUrl: 'http://localhost',
    demoUsers: [],
    checks: {},
    metricsToken: undefined,
    limits: readSettings({ SOCKETS_PER_USER: '0', SOCKETS_PER_ADDRESS: '0', COST_BUCKET: '0' }).limits,
    redisUrl: undefined,
    routes: () => {},
  });
  const authenticatedAt_s = Math.floor(Date.now() / 1000);
  const tokens: Record<string, string> = {};
  for (const userId of userIds) {
    const claims = { userId, sessionId: `ses_${userId}`, role: 'USER', authenticatedAt_s } as const;
    tokens[userId] = await signAccessToken(key, claims, new Date());
  }
  process.on('message', (command: Command) => {
    if (command.kind === 'pay') for (const userId of command.userIds) graph.pay(userId);
    if (command.kind === 'listening')
      process.send?.(command.userIds.reduce((count, userId) => count + graph.listening(userId), 0));
    if (command.kind === 'usage') {
      const { user, system } = process.cpuUsage();
      process.send?.({ cpu_us: user + system, rss_bytes: process.memoryUsage.rss() } satisfies PlatformUsage);
    }
  });
  const url = door.url.replace('localhost', '127.0.0.1');
  process.send?.({ url, tokens } satisfies PlatformReady);
});
