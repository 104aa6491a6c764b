import { createHash } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { expect, test } from 'vitest';
import {
  BadResponseError,
  ConnectionError,
  ForbiddenError,
  NotFoundError,
  Paygraph,
  RateLimitedError,
  TimeoutError,
  UntrustedDocumentError,
  UserErrors,
} from '../src/index.ts';
import { apiServer, type Resolvers } from './api-server.ts';

const failing = (code: string, extensions: Record<string, unknown> = {}) =>
  new GraphQLError(`It is ${code}`, { extensions: { code, requestId: 'req_1', ...extensions } });

const money = (amount: string) => ({ amount, currency: 'USD' });
const transaction = (id: string) => ({
  id,
  type: 'TRANSFER',
  status: 'SUCCEEDED',
  amount: money('75.00'),
  fee: money('0.00'),
  capturedAmount: money('75.00'),
  refundedAmount: money('0.00'),
  captureMode: 'AUTOMATIC',
  createdAt: '2026-01-01T00:00:00.000Z',
});
const wallet = (id: string) => {
  const balance = { posted: money('0.00'), pending: money('0.00'), available: money('0.00') };
  return {
    id,
    name: id,
    type: 'PERSONAL',
    status: 'ACTIVE',
    currency: 'USD',
    limits: { perTransaction: null, daily: null, monthly: null },
    balance,
    createdAt: '2026-01-01T00:00:00.000Z',
  };
};

/** Moves money once for each key, as the platform does. */
function bank() {
  const moved = new Map<string, ReturnType<typeof transaction>>();
  const resolvers = {
    transfer({ input }: { input: { idempotencyKey: string } }) {
      const known = moved.get(input.idempotencyKey) ?? transaction(`txn_${moved.size + 1}`);
      moved.set(input.idempotencyKey, known);
      return { transaction: known, userErrors: [] };
    },
    createWallet: () => ({ wallet: wallet('wal_1'), userErrors: [] }),
    me: () => null,
  } as unknown as Resolvers;
  return { moved, resolvers };
}

const order = { fromWalletId: 'wal_1', toWalletId: 'wal_2', amount: money('75.00') };

test('money moves once when the answer was lost: every attempt has the same key', async () => {
  const { moved, resolvers } = bank();
  await using api = await apiServer(resolvers);
  api.faults.push({ kind: 'drop' }, { kind: 'drop' });
  const answered = await new Paygraph({ url: api.url }).transfer(order);
  expect(answered).toMatchObject({ id: 'txn_1', status: 'SUCCEEDED', amount: { amount: '75.00' } });
  expect(api.requests).toHaveLength(3);
  expect(moved.size).toBe(1);
});

test('each call has a key of its own, unless its caller gives one', async () => {
  const { moved, resolvers } = bank();
  await using api = await apiServer(resolvers);
  const paygraph = new Paygraph({ url: `${api.url}/graphql` });
  await paygraph.transfer(order);
  await paygraph.transfer(order);
  await paygraph.transfer({ ...order, idempotencyKey: 'order-7' });
  await paygraph.transfer({ ...order, idempotencyKey: 'order-7' });
  expect(moved.size).toBe(3);
});

test('a mutation without a key is not repeated when it may have been executed', async () => {
  await using api = await apiServer(bank().resolvers);
  api.faults.push({ kind: 'drop' }, { kind: 'status', status: 503 });
  const paygraph = new Paygraph({ url: api.url });
  const call = () => paygraph.createWallet({ name: 'Main', currency: 'USD' });
  await expect(call()).rejects.toMatchObject({ constructor: ConnectionError, sent: true });
  await expect(call()).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
  expect(api.requests).toHaveLength(2);
});

test('a mutation without a key is repeated when it was refused at the door', async () => {
  await using api = await apiServer(bank().resolvers);
  api.faults.push({ kind: 'status', status: 429, headers: { 'retry-after': '0' } });
  const created = await new Paygraph({ url: api.url }).createWallet({ name: 'Main', currency: 'USD' });
  expect(created.id).toBe('wal_1');
});

