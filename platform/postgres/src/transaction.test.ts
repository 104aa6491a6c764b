import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDatabase } from '@paygraph/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database, Queryable } from './database.ts';
import { sqlState } from './sql-state.ts';
import { inTransaction } from './transaction.ts';

let folder: string;
let database: Database;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paygraph-transaction-'));
  await mkdir(join(folder, 'meta'));
  const entries = [{ idx: 0, version: '7', when: 1, tag: '0000_counters', breakpoints: true }];
  await writeFile(join(folder, 'meta', '_journal.json'), JSON.stringify({ entries }));
  await writeFile(join(folder, '0000_counters.sql'), 'create table counters (id int primary key, value int not null)');
  database = await testDatabase({ migrationsFolder: folder, name: 'transaction' });
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => database.query('truncate counters'));

const storedValue = async (queryable: Queryable, id: number): Promise<number | undefined> => {
  const { rows } = await queryable.query<{ value: number }>('select value from counters where id = $1', [id]);
  return rows[0]?.value;
};

const insert = (queryable: Queryable, id: number) => queryable.query('insert into counters values ($1, 0)', [id]);

test('commits what both ways of querying wrote, and returns the result', async () => {
  const result = await inTransaction(database, async (tx) => {
    await insert(tx, 1);
    await tx.db.execute(sql`update counters set value = 7 where id = 1`);
    return storedValue(tx, 1);
  });
  expect(result).toBe(7);
  expect(await storedValue(database, 1)).toBe(7);
});

test('rolls back when the work throws', async () => {
  const failing = inTransaction(database, async (tx) => {
    await insert(tx, 1);
    throw new Error('declined');
  });
  await expect(failing).rejects.toThrow('declined');
  expect(await storedValue(database, 1)).toBeUndefined();
});

test('commits what was sent without waiting', async () => {
  await inTransaction(database, async (tx) => {
    await insert(tx, 1);
    for (const value of [4, 5])
      tx.send({ name: 'set_one', text: 'update counters set value = $1 where id = 1' }, [value]);
  });
  expect(await storedValue(database, 1)).toBe(5);
});

test('commits nothing when what was sent fails, and throws its error', async () => {
  const failing = inTransaction(database, async (tx) => {
    await insert(tx, 1);
    tx.send({ text: 'insert into counters values (1, 0)' });
    tx.send({ text: 'insert into counters values (2, 0)' });
  });
  await expect(failing).rejects.toMatchObject({ code: '23505' });
  expect(await storedValue(database, 1)).toBeUndefined();
});

test('answers questions that were asked at once, each with its own', async () => {
  const answers = await inTransaction(database, (tx) =>
    Promise.all([1, 2, 3].map((n) => tx.query<{ n: number }>('select $1::int n', [n]))),
  );
  expect(answers.map(({ rows }) => rows[0]?.n)).toEqual([1, 2, 3]);
});

test('does not report as committed what a swallowed error rolled back', async () => {
  const swallowing = inTransaction(database, async (tx) => {
    await insert(tx, 1);
    await insert(tx, 1).catch(() => {});
  });
  await expect(swallowing).rejects.toThrow('rolled back');
});

test('runs again after a serialization failure, through drizzle too', async () => {
  await insert(database, 1);
  let attempts = 0;
  const increment = async () => {
    await inTransaction(
      database,
      async (tx) => {
        attempts += 1;
        const value = (await storedValue(tx, 1)) ?? 0;
        // Every first attempt reads before anybody writes.
        await tx.query('select pg_sleep(0.05)');
        await tx.db.execute(sql`update counters set value = ${value + 1} where id = 1`);
      },
      { isolation: 'serializable', attemptsMax: 20 },
    );
  };
  await Promise.all([increment(), increment(), increment()]);
  expect(await storedValue(database, 1)).toBe(3);
  expect(attempts).toBeGreaterThan(3);
});

test('runs again after a deadlock', async () => {
  await insert(database, 1);
  await insert(database, 2);
  const lockBoth = (first: number, second: number) =>
    inTransaction(database, async (tx) => {
      await tx.query('update counters set value = value + 1 where id = $1', [first]);
      await tx.query('select pg_sleep(0.1)');
      await tx.query('update counters set value = value + 1 where id = $1', [second]);
    });
  await Promise.all([lockBoth(1, 2), lockBoth(2, 1)]);
  expect(await storedValue(database, 1)).toBe(2);
});

test('gives up after as many attempts as allowed', async () => {
  let attempts = 0;
  const hopeless = inTransaction(
    database,
    async (tx) => {
      attempts += 1;
      await tx.query(`do $$ begin raise exception 'always' using errcode = '40001'; end $$`);
    },
    { attemptsMax: 3 },
  );
  expect(sqlState(await hopeless.catch((error) => error))).toBe('40001');
  expect(attempts).toBe(3);
});

test('does not lend a broken connection to the next transaction', async () => {
  const broken = inTransaction(database, async (tx) => {
    const { rows } = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
    await database.query('select pg_terminate_backend($1, 1000)', [rows[0]?.pid]);
    await insert(tx, 1);
  });
  await expect(broken).rejects.toThrow();
  for (let id = 2; id < 8; id += 1) await inTransaction(database, (tx) => insert(tx, id));
  expect(await storedValue(database, 7)).toBe(0);
});
