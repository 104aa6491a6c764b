import { randomBytes } from 'node:crypto';
import { readSettings, type Secrets, type SubgraphName } from '@paygraph/config';
import { type DomainEvent, type EventBus, memoryBus, startPublisher } from '@paygraph/events';
import { type Actor, memoryRevocations } from '@paygraph/identity';
import type { Database } from '@paygraph/postgres';
import {
  localTransport,
  type SubgraphDefinition,
  type SubgraphResponse,
  type SubgraphTransport,
} from '@paygraph/subgraph';
import { createLogger } from '@paygraph/telemetry';
import { testServerUrl } from './servers.ts';
import { testDatabase } from './test-database.ts';

export interface MountOptions {
  readonly peers?: Partial<Record<SubgraphName, SubgraphTransport>>;
  readonly secrets?: Partial<Secrets>;
  readonly environment?: Record<string, string>;
  readonly now?: () => Date;
}

/** A subgraph on a database of its own, as the platform mounts it. */
export interface MountedSubgraph extends AsyncDisposable {
  readonly database: Database;
  /** Carries what the subgraph publishes and consumes. */
  readonly bus: EventBus;
  readonly transport: SubgraphTransport;
  /** What went wrong that clients were not told about. */
  readonly faults: unknown[];
  /** Events published so far. */
  readonly events: DomainEvent[];
  execute(actor: Actor, query: string, variables?: Record<string, unknown>): Promise<SubgraphResponse>;
  /** Like execute, for what must succeed: throws when there are errors. */
  data<Data>(actor: Actor, query: string, variables?: Record<string, unknown>): Promise<Data>;
}

export async function mountSubgraph(
  definition: SubgraphDefinition,
  options: MountOptions = {},
): Promise<MountedSubgraph> {
  const { name, migrationsFolder } = definition;
  const { peers = {}, secrets = {}, environment = {}, now = () => new Date() } = options;
  await using opening = new AsyncDisposableStack();
  const database = opening.use(await testDatabase({ migrationsFolder, name }));
  const bus = memoryBus();
  opening.defer(() => bus.close());
  const faults: unknown[] = [];
  const events: DomainEvent[] = [];
  await bus.tail(name, (event) => void events.push(event));
  const report = (error: unknown) => void faults.push(error);
  const publisher = startPublisher({ database, bus, source: name, now, onError: report });
  const running = await definition.start({
    settings: readSettings(environment),
    secrets: { actorSecret: randomBytes(32), ...secrets },
    databaseUrl: testServerUrl(),
    database,
    publisher,
    bus,
    revocations: memoryRevocations(),
    peer(other) {
      const peer = peers[other];
      if (!peer) throw new Error(`this test has no ${other}`);
      return peer;
    },
    logger: createLogger('silent', name),
    now,
  });
  opening.defer(() => running.stop());
  opening.defer(() => publisher.stop());
  const transport = await localTransport(definition, running, report);
  opening.defer(() => transport.close());
  const mounted = opening.move();

  const execute: MountedSubgraph['execute'] = (actor, query, variables) =>
    transport.execute({ actor, query, variables });
  return {
    database,
    bus,
    transport,
    faults,
    events,
    execute,
    async data<Data>(actor: Actor, query: string, variables?: Record<string, unknown>) {
      const { data, errors } = await execute(actor, query, variables);
      if (errors) throw new Error(JSON.stringify(errors));
      return data as Data;
    },
    [Symbol.asyncDispose]: () => mounted.disposeAsync(),
  };
}