test('a refused connection is known not to have been used', async () => {
  const api = await apiServer({});
  await api[Symbol.asyncDispose]();
  const paygraph = new Paygraph({ url: api.url, attemptsMax: 2 });
  await expect(paygraph.createWallet({ name: 'Main', currency: 'USD' })).rejects.toMatchObject({
    code: 'CONNECTION_FAILED',
    sent: false,
  });
});

test('queries are repeated for as long as the platform says it may help, and no longer', async () => {
  let asked = 0;
  await using api = await apiServer({
    me() {
      asked += 1;
      throw failing('SUBGRAPH_UNAVAILABLE', { retryable: true, retryAfterMs: 5 });
    },
  });
  await expect(new Paygraph({ url: api.url }).me()).rejects.toMatchObject({
    code: 'SUBGRAPH_UNAVAILABLE',
    requestId: 'req_1',
    path: ['me'],
  });
  expect(asked).toBe(4);
  await expect(new Paygraph({ url: api.url }).me({ attemptsMax: 1 })).rejects.toThrow('It is SUBGRAPH_UNAVAILABLE');
  expect(asked).toBe(5);
});

test('the platform is not asked again before it wants to be', async () => {
  await using api = await apiServer(bank().resolvers);
  api.faults.push({ kind: 'status', status: 503, headers: { 'retry-after': '1' } });
  const started_ms = performance.now();
  await new Paygraph({ url: api.url }).me();
  expect(performance.now() - started_ms).toBeGreaterThan(990);
  api.faults.push({ kind: 'status', status: 429, headers: { 'retry-after': '3600' } });
  await expect(new Paygraph({ url: api.url }).me()).rejects.toMatchObject({
    constructor: RateLimitedError,
    retryAfterMs: 3_600_000,
  });
});

test('a slow answer is lost after the timeout, and asked for again', async () => {
  await using api = await apiServer(bank().resolvers);
  api.faults.push({ kind: 'slow', delay_ms: 500 });
  const paygraph = new Paygraph({ url: api.url, timeoutMs: 100 });
  expect(await paygraph.me()).toBeNull();
  api.faults.push({ kind: 'slow', delay_ms: 500 });
  await expect(paygraph.me({ attemptsMax: 1 })).rejects.toThrow(TimeoutError);
});

test("the caller's signal ends a call, also between attempts", async () => {
  await using api = await apiServer(bank().resolvers);
  api.faults.push({ kind: 'status', status: 503, headers: { 'retry-after': '30' } });
  const reason = new Error('changed my mind');
  const caller = new AbortController();
  setTimeout(() => caller.abort(reason), 50);
  await expect(new Paygraph({ url: api.url }).me({ signal: caller.signal })).rejects.toBe(reason);
});

test('codes have classes; userErrors are thrown with all they say', async () => {
  const userErrors = [
    { code: 'NAME_INVALID', message: 'The name is empty', field: ['input', 'name'] },
    { code: 'CURRENCY_UNKNOWN', message: 'No such currency', field: null },
  ];
  await using api = await apiServer({
    wallet: () => failing('NOT_FOUND'),
    alerts: () => failing('FORBIDDEN'),
    me: () => failing('NEWER_THAN_THIS_SDK'),
    createWallet: () => ({ wallet: null, userErrors }),
  });
  const paygraph = new Paygraph({ url: api.url });
  await expect(paygraph.wallet({ id: 'wal_0' })).rejects.toThrow(NotFoundError);
  await expect(paygraph.alerts()).rejects.toThrow(ForbiddenError);
  await expect(paygraph.me()).rejects.toMatchObject({ name: 'PaygraphError', code: 'NEWER_THAN_THIS_SDK' });
  const refused = paygraph.createWallet({ name: '', currency: 'XXX' });
  await expect(refused).rejects.toThrow(UserErrors);
  await expect(refused).rejects.toMatchObject({ code: 'NAME_INVALID', errors: userErrors });
  await expect(paygraph.paymentMethods()).rejects.toMatchObject({ code: 'NEWER_THAN_THIS_SDK' });
});

