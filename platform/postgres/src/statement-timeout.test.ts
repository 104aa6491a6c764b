import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withDeadline } from '@paygraph/deadline';
import { testDatabase } from '@paygraph/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database, Queryable } from './database.ts';
import { sqlState } from './sql-state.ts';
import { inTransaction } from './transaction.ts';

const QUERY_CANCELED = '57014';

let folder: string;
let database: Database;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paygraph-timeout-'));
  await mkdir(join(folder, 'meta'));
  const entries = [{ idx: 0, version: '7', when: 1, tag: '0000_notes', breakpoints: true }];
  await writeFile(join(folder, 'meta', '_journal.json'), JSON.stringify({ entries }));
  await writeFile(join(folder, '0000_notes.sql'), 'create table notes (id int primary key)');
  database = await testDatabase({ migrationsFolder: folder, name: 'timeout' });
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

/** For somebody who waits so long. */
const within = <Result>(left_ms: number, work: () => Result) => withDeadline(Date.now() + left_ms, work);
const timeoutOf = async (queryable: Queryable) => {
  const { rows } = await queryable.query<{ timeout: string }>("select current_setting('statement_timeout') as timeout");
  return rows[0]?.timeout;
};
const notes = async () => (await database.query<{ id: number }>('select id from notes order by id')).rows;

describe('a slow statement ends when nobody waits for it any more', () => {
  test.each<[string, () => Promise<unknown>]>([
    ['by itself', () => database.query('select pg_sleep(30)')],
    ['made by drizzle', () => database.db.execute(sql`select pg_sleep(30)`)],
    ['in a transaction', () => inTransaction(database, (tx) => tx.query('select pg_sleep(30)'))],
    ['that was sent', () => inTransaction(database, async (tx) => tx.send({ text: 'select pg_sleep(30)' }))],
  ])('%s', async (_what, work) => {
    const error = await within(500, work).catch((caught) => caught);
    expect(sqlState(error)).toBe(QUERY_CANCELED);
    expect(await timeoutOf(database)).toBe('10s');
  });
});

test('statements have what is left, in whole seconds, and their connection has its own time back', async () => {
  expect(await within(2_500, () => timeoutOf(database))).toBe('3s');
  expect(await within(2_500, () => inTransaction(database, timeoutOf))).toBe('3s');
  expect(await inTransaction(database, timeoutOf)).toBe('10s');
});

test.each([
  ['who waits for longer than a statement may take', 60_000],
  ['who does not wait any more', -1],
])('nothing is shortened for somebody %s', async (_who, left_ms) => {
  expect(await within(left_ms, () => timeoutOf(database))).toBe('10s');
  expect(await within(left_ms, () => inTransaction(database, timeoutOf))).toBe('10s');
});

test('what is written in time is written, and a statement that fails fails alone', async () => {
  await within(5_000, () => database.query('insert into notes values ($1)', [1]));
  await expect(within(5_000, () => database.query('insert into notes values (1)'))).rejects.toThrow('duplicate key');
  await within(5_000, () => database.query('insert into notes values (2)'));
  expect(await notes()).toEqual([{ id: 1 }, { id: 2 }]);
});
