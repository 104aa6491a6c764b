import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What a process says that cannot start, line by line. */
async function refusal(command: readonly string[], environment: Record<string, string> = {}): Promise<string[]> {
  const child = spawn(process.execPath, [...command], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  await once(child, 'close');
  expect(child.exitCode).toBe(1);
  return output.trim().split('\n');
}

const SERVERS = { DATABASE_URL: 'postgres://127.0.0.1:1/postgres', REDIS_URL: 'redis://127.0.0.1:1' };

test('a subgraph says everything it lacks at once', async () => {
  expect(await refusal(['subgraphs/serve.ts', 'transactions'], { FRAUD_URL: 'http://fraud:4000' })).toEqual([
    expect.stringMatching(/^DATABASE_URL is required/),
    expect.stringMatching(/^REDIS_URL is required/),
    'USERS_URL is required: transactions calls users',
    'WALLETS_URL is required: transactions calls wallets',
    'LEDGER_URL is required: transactions calls ledger',
  ]);
});

test('the gateway says everything it lacks at once', async () => {
  expect(await refusal(['gateway/serve.ts'], { USERS_URL: 'http://users:4000' })).toEqual([
    expect.stringMatching(/^REDIS_URL is required/),
    ...['WALLETS', 'TRANSACTIONS', 'FRAUD', 'LEDGER', 'NOTIFICATIONS'].map((name) => `${name}_URL is required`),
  ]);
});

test('a simulated provider says everything it lacks at once', async () => {
  const serve = 'subgraphs/transactions/simulators/serve.ts';
  expect(await refusal([serve, 'nova-cards'])).toEqual([
    expect.stringMatching(/^DATABASE_URL is required/),
    expect.stringMatching(/^TRANSACTIONS_URL is required/),
    expect.stringMatching(/^NOVA_CARDS_WEBHOOK_SECRET is required/),
  ]);
  expect(await refusal([serve, 'paypal'])).toEqual([expect.stringMatching(/^Name a provider: .*nova-cards/)]);
  expect(await refusal([serve, 'nova-cards', '--faults', '{"rates":{"BAD_MOOD":1}}'])).toEqual(
    expect.arrayContaining([expect.stringMatching(/^--faults cannot be used/)]),
  );
});

test('there is no subgraph of another name', async () => {
  expect(await refusal(['subgraphs/serve.ts', 'payments'])).toEqual([
    expect.stringMatching(/^Name a subgraph: .*users/),
  ]);
});

test('in production a subgraph asks for its own secrets, and for no others', async () => {
  const environment = { ...SERVERS, PORT: '0', NODE_ENV: 'production', NOTIFICATIONS_URL: 'http://notifications:4000' };
  expect(await refusal(['subgraphs/serve.ts', 'users'], environment)).toEqual([
    'ACTOR_SECRET is required',
    'JWT_PRIVATE_KEY is required',
  ]);
});
