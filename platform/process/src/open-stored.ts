import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { developmentSecrets, type Settings } from '@paygraph/config';
import { type Database, openDatabase, StartupError, startEmbeddedPostgres } from '@paygraph/postgres';

interface Stored {
  readonly database: string;
  readonly migrationsFolder: string;
}

/** `openAllStored` for one database. */
export async function openStored(
  resources: AsyncDisposableStack,
  settings: Settings,
  stored: Stored,
): Promise<Database> {
  const { database } = await openAllStored(resources, settings, { database: stored });
  return database;
}

/**
 * Databases of a platform for a command: on the server of DATABASE_URL, or on the embedded one of DATA_DIR while
 * nothing else runs on it. Throws a StartupError when there is neither.
 */
export async function openAllStored<Name extends string>(
  resources: AsyncDisposableStack,
  settings: Settings,
  stored: Readonly<Record<Name, Stored>>,
): Promise<Record<Name, Database>> {
  const url = settings.databaseUrl ?? (await startEmbedded(resources, settings));
  const opened: Partial<Record<Name, Database>> = {};
  for (const name of Object.keys(stored) as Name[]) {
    opened[name] = resources.use(await openDatabase({ url, ...stored[name] }));
  }
  return opened as Record<Name, Database>;
}

async function startEmbedded(resources: AsyncDisposableStack, settings: Settings): Promise<string> {
  const dataDir = join(settings.dataDir, 'postgres');
  if (!existsSync(dataDir)) {
    throw new StartupError(
      `There is no platform in ${settings.dataDir}. Set DATABASE_URL or DATA_DIR, or begin with: npm start`,
    );
  }
  const { databasePassword } = await developmentSecrets(settings);
  return resources.use(await startEmbeddedPostgres({ dataDir, password: databasePassword })).url;
}
