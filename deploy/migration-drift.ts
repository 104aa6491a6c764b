import { spawn } from 'node:child_process';
import { cp, glob, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Config } from 'drizzle-kit';

/** Says where tables and migrations disagree, for every drizzle.config.ts. Works on copies and writes nothing. */
const ROOT = fileURLToPath(new URL('../', import.meta.url));
const DRIZZLE_KIT = join(ROOT, 'node_modules/.bin/drizzle-kit');

const NOTHING_TO_DO = 'No schema changes';

const configs: string[] = [];
for await (const path of glob('{subgraphs,platform}/**/drizzle.config.ts', {
  cwd: ROOT,
  exclude: (name) => name.includes('node_modules'),
}))
  configs.push(join(ROOT, path));
if (configs.length === 0) throw new Error('there is no drizzle.config.ts');
const scratch = await mkdtemp(join(tmpdir(), 'paygraph-migrations-'));
try {
  for (const [index, path] of configs.toSorted().entries()) {
    const problem = await driftOf(path, join(scratch, String(index)));
    if (!problem) continue;
    console.error(`${relative(ROOT, dirname(path))}: ${problem}`);
    process.exitCode = 1;
  }
} finally {
  await rm(scratch, { recursive: true });
}

async function driftOf(configPath: string, copy: string): Promise<string | undefined> {
  const folder = dirname(configPath);
  const { default: config } = (await import(pathToFileURL(configPath).href)) as { default: Config };
  const { out, schema } = config;
  if (out === undefined || typeof schema !== 'string') return 'drizzle.config.ts names no `out` or not one `schema`';
  await cp(resolve(folder, out), copy, { recursive: true });
  // drizzle-kit puts `./` in front of `out`, so it must be relative to where it runs.
  const place = ['--dialect', config.dialect, '--out', relative(folder, copy)];
  const generated = await run(folder, ['generate', ...place, '--schema', schema]);
  // Its exit code is 0 also when it stops to ask whether a column was renamed.
  if (!generated.output.includes(NOTHING_TO_DO)) return `tables and migrations differ\n${generated.output}`;
  const checked = await run(folder, ['check', ...place]);
  return checked.code === 0 ? undefined : checked.output;
}

function run(cwd: string, args: readonly string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((done, fail) => {
    const child = spawn(DRIZZLE_KIT, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', fail);
    child.on('close', (code) => done({ code, output }));
  });
}
