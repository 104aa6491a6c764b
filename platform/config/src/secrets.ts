import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Secrets, type Settings, SettingsError } from './settings.ts';

const VARIABLES = {
  jwtPrivateKey: 'JWT_PRIVATE_KEY',
  actorSecret: 'ACTOR_SECRET',
  vaultKey: 'VAULT_KEY',
} as const satisfies Record<keyof Secrets, string>;

const stored = z.object({
  jwtPrivateKey: z.string(),
  actorSecret: z.string(),
  vaultKey: z.string(),
  databasePassword: z.string(),
});

/** Secrets of a development platform, and the password of its embedded database. */
export type DevelopmentSecrets = Secrets & { readonly databasePassword: string };

/**
 * The secrets a process asked for, all from the environment. In production a missing one is a
 * {@link SettingsError} that names every missing variable at once.
 */
export function requireSecrets<Name extends keyof Secrets>(
  settings: Settings,
  names: readonly Name[],
): Pick<Secrets, Name> {
  const missing = names.filter((name) => settings.secrets[name] === undefined);
  if (missing.length > 0) throw new SettingsError(missing.map((name) => `${VARIABLES[name]} is required`).join('\n'));
  return settings.secrets as Pick<Secrets, Name>;
}

/** Secrets from the environment, and what is missing from DATA_DIR/secrets.json, made on first use. Never in production. */
export async function developmentSecrets(settings: Settings): Promise<DevelopmentSecrets> {
  const path = join(settings.dataDir, 'secrets.json');
  const secrets = (await readKept(path)) ?? (await keepNew(settings.dataDir, path));
  return {
    jwtPrivateKey: settings.secrets.jwtPrivateKey ?? secrets.jwtPrivateKey,
    actorSecret: settings.secrets.actorSecret ?? Buffer.from(secrets.actorSecret, 'base64'),
    vaultKey: settings.secrets.vaultKey ?? Buffer.from(secrets.vaultKey, 'base64'),
    databasePassword: secrets.databasePassword,
  };
}

/** Makes secrets and keeps them. Of processes that start at once in one folder, the first decides for all. */
async function keepNew(dataDir: string, path: string) {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(generateSecrets(), undefined, 2)}\n`, { mode: 0o600 });
  try {
    // Linked when complete, so that nobody reads half a file.
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft);
  }
  const kept = await readKept(path);
  if (!kept) throw new SettingsError(`${path} vanished while it was being written`);
  return kept;
}

async function readKept(path: string) {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new SettingsError(`${path} cannot be read: ${(error as Error).message}`);
  }
  try {
    return stored.parse(JSON.parse(text));
  } catch {
    // Not replaced: the vault key in it may be the only one that opens the stored cards.
    throw new SettingsError(`${path} is damaged; restore it, or delete the folder to start afresh`);
  }
}

function generateSecrets(): z.infer<typeof stored> {
  return {
    jwtPrivateKey: generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    actorSecret: randomBytes(32).toString('base64'),
    vaultKey: randomBytes(32).toString('base64'),
    databasePassword: randomBytes(24).toString('base64url'),
  };
}
