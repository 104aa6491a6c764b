import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { StartupError } from '@paygraph/postgres';
import { parse } from 'csv-parse';
import { nameKey } from './sanctions-name.ts';

/** Names nobody may send money to or receive it from. */
export interface SanctionsList {
  /** Whether `name` is on the list, in any order of its words. */
  has(name: string): boolean;
  /** Distinct names. */
  readonly size: number;
}

/** The one name that is blocked where a platform is tried out. */
const DEMO_NAME = 'Blocked Demo Party';

/** Columns of OFAC's files, counted from 0; neither has a header. */
const SDN_NAME_COLUMN = 1;
const ALT_NAME_COLUMN = 3;
/** How OFAC writes that a column has no value. */
const NO_VALUE = '-0-';

/**
 * Reads OFAC's list of specially designated nationals (`sdn.csv`) and, when it lies beside it, the list of
 * their other names (`alt.csv`). Without a file the list has only what a demo needs.
 * StartupError when a file cannot be read or holds no name: screening against nothing must not look like screening.
 */
export async function loadSanctions(options: {
  readonly file: string | undefined;
  readonly demo: boolean;
}): Promise<SanctionsList> {
  const keys = new Set<string>();
  if (options.demo) keys.add(nameKey(DEMO_NAME));
  if (options.file !== undefined) {
    await addNames(keys, options.file, SDN_NAME_COLUMN);
    const alternatives = join(dirname(options.file), 'alt.csv');
    if (await exists(alternatives)) await addNames(keys, alternatives, ALT_NAME_COLUMN);
  }
  return {
    size: keys.size,
    // No name has the empty key: it was never added.
    has: (name) => keys.has(nameKey(name)),
  };
}

async function addNames(keys: Set<string>, file: string, column: number): Promise<void> {
  let names = 0;
  try {
    await pipeline(
      createReadStream(file),
      // The last record is a lone end-of-file mark of DOS.
      parse({ relax_column_count: true, relax_quotes: true, skip_empty_lines: true }),
      async (records: AsyncIterable<string[]>) => {
        for await (const record of records) {
          const name = record[column]?.trim() ?? '';
          const key = name === NO_VALUE ? '' : nameKey(name);
          if (key === '') continue;
          keys.add(key);
          names++;
        }
      },
    );
  } catch (error) {
    throw new StartupError(`The sanctions list ${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
  if (names === 0)
    throw new StartupError(`The sanctions list ${file} has no names; it should be sdn.csv as OFAC publishes it`);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
