import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Actor, accessVerifier, type Revocations, type VerifyAccess } from '@paygraph/identity';
import { closeServer } from '@paygraph/process';
import type { Logger } from '@paygraph/telemetry';
import fastify, { type FastifyInstance } from 'fastify';
import type { JWTVerifyGetKey } from 'jose';
import type { Transports } from './compile-plan.ts';
import { mountErrorsPage } from './errors-page.ts';
import { createExecutor, type Executor } from './execute.ts';
import { type DemoUser, mountGraphiql } from './graphiql.ts';
import { type ArgsOf, createArgsOf } from './graphql-args.ts';
import { mountHttp } from './http-transport.ts';
import { clientAddress } from './origin.ts';
import { mountSockets } from './socket-transport.ts';
import { loadSupergraph } from './supergraph.ts';

/** A file of 10,000 payouts fits; documents have a limit of their own. */
const BODY_BYTES_MAX = 2 * 1024 * 1024;

export interface FrontDoorOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Addresses whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  readonly supergraphSdl: string;
  readonly transports: Transports;
  /** The key set of the users subgraph. */
  readonly keys: JWTVerifyGetKey;
  readonly revocations: Revocations;
  readonly now: () => Date;
  readonly logger: Logger;
  readonly publicUrl: string;
  readonly demoUsers: readonly DemoUser[];
  /** Rejects while the platform cannot do its work. */
  readonly checkReady: () => Promise<unknown>;
  /** What else is answered at the front door, such as the key set and the development mailbox. */
  readonly routes: (app: FastifyInstance) => void;
}

/** What the transports stand on. */
export interface FrontDoorDeps {
  readonly executor: Executor;
  readonly argsOf: ArgsOf;
  readonly verifyAccess: VerifyAccess;
  readonly revocations: Revocations;
  readonly now: () => Date;
  readonly describeError: (code: string, actor: Actor) => Record<string, unknown>;
  readonly report: (error: unknown) => void;
  readonly addressOf: (request: IncomingMessage) => string | undefined;
}

export interface FrontDoor {
  readonly url: string;
  /** Refuses new requests, ends sockets with 1001, and waits for requests in flight. */
  close(): Promise<void>;
}

/** The one address of the platform: GraphQL over three transports, GraphiQL, and its health. */
export async function openFrontDoor(options: FrontDoorOptions): Promise<FrontDoor> {
  const { host, port, logger, transports, checkReady } = options;
  const app = fastify({ bodyLimit: BODY_BYTES_MAX, forceCloseConnections: 'idle' });
  const generation = loadSupergraph(options.supergraphSdl);
  const report = (error: unknown) => logger.error({ err: error }, 'operation failed');
  const describeError = (code: string, { requestId }: Actor) => ({
    requestId,
    docUrl: `${options.publicUrl}/errors#${code}`,
  });
  const deps: FrontDoorDeps = {
    ...options,
    verifyAccess: accessVerifier(options.keys),
    executor: createExecutor({ generation, transports, describeError, report }),
    argsOf: createArgsOf({ generation, describeError }),
    describeError,
    report,
    addressOf: clientAddress(options.trustedProxies),
  };

  mountHttp(app, deps);
  mountHealth(app, checkReady);
  mountErrorsPage(app);
  await mountGraphiql(app, options.demoUsers);
  options.routes(app);
  const sockets = mountSockets(app, deps);
  await app.listen({ host, port });
  const address = app.server.address() as AddressInfo;
  return {
    url: `http://${host === '127.0.0.1' || host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${address.port}`,
    async close() {
      await sockets.close();
      await closeServer(app);
    },
  };
}

function mountHealth(app: FastifyInstance, checkReady: FrontDoorOptions['checkReady']): void {
  app.get('/live', async () => ({ status: 'ok' }));
  for (const path of ['/ready', '/health']) {
    app.get(path, async (_request, reply) => {
      try {
        await checkReady();
        return { status: 'ok' };
      } catch {
        return reply.status(503).send({ status: 'unavailable' });
      }
    });
  }
}
