import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const DEMO = fileURLToPath(new URL('../src/demo.ts', import.meta.url));

function demo(...args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [DEMO, ...args], (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr }),
    );
  });
}

/** Answers /ready, and /graphiql/config.json with these users. */
async function platformOf(users: object[]) {
  const server = createServer((_request, response) => response.end(JSON.stringify({ users })));
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  return { url, [Symbol.asyncDispose]: async () => void server.close() };
}

test('nobody there is one line and exit code 1', async () => {
  const { url } = await platformOf([]).then(async (platform) => {
    await platform[Symbol.asyncDispose]();
    return platform;
  });
  const { code, output } = await demo('--url', url);
  expect(code).toBe(1);
  expect(output.trim()).toBe(`Stopped: Nothing answers at ${url}. Start the platform with: npm start`);
});

test('a platform without demo users is told from one that is broken', async () => {
  await using platform = await platformOf([]);
  const { code, output } = await demo('--url', platform.url);
  expect(code).toBe(1);
  expect(output).toContain(`The platform at ${platform.url} has no demo users`);
});

test('what does not answer with GraphQL ends the story at that step', async () => {
  await using platform = await platformOf([{ role: 'OPERATOR', email: 'o@b.example', password: 'p' }]);
  const { code, output } = await demo('--url', platform.url);
  expect(code).toBe(1);
  expect(output).toContain('The operator logs in');
  expect(output).toContain('BAD_RESPONSE');
});

test('it says how it is used, and what it does not understand', async () => {
  expect(await demo('--help')).toMatchObject({ code: 0, output: expect.stringContaining('npm run demo') });
  const { code, output } = await demo('--ulr', 'x');
  expect(code).toBe(1);
  expect(output).toContain('--ulr');
});
