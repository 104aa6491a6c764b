import { setTimeout as sleep } from 'node:timers/promises';
import { GraphQLError } from 'graphql';
import { expect, test, vi } from 'vitest';
import { AuthenticationError, BadRequestError, ForbiddenError, Paygraph } from '../src/index.ts';
import { apiServer, type Resolvers } from './api-server.ts';

const event = (number: number) => ({
  cursor: String(number),
  occurredAt: '2026-01-01T00:00:00.000Z',
  alert: {
    id: `alr_${number}`,
    severity: 'HIGH',
    status: 'OPEN',
    title: 'Look',
    detail: 'at this',
    createdAt: '2026-01-01T00:00:00.000Z',
  },
});

/** Events 1, 2, 3 … from after the cursor, up to what `published` says at the time. */
function stream(published: { last: number }, beforeEach: (number: number) => void = () => {}) {
  return {
    alertRaised({ after }: { after?: string }): AsyncIterableIterator<unknown> {
      let number = Number(after ?? 0);
      let ended = false;
      return {
        async next() {
          number += 1;
          while (number > published.last && !ended) await sleep(5);
          if (ended) return { done: true, value: undefined };
          beforeEach(number);
          return { done: false, value: { alertRaised: event(number) } };
        },
        async return() {
          ended = true;
          return { done: true, value: undefined };
        },
        [Symbol.asyncIterator]() {
          return this;
        },
      };
    },
  } as unknown as Resolvers;
}

async function take(paygraph: Paygraph, count: number, onEach: (id: string) => void = () => {}): Promise<string[]> {
  const seen: string[] = [];
  for await (const { alert } of paygraph.alertRaised()) {
    seen.push(alert.id);
    onEach(alert.id);
    if (seen.length === count) break;
  }
  return seen;
}

test('leaving the loop ends the subscription at once, and the connection with the last of them', async () => {
  await using api = await apiServer(stream({ last: 3 }));
  expect(await take(new Paygraph({ url: api.url, token: 'one' }), 2)).toEqual(['alr_1', 'alr_2']);
  await vi.waitFor(() => expect(api.completed.count).toBe(1));
  expect(api.connections).toEqual(['Bearer one']);
});

test.each([undefined, 1001, 1000, 1012])(
  'a lost connection (%s) goes on after the last event: none missed, none twice',
  async (code) => {
    const published = { last: 2 };
    await using api = await apiServer(stream(published));
    const seen = await take(new Paygraph({ url: api.url }), 5, (id) => {
      if (id !== 'alr_2') return;
      api.disconnect(code);
      published.last = 5;
    });
    expect(seen).toEqual(['alr_1', 'alr_2', 'alr_3', 'alr_4', 'alr_5']);
    expect(api.subscriptions.map(({ after }) => after)).toEqual([undefined, '2']);
  },
);

test('several subscriptions share a connection, and all survive its loss', async () => {
  const published = { last: 1 };
  await using api = await apiServer(stream(published));
  const paygraph = new Paygraph({ url: api.url });
  let first = 0;
  const onEach = (id: string) => {
    if (id !== 'alr_1') return;
    first += 1;
    if (first < 2) return;
    api.disconnect();
    published.last = 3;
  };
  const all = ['alr_1', 'alr_2', 'alr_3'];
  expect(await Promise.all([take(paygraph, 3, onEach), take(paygraph, 3, onEach)])).toEqual([all, all]);
  expect(api.connections.length).toBeLessThanOrEqual(3);
});

test('an error that may pass is resumed from; any other ends the loop with its class', async () => {
  let failed = false;
  await using api = await apiServer({
    ...stream({ last: 3 }, (number) => {
      if (number !== 2 || failed) return;
      failed = true;
      throw new GraphQLError('too slow', { extensions: { code: 'SLOW_CONSUMER', retryable: true } });
    }),
    transactionUpdated() {
      throw new GraphQLError('not yours', { extensions: { code: 'FORBIDDEN' } });
    },
  });
  const paygraph = new Paygraph({ url: api.url });
  expect(await take(paygraph, 3)).toEqual(['alr_1', 'alr_2', 'alr_3']);
  await expect(paygraph.transactionUpdated().next()).rejects.toThrow(ForbiddenError);
  await expect(paygraph.subscribe('subscription { nothing }').next()).rejects.toThrow(BadRequestError);
});

test('an expired token is replaced on a connection of its own; one refused for good is told', async () => {
  const valid = new Set(['Bearer 1', 'Bearer 2']);
  const published = { last: 1 };
  await using api = await apiServer(stream(published), (authorization) => valid.has(String(authorization)));
  let token = 0;
  const paygraph = new Paygraph({ url: api.url, token: () => String(++token) });
  const seen = await take(paygraph, 2, (id) => {
    if (id !== 'alr_1') return;
    published.last = 2;
    api.disconnect(4403);
  });
  expect(seen).toEqual(['alr_1', 'alr_2']);
  expect(api.connections).toEqual(['Bearer 1', 'Bearer 2']);
  await expect(take(paygraph, 1)).rejects.toThrow(AuthenticationError);
  expect(api.connections).toEqual(['Bearer 1', 'Bearer 2', 'Bearer 3', 'Bearer 4']);
  await expect(take(new Paygraph({ url: api.url, token: 'old' }), 1)).rejects.toThrow(AuthenticationError);
});

test('a signal ends a quiet subscription as if by break', async () => {
  await using api = await apiServer(stream({ last: 0 }));
  const caller = new AbortController();
  setTimeout(() => caller.abort(), 50);
  for await (const _event of new Paygraph({ url: api.url }).alertRaised({}, { signal: caller.signal }))
    expect.unreachable();
  await vi.waitFor(() => expect(api.completed.count).toBe(1));
});

test('return() ends it too while an event is awaited', async () => {
  await using api = await apiServer(stream({ last: 0 }));
  const events = new Paygraph({ url: api.url }).alertRaised();
  const waiting = events.next();
  await sleep(30);
  await events.return?.();
  expect(await waiting).toEqual({ done: true, value: undefined });
});

test('a reader slower than a thousand events goes on from what it has read', async () => {
  const published = { last: 1 };
  await using api = await apiServer(stream(published));
  const seen: string[] = [];
  for await (const { cursor } of new Paygraph({ url: api.url }).alertRaised()) {
    seen.push(cursor);
    if (seen.length === 1) {
      published.last = 2_500;
      await vi.waitFor(() => expect(api.completed.count).toBe(1), 5_000);
    }
    if (seen.length === 2_500) break;
  }
  expect(seen).toEqual(Array.from({ length: 2_500 }, (_, index) => String(index + 1)));
  expect(api.subscriptions.length).toBeGreaterThan(1);
});

test('nobody there is an error in the end', async () => {
  const api = await apiServer({});
  await api[Symbol.asyncDispose]();
  const paygraph = new Paygraph({ url: api.url, reconnectsMax: 1 });
  await expect(paygraph.alertRaised().next()).rejects.toMatchObject({ code: 'CONNECTION_FAILED' });
});
