import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StartupError } from '@paygraph/postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadSanctions } from './sanctions-list.ts';

describe('the sanctions list', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'paygraph-sanctions-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function listOf(name: string, files: Record<string, string>) {
    const path = join(folder, name);
    await mkdir(path);
    for (const [file, text] of Object.entries(files)) await writeFile(join(path, file), text);
    return loadSanctions({ file: join(path, 'sdn.csv'), demo: false });
  }

  test('has nobody without a file and a demo', async () => {
    const list = await loadSanctions({ file: undefined, demo: false });
    expect(list.size).toBe(0);
    expect(list.has('Blocked Demo Party')).toBe(false);
    expect(list.has('')).toBe(false);
  });

  test('has one name in a demo', async () => {
    const list = await loadSanctions({ file: undefined, demo: true });
    expect(list.size).toBe(1);
    expect(list.has('blocked demo party')).toBe(true);
  });

  test('has the names and the other names of the files', async () => {
    const list = await listOf('both', {
      'sdn.csv':
        '1,"EXAMPLE, Person ""P.""","individual","X",-0- \r\n2,-0- ,-0- ,"X"\r\n3,"SAMPLE TRADING, LTD.",-0- ,"X"\r\n\u001a',
      'alt.csv': '1,10,"aka","OTHER, Name",-0- \r\n1,11,"aka",-0- ,-0- \r\n',
    });
    expect(list.size).toBe(3);
    for (const name of ['Person P. Example', 'Sample Trading Ltd', 'Name Other']) expect(list.has(name)).toBe(true);
    for (const name of ['0', 'aka', 'individual', 'Person Example']) expect(list.has(name)).toBe(false);
  });

  test('can do without other names', async () => {
    const list = await listOf('alone', { 'sdn.csv': '1,"ONE PARTY",-0- \n' });
    expect(list.has('Party One')).toBe(true);
  });

  test('must be there when it is configured', async () => {
    const missing = loadSanctions({ file: join(folder, 'missing.csv'), demo: true });
    await expect(missing).rejects.toThrow(StartupError);
    await expect(missing).rejects.toThrow(/sanctions list .*missing\.csv cannot be read/);
  });

  test('must not be empty', async () => {
    await expect(listOf('empty', { 'sdn.csv': '' })).rejects.toThrow('has no names');
  });
});

const published = fileURLToPath(new URL('../../../../shared/data/sanctions/sdn.csv', import.meta.url));
const isThere = await access(published).then(
  () => true,
  () => false,
);

test.skipIf(!isThere)('the list OFAC publishes is read whole', async () => {
  const list = await loadSanctions({ file: published, demo: false });
  expect(list.size).toBeGreaterThan(10_000);
  expect(list.has('Aerocaribbean Airlines')).toBe(true);
  expect(list.has('Aero Caribbean')).toBe(true);
  expect(list.has('Ada Lovelace')).toBe(false);
});