test('what is not the API is told from it', async () => {
  await using api = await apiServer(bank().resolvers);
  api.faults.push({ kind: 'status', status: 200, body: '<html>' }, { kind: 'status', status: 404 });
  const paygraph = new Paygraph({ url: api.url });
  await expect(paygraph.me()).rejects.toThrow(BadResponseError);
  await expect(paygraph.me()).rejects.toThrow(BadResponseError);
  await expect(paygraph.paymentMethods()).rejects.toThrow('Sign in first');
});

test('a document of your own is sent as it is', async () => {
  await using api = await apiServer(bank().resolvers);
  const data = await new Paygraph({ url: api.url, apiKey: 'pk_1' }).request<{ me: null }>('query { me { id } }');
  expect(data).toEqual({ me: null });
  expect(api.requests[0]?.authorization).toBe('Bearer pk_1');
});

test('a list is awaited for a page, and looped over for everything', async () => {
  const ids = Array.from({ length: 250 }, (_, index) => `wal_${index}`);
  await using api = await apiServer({
    wallets({ first, after }: { first: number; after?: string }) {
      const start = after ? Number(after) : 0;
      const end = Math.min(start + first, ids.length);
      const edges = ids.slice(start, end).map((id) => ({ cursor: id, node: wallet(id) }));
      return { edges, pageInfo: { endCursor: String(end), hasNextPage: end < ids.length } };
    },
  });
  const paygraph = new Paygraph({ url: api.url });
  const page = await paygraph.wallets({ first: 2 });
  expect(page).toMatchObject({ nodes: [{ id: 'wal_0' }, { id: 'wal_1' }], endCursor: '2', hasNextPage: true });

  const seen: string[] = [];
  for await (const { id } of paygraph.wallets()) seen.push(id);
  expect(seen).toEqual(ids);
  expect(api.requests).toHaveLength(1 + 3);

  for await (const _one of paygraph.wallets({ first: 1 })) break;
  expect(api.requests).toHaveLength(1 + 3 + 1);
});

test('with hashes, a document is sent in full only when the platform does not know it', async () => {
  const { resolvers, moved } = bank();
  await using server = await apiServer(resolvers);
  const paygraph = new Paygraph({ url: server.url, documents: 'hash' });
  const unknown = JSON.stringify({
    errors: [
      { message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND', retryable: false } },
    ],
  });
  server.faults.push({ kind: 'status', status: 200, body: unknown });

  expect((await paygraph.transfer(order)).id).toBe('txn_1');

  const [named, sent, ...others] = server.requests as unknown as {
    readonly query?: string;
    readonly variables: object;
    readonly extensions: { readonly persistedQuery: { readonly version: number; readonly sha256Hash: string } };
  }[];
  expect(others).toEqual([]);
  expect(moved.size).toBe(1);
  expect(named?.query).toBeUndefined();
  expect(sent?.query).toContain('mutation transfer(');
  const sha256Hash = createHash('sha256')
    .update(sent?.query ?? '')
    .digest('hex');
  for (const request of [named, sent])
    expect(request?.extensions).toEqual({ persistedQuery: { version: 1, sha256Hash } });
  // The same key, or the money could move twice.
  expect(named?.variables).toEqual(sent?.variables);
});

test('a platform that does not know a document although it was sent is told so once, and an untrusted one never again', async () => {
  await using server = await apiServer(bank().resolvers);
  const paygraph = new Paygraph({ url: server.url, documents: 'hash' });
  const answerWith = (code: string) =>
    server.faults.push({
      kind: 'status',
      status: 200,
      body: JSON.stringify({ errors: [{ message: code, extensions: { code } }] }),
    });
  answerWith('PERSISTED_QUERY_NOT_FOUND');
  answerWith('PERSISTED_QUERY_NOT_FOUND');
  await expect(paygraph.me()).rejects.toMatchObject({ code: 'PERSISTED_QUERY_NOT_FOUND' });
  answerWith('DOCUMENT_NOT_TRUSTED');
  await expect(paygraph.me()).rejects.toBeInstanceOf(UntrustedDocumentError);
  expect(server.requests).toHaveLength(3);
});
