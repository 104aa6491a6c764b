import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { buildSchema, parse, validate } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PlatformProcess, startPlatform, temporaryFolder } from './platform.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFile(new URL(path, root), 'utf8');

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let platform: PlatformProcess;
beforeAll(async () => {
  folder = await temporaryFolder();
  platform = await startPlatform({ DATA_DIR: folder.at('data') });
});
afterAll(async () => {
  await platform?.interrupt();
  await folder?.[Symbol.asyncDispose]();
});

/** The shell blocks of the tour, in order, as they stand in the README; only the address is another. */
async function tour(): Promise<string> {
  const blocks = [...(await read('README.md')).matchAll(/<!-- tour -->\n```sh\n(.*?)```/gs)].map(
    (match) => match[1] ?? '',
  );
  expect(blocks.length).toBeGreaterThan(4);
  return blocks.join('\n').replaceAll('http://localhost:4000', platform.url);
}

async function runShell(script: string) {
  const shell = spawn('bash', ['-e', '-u', '-o', 'pipefail', '-c', `TOKEN=\n${script}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [shell.stdout, shell.stderr]) stream.on('data', (chunk) => (output += chunk));
  const [code] = await once(shell, 'close');
  return { code, output };
}

test('the tour of the README works as written', async () => {
  const { code, output } = await runShell(await tour());
  expect(output).not.toContain('"errors"');
  expect(code).toBe(0);
  for (const shown of [
    '"status": "SUCCEEDED"',
    '"code": "INSUFFICIENT_FUNDS"',
    '"amount": "74.50"',
    '"balanced": true',
  ]) {
    expect(output).toContain(shown);
  }
  expect(output).not.toMatch(/"userErrors": \[\n/);
});

test('every example of the GraphiQL page is valid', async () => {
  const schema = buildSchema(await read('schema/api.graphql'));
  const folders = ['clients/console/graphiql/examples/', 'clients/console/graphiql/session/'];
  for (const path of folders) {
    const files = (await readdir(new URL(path, root))).filter((file) => file.endsWith('.graphql'));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect([file, validate(schema, parse(await read(path + file)))]).toEqual([file, []]);
  }
});

test('the settings table names every variable the platform reads', async () => {
  const readme = await read('README.md');
  const source = await read('platform/config/src/settings.ts');
  const declared = source.slice(source.indexOf('z.object({'), source.indexOf('type Environment'));
  const variables = [...declared.matchAll(/^ {2}([A-Z_]+):/gm)].map((match) => match[1] ?? '');
  expect(variables.length).toBeGreaterThan(15);
  const inRange = (name: string) => /^(WALLETS|TRANSACTIONS|FRAUD|LEDGER)_URL$/.test(name);
  expect(
    variables.filter(
      (name) =>
        !readme.includes(`\`${name}\``) && !readme.includes(`\`${name}=`) && !inRange(name) && name !== 'NODE_ENV',
    ),
  ).toEqual([]);
});
