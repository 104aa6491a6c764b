import type { Secrets, Settings, SubgraphName } from '@paygraph/config';
import { createPublisher, type EventBus } from '@paygraph/events';
import type { Revocations } from '@paygraph/identity';
import { openDatabase } from '@paygraph/postgres';
import type { Logger } from '@paygraph/telemetry';
import type { FastifyInstance } from 'fastify';
import type { SubgraphDefinition } from './definition.ts';
import { localTransport } from './local-transport.ts';
import { tracedTransport } from './observed-transport.ts';
import type { SubgraphTransport } from './transport.ts';

export interface OpenDeps {
  readonly settings: Settings;
  readonly secrets: Partial<Secrets>;
  readonly databaseUrl: string;
  readonly bus: EventBus;
  readonly revocations: Revocations;
  readonly peer: (name: SubgraphName) => SubgraphTransport;
  readonly logger: Logger;
  readonly now: () => Date;
}

/** A subgraph at work in this process. */
export interface OpenSubgraph {
  readonly name: SubgraphName;
  readonly transport: SubgraphTransport;
  readonly routes: ((app: FastifyInstance) => void) | undefined;
  /** Rejects while its database does not answer. */
  checkReady(): Promise<unknown>;
  /** Begins to publish its events; once every subgraph of this process is open. */
  startRelay(): void;
  /** Stops publishing; before any subgraph of this process is closed, whose consumers would miss it. */
  stopRelay(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a subgraph on its database `paygraph_<name>`, created and migrated when need be. */
export async function openSubgraph(definition: SubgraphDefinition, deps: OpenDeps): Promise<OpenSubgraph> {
  const { name } = definition;
  const { databaseUrl, bus, now } = deps;
  const logger = deps.logger.child({ subgraph: name });
  const report = (error: unknown, requestId?: string) => logger.error({ err: error, requestId }, 'fault');
  const database = await openDatabase({
    url: databaseUrl,
    database: `paygraph_${name}`,
    migrationsFolder: definition.migrationsFolder,
  });
  const publisher = createPublisher({ database, bus, source: name, now, onError: (error) => report(error) });
  const running = await definition.start({ ...deps, logger, database, publisher });
  const transport = tracedTransport(name, await localTransport(definition, running, report));
  return {
    name,
    transport,
    routes: running.routes,
    checkReady: () => database.query('select 1'),
    startRelay: publisher.startRelay,
    stopRelay: publisher.stop,
    async close() {
      await publisher.stop();
      await running.stop();
      await transport.close();
      await database.close();
    },
  };
}
