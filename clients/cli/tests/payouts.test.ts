import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { apiServer, type Resolvers } from '../../sdk/tests/api-server.ts';

const PAYGRAPH = fileURLToPath(new URL('../src/paygraph.ts', import.meta.url));
const CSV = 'to_wallet_id,amount\nwal_b,1.00\nwal_c,2.00\n';

const money = (amount: string) => ({ amount, currency: 'USD' });
const batch = (over: object = {}) => ({
  id: 'pob_1',
  status: 'PROCESSING',
  source: { id: 'wal_a' },
  total: 2,
  succeeded: 0,
  failed: 0,
  pending: 2,
  inReview: 0,
  amount: money('3.00'),
  succeededAmount: money('0.00'),
  failedAmount: money('0.00'),
  createdAt: '2026-01-01T00:00:00.000Z',
  completedAt: null,
  ...over,
});
const failedLine = {
  number: 2,
  status: 'FAILED',
  toWalletId: 'wal_c',
  amount: money('2.00'),
  description: null,
  reference: 'INV-2',
  transaction: null,
  failure: { code: 'WALLET_FROZEN', declineCode: null, message: 'The wallet is frozen', retryAdvice: null },
};

/** The command against a platform of these resolvers, with a file of these contents. */
async function paygraph(
  resolvers: Resolvers,
  args: readonly string[],
  environment: object = { PAYGRAPH_TOKEN: 'tok' },
) {
  await using resources = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'paygraph-cli-'));
  resources.defer(() => rm(folder, { recursive: true }));
  const path = join(folder, 'payouts.csv');
  await writeFile(path, CSV);
  const server = resources.use(await apiServer(resolvers));
  const env = { PATH: process.env.PATH, PAYGRAPH_URL: server.url, ...environment };
  const [code, output] = await new Promise<[number, string]>((resolve) => {
    const all = ['payouts', 'submit', path, ...args];
    execFile(process.execPath, [PAYGRAPH, ...all], { env }, (error, stdout, stderr) =>
      resolve([error ? Number(error.code) : 0, stdout + stderr]),
    );
  });
  return { code, output, requests: server.requests };
}

test('submits a file, watches it, and lists the lines that failed', async () => {
  const { code, output, requests } = await paygraph(
    {
      submitPayouts: () => ({ batch: batch(), userErrors: [] }),
      async *payoutProgress() {
        yield { payoutProgress: batch() };
        yield { payoutProgress: batch({ succeeded: 1, failed: 1, pending: 0, status: 'COMPLETED' }) };
      },
      payoutBatch: () => ({
        lines: { edges: [{ node: failedLine }], pageInfo: { endCursor: null, hasNextPage: false } },
      }),
    },
    ['--from', 'wal_a', '--watch', '--key', 'march'],
  );
  expect(output).toContain('Submitted pob_1: 2 lines, 3.00 USD');
  expect(output).toContain('2/2  1 paid, 1 failed');
  expect(output).toContain('Line 2: INV-2, 2.00 USD to wal_c: The wallet is frozen (WALLET_FROZEN)');
  expect(code).toBe(1);
  expect(requests[0]).toMatchObject({
    authorization: 'Bearer tok',
    variables: { input: { fromWalletId: 'wal_a', file: CSV, idempotencyKey: 'march' } },
  });
});

test('says what is wrong with every malformed line, and that nobody is signed in', async () => {
  const wrong = ['Line 1 (line 2 of the file): no', 'Line 2 (line 3 of the file): no'];
  const userErrors = wrong.map((message) => ({ code: 'MALFORMED_AMOUNT', message, field: ['input', 'file'] }));
  const refused = await paygraph({ submitPayouts: () => ({ batch: null, userErrors }) }, ['--from', 'wal_a']);
  expect(refused).toMatchObject({ code: 1, output: expect.stringContaining(wrong.join('\n')) });
  expect(await paygraph({}, ['--from', 'wal_a'], {})).toMatchObject({
    code: 1,
    output: expect.stringContaining('PAYGRAPH_TOKEN'),
  });
  expect((await paygraph({}, [])).output).toContain('--from');
});

test('logs in with an e-mail address and a password', async () => {
  const session = {
    id: 'ses_1',
    accessToken: 'fresh',
    refreshToken: 'r',
    expiresAt: '2099-01-01T00:00:00.000Z',
    current: true,
  };
  const user = {
    id: 'usr_1',
    email: 'a@b',
    name: 'A',
    role: 'MERCHANT',
    status: 'ACTIVE',
    kycStatus: 'NONE',
    createdAt: '2026-01-01T00:00:00.000Z',
  };
  const { code, requests } = await paygraph(
    { logIn: () => ({ user, session, userErrors: [] }), submitPayouts: () => ({ batch: batch(), userErrors: [] }) },
    ['--from', 'wal_a'],
    { PAYGRAPH_EMAIL: 'a@b', PAYGRAPH_PASSWORD: 'secret' },
  );
  expect(code).toBe(0);
  expect(requests[1]?.authorization).toBe('Bearer fresh');
});
