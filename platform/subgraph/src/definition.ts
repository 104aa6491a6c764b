import type { Secrets, Settings, SubgraphName } from '@paygraph/config';
import type { EventBus, Publisher } from '@paygraph/events';
import type { Actor, Revocations } from '@paygraph/identity';
import type { Database } from '@paygraph/postgres';
import type { Logger } from '@paygraph/telemetry';
import type { FastifyInstance } from 'fastify';
import type { SubgraphTransport } from './transport.ts';

/** What every resolver receives. Subgraphs add their loaders. */
export interface SubgraphContext {
  readonly actor: Actor;
  /** What a resolver puts here goes out as `extensions` of the response. */
  readonly extensions: Record<string, unknown>;
}

/** What the platform gives a subgraph to stand on. */
export interface Platform {
  readonly settings: Settings;
  readonly secrets: Partial<Secrets>;
  /** The PostgreSQL server, for what a simulator keeps beside the subgraph's own database. */
  readonly databaseUrl: string;
  /** This subgraph's own database, migrated. */
  readonly database: Database;
  readonly publisher: Publisher;
  readonly bus: EventBus;
  readonly revocations: Revocations;
  /** Another subgraph, to run internal operations on as a service. */
  readonly peer: (name: SubgraphName) => SubgraphTransport;
  readonly logger: Logger;
  readonly now: () => Date;
}

/** A subgraph at work. */
export interface RunningSubgraph {
  /** Resolver map for the schema, in the form of `@apollo/subgraph`. */
  readonly resolvers: Record<string, unknown>;
  /** A fresh context for one request: loaders never outlive it. */
  readonly createContext: (actor: Actor) => SubgraphContext;
  /** Adds what it answers over HTTP beside GraphQL, to anybody who asks; for `serveSubgraph`. */
  readonly routes?: (app: FastifyInstance) => void;
  /** Ends workers and consumers; requests have ended already. */
  readonly stop: () => Promise<void>;
}

/** The one export of a subgraph. */
export interface SubgraphDefinition {
  readonly name: SubgraphName;
  /** Its own `schema.graphql`; the shared value types are added when it is mounted. */
  readonly typeDefs: string;
  readonly migrationsFolder: string;
  readonly start: (platform: Platform) => Promise<RunningSubgraph>;
}
