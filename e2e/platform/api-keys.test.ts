import { ForbiddenError, Paygraph } from '@paygraph/sdk';
import { createClient as createStreamClient } from 'graphql-sse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { clientOf } from './client.ts';
import { addCard, createWallet, deposit, logInOperator, type Person, signUp } from './people.ts';
import { type PlatformProcess, startPlatform, temporaryFolder } from './platform.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let platform: PlatformProcess;
let ada: Person;
let operator: Person;
let wallet: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  platform = await startPlatform({ DATA_DIR: folder.at('data') });
  [ada, operator] = [await signUp(platform.url, 'Ada'), await logInOperator(platform.url)];
  wallet = await createWallet(ada);
  await deposit(ada, wallet, await addCard(ada), '50.00');
});
afterAll(async () => {
  await platform?.interrupt();
  await folder?.[Symbol.asyncDispose]();
});

const sdkOf = (person: Person) => new Paygraph({ url: platform.url, token: person.token ?? '' });
const makeKey = async (person: Person, ...scopes: string[]) => {
  const { apiKey, secret } = await sdkOf(person).createApiKey({ name: 'Till', scopes });
  return { id: apiKey.id, secret };
};
const revoke = (id: string) => sdkOf(ada).revokeApiKey({ id });
const WALLETS = '{ wallets { edges { node { id balance { available { amount } } } } } }';
const TRANSACTIONS = '{ transactions { edges { node { status source { id } destination { id } } } } }';
const UPDATES = 'subscription { transactionUpdated { transaction { id status } } }';

