import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AlreadyRunning, startEmbeddedPostgres } from './embedded-postgres.ts';
import { isAlive, isServerOf, readPostmasterPid } from './postmaster-pid.ts';

const PASSWORD = 'p@ss w/ord';
const TIMEOUT_MS = 60_000;
const SECOND_START_MAX_MS = 3_000;

let folder: string;
let dataDir: string;

beforeAll(async () => {
  // mkdtemp makes a folder that only its owner may enter: as root, that is the hard case.
  folder = await mkdtemp(join(tmpdir(), 'paygraph-embedded-'));
  dataDir = join(folder, 'state', 'postgres');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const ask = async (url: string, question: string): Promise<unknown> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query({ text: question, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
};

/** Another process that owns the server of `dataDir`, and then dies by SIGKILL. */
const ownerElsewhere = async (): Promise<{ child: ChildProcess; url: string; kill: () => Promise<void> }> => {
  const program = join(import.meta.dirname, 'run-embedded-postgres.ts');
  const child = spawn(process.execPath, [program, dataDir, PASSWORD], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  if (child.exitCode !== null) throw new Error('The other owner did not start.');
  const kill = async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return { child, url: String(line).trim(), kill };
};

const pidInFile = async (): Promise<number> => (await readPostmasterPid(dataDir))?.pid ?? 0;

describe('an embedded PostgreSQL', { timeout: TIMEOUT_MS }, () => {
  test('is initialised in a folder that does not exist, durable and in UTF-8', async () => {
    await using server = await startEmbeddedPostgres({ dataDir, password: PASSWORD });
    expect(await ask(server.url, 'show fsync')).toBe('on');
    expect(await ask(server.url, 'show synchronous_commit')).toBe('on');
    expect(await ask(server.url, 'show server_encoding')).toBe('UTF8');
    expect(await ask(server.url, 'select current_user')).toBe('paygraph');
    await ask(server.url, 'create table kept (); ');
  });

  test('keeps its data, starts again within three seconds and ends when stopped', async () => {
    const start = performance.now();
    const server = await startEmbeddedPostgres({ dataDir, password: PASSWORD });
    expect(performance.now() - start).toBeLessThan(SECOND_START_MAX_MS);
    expect(await ask(server.url, "select to_regclass('kept') is not null")).toBe(true);

    const pid = await pidInFile();
    await Promise.all([server.stop(), server.stop()]);
    await server.exited;
    expect(isAlive(pid)).toBe(false);
    expect(await pidInFile()).toBe(0);
  });

  test('refuses a second owner of its folder and goes on serving the first', async () => {
    const first = await ownerElsewhere();
    try {
      const second = startEmbeddedPostgres({ dataDir, password: PASSWORD });
      await expect(second).rejects.toThrow(AlreadyRunning);
      await expect(second).rejects.toThrow(`(process ${first.child.pid})`);
      expect(await ask(first.url, 'select 1')).toBe(1);
    } finally {
      await first.kill();
    }
  });

  test('replaces the server that a killed owner left behind', async () => {
    const owner = await ownerElsewhere();
    await ask(owner.url, 'create table written_before_the_kill ()');
    const orphan = await pidInFile();
    await owner.kill();
    expect(await isServerOf(dataDir, orphan)).toBe(true);

    await using server = await startEmbeddedPostgres({ dataDir, password: PASSWORD });
    expect(await isServerOf(dataDir, orphan)).toBe(false);
    expect(await ask(server.url, "select to_regclass('written_before_the_kill') is not null")).toBe(true);
  });

  test('gives one of two owners that start at once the folder, and tells the other', async () => {
    const starts = await Promise.allSettled([ownerElsewhere(), startEmbeddedPostgres({ dataDir, password: PASSWORD })]);
    const [elsewhere, here] = starts;
    if (here.status === 'fulfilled') await here.value.stop();
    else expect(here.reason).toBeInstanceOf(AlreadyRunning);
    if (elsewhere.status === 'fulfilled') await elsewhere.value.kill();
    expect(starts.filter((start) => start.status === 'fulfilled')).toHaveLength(1);
    // Clears away what the killed owner left, which the next test must not meet.
    await (await startEmbeddedPostgres({ dataDir, password: PASSWORD })).stop();
  });

  test('ignores a lock file whose process number now belongs to another program', async () => {
    const stranger = spawn('sleep', ['60']);
    try {
      const file = [stranger.pid, dataDir, '1700000000', '1', '', '127.0.0.1', '', 'ready', ''].join('\n');
      await writeFile(join(dataDir, 'postmaster.pid'), file);
      await using server = await startEmbeddedPostgres({ dataDir, password: PASSWORD });
      expect(await ask(server.url, 'select 1')).toBe(1);
      expect(stranger.exitCode ?? stranger.signalCode).toBe(null);
    } finally {
      stranger.kill();
    }
  });

  test('says so when the password is not the one its data was made with', async () => {
    await expect(startEmbeddedPostgres({ dataDir, password: 'another' })).rejects.toThrow('made with another password');
    expect(await pidInFile()).toBe(0);
  });

  test('does not touch data of another major version', async () => {
    const version = join(dataDir, 'PG_VERSION');
    const original = await readFile(version, 'utf8');
    await writeFile(version, '15\n');
    await expect(startEmbeddedPostgres({ dataDir, password: PASSWORD })).rejects.toThrow(
      'was written by PostgreSQL 15',
    );
    await writeFile(version, original);
  });

  test('does not touch a folder that holds something else', async () => {
    const other = join(folder, 'photos');
    await mkdir(other);
    await writeFile(join(other, 'holiday.jpg'), '');
    await expect(startEmbeddedPostgres({ dataDir: other, password: PASSWORD })).rejects.toThrow('is not empty');
  });

  test('says so when the folder cannot be written', async () => {
    await writeFile(join(folder, 'file'), '');
    const start = startEmbeddedPostgres({ dataDir: join(folder, 'file', 'postgres'), password: PASSWORD });
    await expect(start).rejects.toThrow('cannot be written');
  });
});
