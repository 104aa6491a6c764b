import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Everything about the code that can be checked without running it: `npm run check`. Changes no file. */
const ROOT = fileURLToPath(new URL('../', import.meta.url));
const AT_ONCE_MAX = 2;

interface Check {
  readonly name: string;
  readonly command: readonly [file: string, ...args: string[]];
}

// The long ones first, so that the short ones fill the time beside them.
const CHECKS: readonly Check[] = [
  { name: 'migrations match the tables', command: ['node', 'deploy/migration-drift.ts'] },
  { name: 'types', command: ['tsc', '--noEmit'] },
  { name: 'types of the console', command: ['tsc', '--noEmit', '-p', 'clients/console'] },
  { name: 'generated code is current', command: ['node', 'deploy/codegen-drift.ts'] },
  { name: 'composed schema is current', command: ['node', 'gateway/src/compose-cli.ts', '--check'] },
  { name: 'schema breaks no promise', command: ['node', 'gateway/src/schema-check-cli.ts'] },
  { name: 'no dead code', command: ['knip', '--no-config-hints'] },
  { name: 'lint and format', command: ['biome', 'check', '--diagnostic-level=error', '.'] },
];

const nameWidth = Math.max(...CHECKS.map(({ name }) => name.length));
const waiting = [...CHECKS];
const failures: { readonly name: string; readonly output: string }[] = [];

const worker = async () => {
  for (let check = waiting.shift(); check; check = waiting.shift()) {
    const startedAt_ms = performance.now();
    const { code, output } = await run(check.command);
    const took = `${Math.round(performance.now() - startedAt_ms)} ms`;
    console.log(`${check.name.padEnd(nameWidth)}  ${(code === 0 ? 'ok' : 'failed').padEnd(6)}  ${took.padStart(9)}`);
    if (code !== 0) failures.push({ name: check.name, output });
  }
};
await Promise.all(Array.from({ length: AT_ONCE_MAX }, worker));
for (const { name, output } of failures) console.log(`\n--- ${name}\n${output.trim()}`);
if (failures.length > 0) process.exitCode = 1;

function run([file, ...args]: Check['command']): Promise<{ code: number | null; output: string }> {
  return new Promise((done) => {
    const child = spawn(file, args, {
      cwd: ROOT,
      env: { ...process.env, PATH: `${join(ROOT, 'node_modules/.bin')}${delimiter}${process.env.PATH}` },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => done({ code: null, output: error.message }));
    child.on('close', (code) => done({ code, output }));
  });
}