describe('a program with an API key', () => {
  test('does what its scopes allow, in the name of its owner, and nothing else', async () => {
    const { secret } = await makeKey(ada, 'wallets:read');
    const program = clientOf(platform.url, secret);
    const { data } = await program.ask(WALLETS);
    expect(data).toMatchObject({
      wallets: { edges: [{ node: { id: wallet, balance: { available: { amount: '50.00' } } } }] },
    });

    const refused = await program.ask(TRANSACTIONS);
    expect(refused).toMatchObject({
      status: 200,
      data: null,
      errors: [{ path: ['transactions'], extensions: { code: 'FORBIDDEN', requiredScopes: [['payments:read']] } }],
    });
    const moved = await program.ask(
      'mutation ($input: CreateWalletInput!) { createWallet(input: $input) { wallet { id } } }',
      { input: { currency: 'USD', name: 'Another' } },
    );
    expect(moved.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect((await ada.ask(WALLETS)).data).toEqual(data);
  });

  test('is shown the rest of what it asks for, with the reason where there is nothing', async () => {
    const { secret } = await makeKey(ada, 'payments:read');
    const ASK =
      '{ transactions { edges { node { status destination { id history: asOf(time: "2026-01-01T00:00:00Z") { id } } } } } }';
    const { data, errors } = await clientOf(platform.url, secret).ask(ASK);
    expect(data).toEqual({
      transactions: { edges: [{ node: { status: 'SUCCEEDED', destination: { id: wallet, history: null } } }] },
    });
    expect(errors).toMatchObject([
      {
        path: ['transactions', 'edges', 0, 'node', 'destination', 'history'],
        extensions: { code: 'FORBIDDEN', requiredScopes: [['wallets:read'], ['wallets:write']] },
      },
    ]);
  });

  test('may send its key in a header of its own, and one that is not good is nobody', async () => {
    const { secret } = await makeKey(ada, 'wallets:read');
    const visitor = clientOf(platform.url);
    expect((await visitor.ask(WALLETS, {}, { 'x-api-key': secret })).errors).toBeUndefined();
    for (const wrong of ['nonsense', `${secret}x`, secret.replace('_', '-')]) {
      const { status, errors } = await visitor.ask(WALLETS, {}, { 'x-api-key': wrong });
      expect([status, errors?.[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
    }
  });

  test('manages neither keys nor sessions, whatever its scopes', async () => {
    const { id, secret } = await makeKey(ada, 'wallets:read', 'wallets:write', 'payments:read', 'payments:write');
    const program = new Paygraph({ url: platform.url, apiKey: secret });
    for (const attempt of [
      () => program.createApiKey({ name: 'Another', scopes: ['wallets:read'] }),
      () => program.revokeApiKey({ id }),
      () => program.apiKeys(),
      () => program.sessions(),
      () => program.logOut(),
    ]) {
      await expect(attempt()).rejects.toBeInstanceOf(ForbiddenError);
    }
    expect((await program.me())?.id).toBe(ada.id);
  });

  test("of an operator reaches other people's things only with a scope of operators", async () => {
    const [plain, whole] = [
      await makeKey(operator, 'wallets:read'),
      await makeKey(operator, 'wallets:read', 'users:read', 'ledger:read'),
    ];
    const ASK = 'query ($id: ID!) { wallet(id: $id) { id } }';
    const [narrow, wide] = [clientOf(platform.url, plain.secret), clientOf(platform.url, whole.secret)];
    expect((await narrow.ask(ASK, { id: wallet })).errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    expect((await wide.ask(ASK, { id: wallet })).data).toEqual({ wallet: { id: wallet } });
    expect((await wide.ask('{ trialBalance { balanced } }')).data).toEqual({ trialBalance: { balanced: true } });
    expect((await wide.ask('{ auditTrail { edges { cursor } } }')).errors).toMatchObject([
      { extensions: { requiredScopes: [['audit:read']] } },
    ]);
  });

  test('is told apart in the list of its owner, with when it was used', async () => {
    const { id, secret } = await makeKey(ada, 'wallets:read');
    await clientOf(platform.url, secret).ask(WALLETS);
    const used = (await sdkOf(ada).apiKeys()).find((key) => key.id === id);
    expect(used).toMatchObject({ name: 'Till', scopes: ['wallets:read'], revokedAt: null });
    expect(secret.startsWith(used?.prefix ?? '-')).toBe(true);
    expect(Date.now() - Date.parse(used?.lastUsedAt ?? '')).toBeLessThan(60_000);
  });
});

describe('revoking a key', () => {
  test('ends requests, sockets and streams of its program at once, and nobody else’s', async () => {
    const [till, other] = [await makeKey(ada, 'payments:read'), await makeKey(ada, 'payments:read')];
    const program = clientOf(platform.url, till.secret);
    const socket = await program.subscribe(UPDATES);
    const spared = await clientOf(platform.url, other.secret).subscribe(UPDATES);
    const stream = createStreamClient({
      url: `${platform.url}/graphql`,
      headers: { 'x-api-key': till.secret },
      retryAttempts: 0,
    }).iterate({ query: UPDATES });
    const event = stream.next();
    const money = await deposit(ada, wallet, await addCard(ada), '1.00');
    expect(await event).toMatchObject({
      value: { data: { transactionUpdated: { transaction: { id: money.transaction?.id } } } },
    });
    await expect.poll(() => socket.events.length).toBeGreaterThan(0);

    await revoke(till.id);
    await expect.poll(socket.closed).toEqual({ code: 4403, reason: 'The API key was revoked' });
    await expect.poll(async () => (await stream.next()).done).toBe(true);
    expect((await program.ask(TRANSACTIONS)).status).toBe(401);
    expect(spared.closed()).toBeUndefined();
    await spared.stop();
  });

  test('refuses its socket from then on', async () => {
    const { id, secret } = await makeKey(ada, 'payments:read');
    await revoke(id);
    const refused = await clientOf(platform.url, secret).subscribe(UPDATES);
    expect(refused.closed()).toEqual({ code: 4403, reason: 'Forbidden' });
  });
});

test('the SDK follows events with a key', async () => {
  const { secret } = await makeKey(ada, 'payments:read');
  const program = new Paygraph({ url: platform.url, apiKey: secret, webSocketImpl: WebSocket });
  const updates = program.transactionUpdated({ walletId: wallet });
  const first = updates.next();
  // Until the subscription is open, nobody hears of what moves.
  const timer = setInterval(async () => void (await deposit(ada, wallet, await addCard(ada), '1.00')), 500);
  try {
    expect((await first).value?.transaction.id).toMatch(/^txn_/);
  } finally {
    clearInterval(timer);
    await updates.return?.();
  }
});
