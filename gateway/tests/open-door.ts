import { generateKeyPairSync } from 'node:crypto';
import { readSettings } from '@paygraph/config';
import { memoryBus } from '@paygraph/events';
import { memoryRevocations, type Role, readAccessKey, signAccessToken } from '@paygraph/identity';
import { type BoundedQueue, boundedQueue, endWithValue } from '@paygraph/stream';
import { codedError, type SubgraphRequest, type SubgraphResponse, type SubgraphTransport } from '@paygraph/subgraph';
import { createLogger } from '@paygraph/telemetry';
import { createLocalJWKSet } from 'jose';
import { vi } from 'vitest';
import { persistedDocuments } from '../src/documents/persisted-documents.ts';
import type { TrustedDocuments } from '../src/documents/trusted-documents.ts';
import { openFrontDoor } from '../src/front-door.ts';
import { eventually } from './eventually.ts';
import { type SmallSubgraph, smallSupergraph } from './small-supergraph.ts';

const TOKEN_MS = 15 * 60_000;
const UPSTREAM_LENGTH_MAX = 1_000;

const key = await readAccessKey(
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
);
export const keys = createLocalJWKSet({ keys: [key.publicJwk] });
/** When whoever has one of these tokens gave their password. */
export const AUTHENTICATED_AT_S = 1_772_000_000;
/** An access token that ends in `left_ms`, to the second. */
export const tokenFor = (sessionId: string, left_ms = TOKEN_MS, role: Role = 'USER'): Promise<string> =>
  signAccessToken(
    key,
    { userId: 'usr_ada', sessionId, role, authenticatedAt_s: AUTHENTICATED_AT_S },
    new Date(Date.now() + left_ms - TOKEN_MS),
  );

interface Upstream {
  readonly request: SubgraphRequest;
  readonly queue: BoundedQueue<SubgraphResponse>;
}

/** A front door on a port of its own, before two small subgraphs whose events the test sends. */
export async function openDoor(
  environment: Readonly<Record<string, string>> = {},
  others: Readonly<Record<string, SmallSubgraph & { readonly transport?: SubgraphTransport }>> = {},
  trusted: TrustedDocuments = new Map(),
) {
  const graph = smallSupergraph({
    ...others,
    clocks: {
      typeDefs: `
        type Query { clock(name: String): Clock me: ID slow: ID }
        type Mutation {
          wind(input: WindInput!): ID
          set(idempotencyKey: String!, name: String): ID
          logIn(input: LogInInput!): LogInPayload
          confirmTransaction(id: ID!, code: String!): ConfirmPayload
        }
        input LogInInput { email: String! password: String! }
        type LogInPayload { session: Session }
        type Session { id: ID! }
        type ConfirmPayload { userErrors: [String!]! }
        input WindInput { idempotencyKey: String! name: String }
        type Subscription { ticks(after: Int): Clock rung(name: String, after: String): Ring! }
        type Ring { cursor: String! clock: Clock! }
        type Clock @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: {
          clock: () => ({ id: '1' }),
          slow: () => new Promise(() => {}),
          me: (_: unknown, _args: unknown, { actor }: { actor: { userId?: string } }) => actor.userId,
        },
        Mutation: {
          wind: (_: unknown, { input }: { input: { idempotencyKey: string } }) => input.idempotencyKey,
          set: (_: unknown, { idempotencyKey }: { idempotencyKey: string }) => idempotencyKey,
          logIn: (_: unknown, { input }: { input: { password: string } }) => ({
            session: input.password === 'right' ? { id: 'ses_1' } : null,
          }),
          confirmTransaction: (_: unknown, { code }: { code: string }) => ({
            userErrors: code === '111111' ? [] : ['CODE_WRONG'],
          }),
        },
      },
    },
    faces: {
      typeDefs:
        'type Query { faces: Int } type Clock @key(fields: "id") { id: ID! face: String broken: String text: String }',
      resolvers: {
        Clock: {
          __resolveReference: (reference: { id: string }) => reference,
          face: ({ id }: { id: string }) => `face ${id}`,
          text: () => 'x'.repeat(50_000),
          broken: () => {
            throw new Error('10.0.0.7 refused');
          },
        },
      },
    },
  });
  for (const [name, { transport }] of Object.entries(others))
    if (transport) Object.assign(graph.transports, { [name]: transport });
  const upstreams: Upstream[] = [];
  /** How often an upstream was released. */
  const released = vi.fn();
  const subscribe: SubgraphTransport['subscribe'] = async (request) => {
    const queue = boundedQueue<SubgraphResponse>(UPSTREAM_LENGTH_MAX, released);
    upstreams.push({ request, queue });
    // As every transport does: an upstream that fails says why in its last response.
    return endWithValue(queue.iterator, () => ({ errors: [codedError('SLOW_CONSUMER', 'too slow').toJSON()] }));
  };
  Object.assign((graph.transports as unknown as Record<string, SubgraphTransport>).clocks ?? {}, { subscribe });

  const revocations = memoryRevocations();
  const state = { ready: true };
  /** What was told the log and nobody else. */
  const faults: unknown[] = [];
  const { limits, trustedDocuments, allowedOrigins, metricsToken, entityCacheBytes, production } = readSettings({
    DATABASE_URL: 'postgres://localhost/none',
    ANONYMOUS_REQUESTS_PER_MINUTE: '0',
    ...environment,
  });
  const door = await openFrontDoor({
    host: '127.0.0.1',
    port: 0,
    trustedProxies: [],
    production,
    allowedOrigins,
    supergraphSdl: graph.supergraphSdl,
    transports: graph.transports,
    keys,
    revocations,
    bus: memoryBus(),
    entityCacheBytes,
    now: () => new Date(),
    logger: Object.assign(createLogger('silent', 'gateway'), { error: (fault: unknown) => faults.push(fault) }),
    publicUrl: 'https://pay.example',
    demoUsers: [],
    checks: {
      clocks: async () => {
        if (!state.ready) throw new Error('no database');
      },
      faces: async () => {},
    },
    metricsToken,
    documents: persistedDocuments({ trusted, only: trustedDocuments.only }),
    limits,
    redisUrl: undefined,
    routes: () => {},
  });
  return {
    url: door.url,
    requests: graph.requests,
    upstreams,
    released,
    faults,
    revocations,
    state,
    /** The latest upstream, as soon as `count` of them are open. */
    upstream: (count = 1): Promise<BoundedQueue<SubgraphResponse>> =>
      eventually(() => {
        const latest = upstreams.at(-1);
        if (upstreams.length < count || !latest) throw new Error('not open yet');
        return latest.queue;
      }),
    supergraphSdl: graph.supergraphSdl,
    reload: door.reload,
    close: () => door.close(),
  };
}

export type OpenDoor = Awaited<ReturnType<typeof openDoor>>;

/** The event of a subscription that can be resumed, as the gateway asks for it. */
export const ring = (id: string, cursor: string): SubgraphResponse => ({
  data: { rung: { _cursor: cursor, clock: { __typename: 'Clock', id } } },
});

export const tick = (id: string): SubgraphResponse => ({ data: { ticks: { __typename: 'Clock', id } } });
