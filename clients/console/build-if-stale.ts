import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const STAMP = join(FOLDER, 'dist', '.built-from');
const SOURCES = ['graphiql', 'vite.config.ts', 'package.json'];

/** Builds the pages when their sources have changed since the last build. Throws with what the build printed. */
export async function buildConsoleIfStale(): Promise<void> {
  const hash = await hashSources();
  if (existsSync(STAMP) && (await readFile(STAMP, 'utf8')) === hash) return;
  await build();
  await writeFile(STAMP, hash);
}

async function hashSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    const path = join(FOLDER, source);
    const files = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => undefined);
    const paths = files?.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name)) ?? [path];
    for (const file of paths.sort()) hash.update(`${file}\0`).update(await readFile(file));
  }
  return hash.digest('hex');
}

function build(): Promise<void> {
  return new Promise((resolve, reject) => {
    const vite = fileURLToPath(new URL('bin/vite.js', import.meta.resolve('vite/package.json')));
    const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
      cwd: FOLDER,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`The GraphiQL page could not be built:\n${output}`)),
    );
  });
}
