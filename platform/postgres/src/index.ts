export { type Database, type DatabaseOptions, openDatabase, type Queryable } from './database.ts';
export {
  AlreadyRunning,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from './embedded/embedded-postgres.ts';
export { sqlState } from './sql-state.ts';
export { StartupError } from './startup-error.ts';
export { inTransaction, type TransactionOptions, type Tx } from './transaction.ts';
