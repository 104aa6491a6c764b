import { developmentSecrets, requireSecrets, type Secrets, type Settings } from '@paygraph/config';

/**
 * The secrets a process of its own needs, and no others. In development what the environment leaves out comes
 * from DATA_DIR, so that processes started in one folder agree; a process that is given all of its secrets
 * touches no file. SettingsError when one is missing in production.
 */
export async function processSecrets<Name extends keyof Secrets>(
  settings: Settings,
  names: readonly Name[],
): Promise<Pick<Secrets, Name>> {
  if (settings.production || names.every((name) => settings.secrets[name] !== undefined)) {
    return requireSecrets(settings, names);
  }
  const all = await developmentSecrets(settings);
  return Object.fromEntries(names.map((name) => [name, all[name]])) as Pick<Secrets, Name>;
}
