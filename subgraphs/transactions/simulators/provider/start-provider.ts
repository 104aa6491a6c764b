import type { AddressInfo } from 'node:net';
import { newId } from '@paygraph/identity';
import { type Database, openDatabase } from '@paygraph/postgres';
import { closeServer } from '@paygraph/process';
import fastify, { type FastifyInstance } from 'fastify';
import type { DisputePage, ProviderName } from '../../src/providers/connector.ts';
import { PROFILES } from '../../src/providers/profiles.ts';
import { DISPUTES_PAGE_MAX } from './dispute.ts';
import { faultyAnswers, type RouteAnswer } from './fault-hook.ts';
import { createFaults, type FaultSettings, type Faults, faultSettings } from './faults.ts';
import type { Notice } from './notice-store.ts';
import { type Answer, DELAYS, type Decide, type Delays, type Operation, type Request } from './operation.ts';
import { decideStored, disputesSince, dueReferences, operationBy } from './operation-store.ts';
import { mountSettlements } from './settlement-routes.ts';
import { startTicker } from './ticker.ts';
import { startWebhookSender } from './webhook-sender.ts';

const BODY_BYTES_MAX = 64 * 1024;
const REFERENCE_CHARACTERS_MAX = 255;
const CONNECTIONS_MAX = 5;

/** What a request led to; the operation is there unless nothing is known under the reference. */
export interface Asked {
  readonly answer: Answer;
  readonly operation: Operation | undefined;
}

interface ProviderRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly handle: (request: {
    readonly params: Readonly<Record<string, string>>;
    readonly query: unknown;
    readonly headers: Readonly<Record<string, string | string[] | undefined>>;
    readonly body: unknown;
  }) => Promise<RouteAnswer>;
}

/** What makes one simulated provider differ from the others. */
export interface SimulatedProvider {
  readonly name: ProviderName;
  readonly database: string;
  readonly migrationsFolder: string;
  readonly decide: Decide;
  /** Its API, on top of `ask` and of the list of disputes. */
  readonly routes: (
    ask: (reference: string, request: Request) => Promise<Asked>,
    listDisputes: (since: Date, after: string | null) => Promise<DisputePage>,
  ) => readonly ProviderRoute[];
  readonly webhookBody: (notice: Notice, now: Date) => unknown;
}

export interface StartOptions {
  /** A PostgreSQL server, on which the provider has a database of its own; or that database itself. */
  readonly database: string | Database;
  readonly host?: string;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Where it sends its webhooks; none are sent without. */
  readonly webhook?: { readonly url: string; readonly secret: string };
  readonly faults?: FaultSettings;
  readonly delays?: Partial<Delays>;
  /** Whether faults can be set from outside, with `POST /_faults`. */
  readonly faultsAdjustable?: boolean;
  readonly now?: () => Date;
  readonly random?: () => number;
}

export interface StartedProvider {
  readonly name: ProviderName;
  readonly url: string;
  readonly faults: Faults;
  readonly database: Database;
  stop(): Promise<void>;
}

/** A simulated provider as real HTTP, with books of its own in PostgreSQL. */
export async function startProvider(provider: SimulatedProvider, options: StartOptions): Promise<StartedProvider> {
  const { name, migrationsFolder } = provider;
  const { now = () => new Date(), random = Math.random } = options;
  await using starting = new AsyncDisposableStack();
  const given = typeof options.database === 'string' ? undefined : options.database;
  const database =
    given ??
    starting.use(
      await openDatabase({
        url: options.database as string,
        database: provider.database,
        migrationsFolder,
        connectionsMax: CONNECTIONS_MAX,
      }),
    );
  const faults = createFaults(random, options.faults);
  const { price } = PROFILES[name];
  const delays = { ...DELAYS, ...options.delays };
  const ask = async (reference: string, request: Request): Promise<Asked> => {
    // Reading takes no lock; what is due meanwhile is the ticker's.
    if (request.kind === 'TICK') {
      const operation = await operationBy(database, reference);
      return { operation, answer: operation ? { kind: 'OK' } : { kind: 'REFUSED', code: 'resource_missing' } };
    }
    return decide(reference, request);
  };
  const decide = (reference: string, request: Request) =>
    decideStored(
      database,
      reference,
      (before) => provider.decide(before, reference, request, { now: now(), newId, delays, price }),
      newId,
      now(),
    );
  const listDisputes = async (since: Date, after: string | null): Promise<DisputePage> => {
    const listed = await disputesSince(database, since, after);
    return { disputes: listed.slice(0, DISPUTES_PAGE_MAX), more: listed.length > DISPUTES_PAGE_MAX };
  };

  const stopping = new AbortController();
  const { answer, settled } = faultyAnswers(faults, stopping.signal);
  const app = fastify({
    bodyLimit: BODY_BYTES_MAX,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: REFERENCE_CHARACTERS_MAX * 3 },
  });
  for (const { method, url, handle } of provider.routes(ask, listDisputes)) {
    app.route<{ Params: Record<string, string>; Querystring: unknown }>({
      method,
      url,
      handler: (request, reply) => answer(request, reply, () => handle(request)),
    });
  }
  mountSettlements(app, database);
  mountHealth(app, database);
  if (options.faultsAdjustable) mountFaults(app, faults);

  const ticker = startTicker(async () => {
    for (const reference of await dueReferences(database, now())) await decide(reference, { kind: 'TICK' });
  });
  starting.defer(() => ticker.stop());
  if (options.webhook) {
    const { webhookBody: bodyOf } = provider;
    const sender = startWebhookSender({ name, database, webhook: options.webhook, bodyOf, faults, now });
    starting.defer(() => sender.stop());
  }
  const { host = '127.0.0.1', port = 0 } = options;
  starting.defer(async () => {
    stopping.abort();
    await closeServer(app);
    await settled();
  });
  await app.listen({ host, port });
  const resources = starting.move();
  const address = app.server.address() as AddressInfo;
  return {
    name,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    faults,
    database,
    stop: () => resources.disposeAsync(),
  };
}

function mountHealth(app: FastifyInstance, database: Database): void {
  app.get('/live', async () => ({ status: 'ok' }));
  app.get('/ready', async (_request, reply) => {
    try {
      await database.query('select 1');
      return { status: 'ok' };
    } catch {
      return reply.status(503).send({ status: 'unavailable' });
    }
  });
}

function mountFaults(app: FastifyInstance, faults: Faults): void {
  app.post('/_faults', async (request, reply) => {
    const settings = faultSettings.safeParse(request.body);
    if (!settings.success)
      return reply.status(400).send({ error: { code: 'BAD_USER_INPUT', issues: settings.error.issues } });
    faults.set(settings.data);
    return settings.data;
  });
}
