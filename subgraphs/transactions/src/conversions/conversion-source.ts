import { readFile, stat } from 'node:fs/promises';
import { SettingsError } from '@paygraph/config';
import type { Logger } from '@paygraph/telemetry';
import { parseEcbRates } from './conversion-ecb.ts';
import { INDICATIVE_RATES } from './conversion-indicative.ts';
import type { RateTable } from './conversion-rate.ts';

/** Older rates are not sold at: between Maundy Thursday and the Tuesday after Easter there are none for five days. */
const AGE_MAX_MS = 7 * 86_400_000;
/** The history since 1999 has 2 MB of CSV, 8 MB of XML. */
const FILE_BYTES_MAX = 32 * 1024 * 1024;

/** Where exchange rates come from. */
export interface RateSource {
  /** The latest; null when there are none that anything could be sold at. */
  current(now: Date): Promise<RateTable | null>;
}

interface SourceOptions {
  /** A file of the European Central Bank's, kept up to date by somebody else. */
  readonly file: string | undefined;
  readonly production: boolean;
  readonly logger: Pick<Logger, 'warn'>;
}

/** The rates of the settings; without any, indicative ones outside of production. Throws SettingsError for a file that has none. */
export async function openRates({ file, production, logger }: SourceOptions): Promise<RateSource> {
  if (file !== undefined) return fileRates(file, logger);
  if (production) logger.warn('RATES_FILE is not set: nothing can be converted between currencies');
  return { current: async () => (production ? null : INDICATIVE_RATES) };
}

/** Rates of a file, read again whenever it has changed. What replaces it and cannot be read changes nothing. */
async function fileRates(file: string, logger: Pick<Logger, 'warn'>): Promise<RateSource> {
  const read = async () => {
    const { mtimeMs, size } = await stat(file);
    if (size > FILE_BYTES_MAX) throw new Error(`it has more than ${FILE_BYTES_MAX} bytes`);
    return { stamp: `${mtimeMs} ${size}`, table: parseEcbRates(await readFile(file, 'utf8')) };
  };
  let known = await read().catch((error: Error) => {
    throw new SettingsError(`RATES_FILE ${file} cannot be used: ${error.message}`);
  });
  let failed = '';
  const refresh = async () => {
    const { mtimeMs, size } = await stat(file);
    const stamp = `${mtimeMs} ${size}`;
    if (stamp === known.stamp || stamp === failed) return;
    failed = stamp;
    known = await read();
  };
  return {
    async current(now) {
      await refresh().catch((error: unknown) =>
        logger.warn({ err: error }, 'RATES_FILE cannot be read; the last rates stay'),
      );
      return now.getTime() - known.table.at.getTime() > AGE_MAX_MS ? null : known.table;
    },
  };
}
