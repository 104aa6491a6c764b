import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { formatMinor } from '@paygraph/money';
import type { Database } from '@paygraph/postgres';
import { testDatabase } from '@paygraph/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountName } from '../src/hledger.ts';
import { exportHledger } from '../src/hledger-export.ts';
import { ledger } from '../src/subgraph.ts';
import { fillBooks } from './random-books.ts';

const run = promisify(execFile);
const version = await run('hledger', ['--version']).catch(() => null);
if (!version) console.log('Tests with hledger are skipped: it is not on the PATH.');

let database: Database;
let folder: string;
let journal: string;
beforeAll(async () => {
  database = await testDatabase({ migrationsFolder: ledger.migrationsFolder, name: 'hledger' });
  folder = await mkdtemp(join(tmpdir(), 'paygraph-hledger-'));
  await fillBooks(database, 20_260_301, 400);
  journal = await exported();
  await writeFile(join(folder, 'paygraph.journal'), journal);
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

async function exported(): Promise<string> {
  let written = '';
  await exportHledger(database, async (pages) => {
    written = await text(pages);
  });
  return written;
}

async function hledger(...args: string[]): Promise<string> {
  const { stdout } = await run('hledger', ['--file', join(folder, 'paygraph.journal'), ...args], {
    env: { ...process.env, LANG: 'C.UTF-8' },
  });
  return stdout;
}

test('every settled entry is a transaction, and nothing else is', async () => {
  const { rows } = await database.query<{ settled: bigint; held: bigint }>(
    `select count(*) filter (where kind in ('POST', 'CAPTURE', 'REVERSE')) settled,
            count(*) filter (where kind in ('HOLD', 'VOID')) held from journal_entries`,
  );
  expect(journal.match(/^\d{4}-\d{2}-\d{2}/gm)).toHaveLength(Number(rows[0]?.settled));
  expect(rows[0]?.held).toBeGreaterThan(0n);
  expect(journal).not.toMatch(/kind:(HOLD|VOID|EXPIRE)/);
});

describe.skipIf(!version)('hledger, an independent judge,', () => {
  test('finds every transaction balanced, every balance after right, every account and currency declared', async () => {
    await hledger('check', '--strict', 'ordereddates');
  });

  test('has the same balances in every account and currency', async () => {
    const csv = await hledger('balance', '--flat', '--empty', '--no-total', '--output-format=csv', '--layout=bare');
    const theirs = csv
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.replaceAll('"', ''));
    const { rows } = await database.query<{ id: string; code: string; currency: string; minor: bigint }>(
      'select id, code, currency, debits_posted - credits_posted minor from accounts where version > 0',
    );
    const ours = rows
      .filter(({ minor }) => minor !== 0n)
      .map((account) => `${accountName(account)},${account.currency},${formatMinor(account.minor, account.currency)}`);
    expect(ours.length).toBeGreaterThan(15);
    expect(theirs.filter((line) => !/,(0|0\.0+)$/.test(line)).toSorted()).toEqual(ours.toSorted());
  });

  test('notices a balance that is not right', async () => {
    const wrong = join(folder, 'wrong.journal');
    await writeFile(wrong, journal.replace(/ = (\d)/, ' = 9$1'));
    await expect(run('hledger', ['--file', wrong, 'check'])).rejects.toThrow(/assertion/);
  });
});
