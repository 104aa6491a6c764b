import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const postmasterPidFile = (dataDir: string): string => join(dataDir, 'postmaster.pid');

/** What the running, or last, server wrote about itself; undefined without a file. A torn file gives NaN. */
export const readPostmasterPid = async (dataDir: string): Promise<{ pid: number; port: number } | undefined> => {
  try {
    const lines = (await readFile(postmasterPidFile(dataDir), 'utf8')).split('\n');
    return { pid: Number.parseInt(lines[0] ?? '', 10), port: Number.parseInt(lines[3] ?? '', 10) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};

/** Whether any process has this number. It may be a different program than the one that once had it. */
export const isAlive = (pid: number): boolean => {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Whether process `pid` is a PostgreSQL server that was started on `dataDir`, going by its command line. */
export const isServerOf = async (dataDir: string, pid: number): Promise<boolean> => {
  const args = await commandLine(pid);
  return args.some((arg) => arg.endsWith('postgres')) && args.includes(dataDir);
};

const commandLine = async (pid: number): Promise<string[]> => {
  try {
    if (process.platform === 'linux') return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
    const { stdout } = await promisify(execFile)('ps', ['-o', 'args=', '-p', String(pid)]);
    return stdout.trim().split(' ');
  } catch {
    return [];
  }
};
